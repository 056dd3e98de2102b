import HTTPTypes
import Testing

@Suite("sending messages")
struct SendTests {
    @Test("a send is answered in the shape of 2026, and sent, delivered and read follow")
    func happyPath() async throws {
        try await Rig.withOpenWindow { rig in
            let answer = try await rig.send(#""to":"+90 (555) 123-0001","biz_opaque_callback_data":"crm:1""#)
            #expect(answer.status == 200)
            #expect(answer["messaging_product"].text == "whatsapp")
            #expect(answer["contacts"][0]["input"].text == "+90 (555) 123-0001")
            #expect(answer["contacts"][0]["wa_id"].text == "905551230001")
            #expect(answer["contacts"][0]["user_id"].text == Rig.userID)
            #expect(answer["messages"][0]["message_status"].isMissing)
            let id = try #require(answer["messages"][0]["id"].text)
            #expect(id.hasPrefix("wamid.") && (40...90).contains(id.count))
            for expected in ["sent", "delivered"] {
                let post = try await rig.inbox.next()
                let status = post.value["statuses"][0]
                #expect(status["status"].text == expected)
                #expect(status["id"].text == id)
                #expect(status["timestamp"].text != nil)
                #expect(status["recipient_id"].text == "905551230001")
                #expect(status["recipient_user_id"].text == Rig.userID)
                #expect(status["biz_opaque_callback_data"].text == "crm:1")
                #expect(status["pricing"]["pricing_model"].text == "PMP")
                #expect(status["pricing"]["category"].text == "service")
                #expect(post.value["contacts"][0]["user_id"].text == Rig.userID)
            }
            let read = try await rig.control(.post, "conversations/905551230001/read")
            #expect(read["read"].integer == 1)
            let status = try await rig.nextStatus()
            #expect(status["status"].text == "read" && status["pricing"].isMissing)
        }
    }

    @Test(
        "a body that is not right is refused with Meta's code",
        arguments: [
            (#"{}"#, 100), (#"not json"#, 100), (#"{"messaging_product":"sms"}"#, 100),
            (#"{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}"#, 100),
            (#"{"messaging_product":"whatsapp","to":"+905551230001"}"#, 131008),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","text":{}}"#, 131008),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","text":{"body":""}}"#, 131008),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","text":{"body":1}}"#, 131009),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","text":"x"}"#, 131009),
            (#"{"messaging_product":"whatsapp","to":"12","text":{"body":"x"}}"#, 131009),
            (#"{"messaging_product":"whatsapp","to":"nobody here","text":{"body":"x"}}"#, 131009),
            (#"{"messaging_product":"whatsapp","recipient":"nobody","text":{"body":"x"}}"#, 131009),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","type":"poll","poll":{}}"#, 131051),
            (#"{"messaging_product":"whatsapp","to":"+905551230001","type":"image","image":{}}"#, 131008),
            (#"{"messaging_product":"whatsapp","to":"+862155500100","text":{"body":"x"}}"#, 131021),
            (#"{"messaging_product":"whatsapp","status":"seen","message_id":"x"}"#, 131009),
            (#"{"messaging_product":"whatsapp","status":"read"}"#, 131008),
            (#"{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}"#, 131009),
        ]
    )
    func refusals(body: String, code: Int) async throws {
        try await Rig.withOpenWindow { rig in
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", body)
            #expect(answer.status == 400)
            #expect(answer.code == code)
            if code != 100 { #expect(answer.details?.isEmpty == false) }
        }
    }

    @Test("a text has 4096 characters at most, counted as code points")
    func textLimit() async throws {
        try await Rig.withOpenWindow { rig in
            #expect(try await rig.send(text: String(repeating: "👋", count: 4096)).status == 200)
            let long = try await rig.send(text: String(repeating: "界", count: 4097))
            #expect(long.code == 131009)
        }
    }

    @Test("a user id belongs in recipient; in to it is accepted and lost")
    func userIDs() async throws {
        try await Rig.withOpenWindow { rig in
            let lost = try await rig.send(#""to":"\#(Rig.userID)""#)
            #expect(lost.status == 200)
            let found = try await rig.send(#""recipient":"\#(Rig.userID)""#)
            #expect(found["contacts"][0]["wa_id"].isMissing)
            #expect(found["contacts"][0]["user_id"].text == Rig.userID)
            #expect(try await rig.nextStatus()["id"].text == found["messages"][0]["id"].text)
            #expect(try await rig.nextStatus()["status"].text == "delivered")
            let nobody = try await rig.send(#""recipient":"TR.4711""#)
            #expect(nobody.status == 200)
            let failed = try await rig.nextStatus()
            #expect(failed["id"].text == nobody["messages"][0]["id"].text)
            #expect(failed["errors"][0]["code"].integer == 131026)
            let both = try await rig.send(#""to":"+905551230001","recipient":"TR.4711""#)
            #expect(both["contacts"][0]["wa_id"].text == "905551230001")
        }
    }

    @Test("the window closes strictly 24 hours after the customer's last message")
    func windowToTheSecond() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"window_refused_at_once":true}"#)
            try await rig.advance(86_400_000 - 5000)
            #expect(try await rig.send().status == 200)
            try await rig.advance(5000)
            let late = try await rig.send()
            #expect(late.status == 400 && late.code == 131047)
            try await rig.says("Hello again")
            #expect(try await rig.send().status == 200)
        }
    }

    @Test("outside the window a text is accepted and then fails")
    func closedWindow() async throws {
        try await Rig.with { rig in
            let answer = try await rig.send()
            #expect(answer.status == 200)
            let post = try await rig.inbox.next()
            let status = post.value["statuses"][0]
            #expect(status["status"].text == "failed")
            #expect(status["errors"][0]["code"].integer == 131047)
            #expect(status["errors"][0]["title"].text == "Re-engagement message")
            #expect(status["errors"][0]["message"].text == "Re-engagement message")
            #expect(status["pricing"].isMissing)
            #expect(post.value["contacts"].isMissing)
        }
    }

    @Test("two numbers of the business have two windows")
    func twoNumbers() async throws {
        try await Rig.withOpenWindow { rig in
            let second = try await rig.control(.post, "numbers", #"{"phone":"+902125550143"}"#)["id"].text ?? ""
            let body = #"{"messaging_product":"whatsapp","to":"+905551230001","text":{"body":"x"}}"#
            #expect(try await rig.graph(.post, "\(second)/messages", body).status == 200)
            let failed = try await rig.inbox.next()
            #expect(failed.value["metadata"]["phone_number_id"].text == second)
            #expect(failed.value["statuses"][0]["errors"][0]["code"].integer == 131047)
        }
    }

    @Test("a number that ends in a code gets that failure later", arguments: [131026, 131047, 131049])
    func lateMagic(code: Int) async throws {
        try await Rig.with { rig in
            try await rig.control(.post, "customers", #"{"name":"Magic","phone":"+90555\#(code)"}"#)
            try await rig.control(.post, "messages", #"{"from":"+90555\#(code)","text":"hi"}"#)
            _ = try await rig.inbox.next()
            #expect(try await rig.send(#""to":"+90555\#(code)""#).status == 200)
            let status = try await rig.nextStatus()
            #expect(status["status"].text == "failed")
            #expect(status["errors"][0]["code"].integer == code)
        }
    }

    @Test(
        "throttles and faults of the account are answered at once",
        arguments: [(130429, 400), (131056, 400), (131048, 400), (131000, 500), (131031, 403), (131016, 500)]
    )
    func promptMagic(code: Int, status: Int) async throws {
        try await Rig.with { rig in
            let answer = try await rig.send(#""to":"+90555\#(code)""#)
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect(answer["error"]["message"].text?.hasPrefix("(#\(code)) ") == true)
        }
    }

    @Test("45 messages at once to one person, then one in six seconds")
    func pairRate() async throws {
        try await Rig.withOpenWindow { rig in
            // The limiter's clock runs on while the calls are made, so a slow machine earns a few more.
            let start = ContinuousClock.now
            var accepted = 0
            while accepted < 200, try await rig.send().status == 200 { accepted += 1 }
            let earned = Int(start.duration(to: .now).components.seconds / 6) + 1
            #expect((45...45 + earned).contains(accepted))
            try await rig.advance(6000)
            #expect(try await rig.send().status == 200)
        }
    }

    @Test("read and typing are told to the phone")
    func readAndTyping() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.says("One")
            let id = try await rig.says("Two")
            let body =
                #"{"messaging_product":"whatsapp","status":"read","message_id":"\#(id)","typing_indicator":{"type":"text"}}"#
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", body)
            #expect(answer["success"].flag == true)
            var chat = try await rig.control(.get, "conversations/\(Rig.userID)")
            #expect(chat["messages"].items.allSatisfy { $0["seen"].flag == true })
            #expect(chat["typing"].flag == true)
            try await rig.advance(25_000)
            chat = try await rig.control(.get, "conversations/\(Rig.userID)")
            #expect(chat["typing"].flag == false)
        }
    }

    @Test("buttons and reactions reach the phone, and taps come back")
    func interactive() async throws {
        try await Rig.withOpenWindow { rig in
            let body = #"""
                {"messaging_product":"whatsapp","to":"+905551230001","type":"interactive","interactive":{"type":"button",
                "body":{"text":"Keep it?"},"action":{"buttons":[{"type":"reply","reply":{"id":"k","title":"Keep"}}]}}}
                """#
            let sent = try await rig.graph(.post, "\(Rig.numberID)/messages", body)
            let id = try #require(sent["messages"][0]["id"].text)
            _ = try await rig.inbox.next()
            _ = try await rig.inbox.next()
            let tap = #"{"from":"+905551230001","button_text":"Keep"}"#
            #expect(try await rig.control(.post, "messages", tap).status == 201)
            let message = try await rig.inbox.next().value["messages"][0]
            #expect(message["type"].text == "interactive")
            #expect(message["interactive"]["button_reply"]["id"].text == "k")
            #expect(message["context"]["id"].text == id)
            let own = message["id"].text ?? ""
            let reaction =
                #"{"messaging_product":"whatsapp","to":"+905551230001","type":"reaction","reaction":{"message_id":"\#(own)","emoji":"👍"}}"#
            #expect(try await rig.graph(.post, "\(Rig.numberID)/messages", reaction).status == 200)
            #expect(try await rig.nextStatus()["status"].text == "sent")
            let chat = try await rig.control(.get, "conversations/905551230001")
            #expect(chat["messages"].items.contains { $0["reaction"].text == "👍" })
        }
    }
}
