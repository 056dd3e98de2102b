import HTTPTypes
import Testing

@Suite("scenarios")
struct ScenarioTests {
    @Test("settings go back to where they were in one call")
    func reset() async throws {
        try await Rig.with { rig in
            let before = try await rig.control(.post, "settings/reset").body
            let change = #"{"batch_ms":50,"omit_contacts":true,"token":"revoked","account":"disabled","hang_ms":5}"#
            #expect(try await rig.control(.post, "settings", change).body != before)
            #expect(try await rig.control(.post, "settings/reset").body == before)
            #expect(try await rig.control(.get, "settings").body == before)
            for wrong in [#"{"token":"gone"}"#, #"{"account":"odd"}"#, #"{"batch_ms":"x"}"#] {
                #expect(try await rig.control(.post, "settings", wrong).status == 400)
            }
        }
    }

    @Test("everything is forgotten in one call")
    func forgetting() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "reset")
            let state = try await rig.control(.get, "state")
            #expect(state["customers"].items.isEmpty && state["conversations"].items.isEmpty)
        }
    }

    @Test("changes of a while travel in one POST")
    func batching() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"batch_ms":1500}"#)
            for text in ["One", "Two", "Three"] { try await rig.says(text) }
            let post = try await rig.inbox.next()
            let messages = post.value["messages"].items
            #expect(messages.map { $0["text"]["body"].text } == ["One", "Two", "Three"])
            #expect(post.value["contacts"].items.count == 1)
        }
    }

    @Test("a thousand messages come in one POST, more in as many as they need")
    func bursts() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            let body = #"{"count":1200,"from":"\#(Rig.customer)","text":"Burst"}"#
            #expect(try await rig.control(.post, "bursts", body)["count"].integer == 1200)
            #expect(try await rig.inbox.next().value["messages"].items.count == 1000)
            #expect(try await rig.inbox.next().value["messages"].items.count == 200)
            try await rig.control(.post, "bursts", #"{"count":30,"senders":10}"#)
            #expect(try await rig.inbox.next().value["contacts"].items.count == 10)
        }
    }

    @Test("webhooks are late, and can overtake one another")
    func jitter() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"webhook_jitter_ms":300,"webhooks_at_once":16}"#)
            let sent = (0..<30).map { "Message \($0)" }
            for text in sent { try await rig.says(text) }
            var heard: [String?] = []
            for _ in sent { heard.append(try await rig.inbox.next().value["messages"][0]["text"]["body"].text) }
            #expect(heard != sent && Set(heard) == Set(sent))
        }
    }

    @Test("contacts are left out when asked")
    func contacts() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"omit_contacts":true}"#)
            try await rig.says("Who am I?")
            #expect(try await rig.inbox.next().value["contacts"].isMissing)
        }
    }

    @Test("management calls are throttled as asked, sends are not", arguments: [4, 80007])
    func throttledCalls(code: Int) async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"call_failure":{"code":\#(code),"count":1}}"#)
            #expect(try await rig.send().status == 200)
            #expect(try await rig.graph(.get, Rig.wabaID).code == code)
            #expect(try await rig.graph(.get, Rig.wabaID).status == 200)
        }
    }

    @Test("an account and a number in bad standing do not send")
    func standing() async throws {
        try await Rig.withOpenWindow { rig in
            for (change, code) in [(#"{"account":"restricted"}"#, 368), (#"{"account":"disabled"}"#, 131031)] {
                try await rig.control(.post, "settings", change)
                #expect(try await rig.send().code == code)
            }
            try await rig.control(.post, "settings", #"{"account":"active"}"#)
            for (status, code) in [("RESTRICTED", 131048), ("BANNED", 131031), ("DISCONNECTED", 133010)] {
                try await rig.control(.post, "numbers/\(Rig.numberID)", #"{"status":"\#(status)"}"#)
                #expect(try await rig.send().code == code)
            }
        }
    }

    @Test("a test number writes to allowed recipients only")
    func allowList() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"allowed_recipients":["+905551230002"]}"#)
            #expect(try await rig.send().code == 131030)
            try await rig.control(.post, "settings", #"{"allowed_recipients":null}"#)
            #expect(try await rig.send().status == 200)
        }
    }

    @Test("who wants no marketing gets none, and says so")
    func marketing() async throws {
        try await Rig.withOpenWindow { rig in
            _ = try await rig.createApproved(
                #"{"name":"offer","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"New flats are here."}]}"#
            )
            try await rig.control(.post, "customers/\(Rig.userID)", #"{"marketing":"stop"}"#)
            let post = try await rig.inbox.next()
            #expect(post.field == "user_preferences")
            #expect(post.value["user_preferences"][0]["value"].text == "stop")
            #expect(try await rig.sendTemplate(#"{"name":"offer","language":{"code":"en"}}"#).status == 200)
            #expect(try await rig.nextStatus()["errors"][0]["code"].integer == 131050)
        }
    }

    @Test("a new number brings a new user id, and the chat moves along")
    func newNumber() async throws {
        try await Rig.withOpenWindow { rig in
            let changed = try await rig.control(.post, "customers/\(Rig.userID)", #"{"phone":"+905551239999"}"#)
            #expect(changed["user_id"].text != Rig.userID)
            let post = try await rig.inbox.next()
            #expect(post.value["contacts"].isMissing)
            let message = post.value["messages"][0]
            #expect(message["from"].text == "905551230001" && message["type"].text == "system")
            #expect(message["system"]["type"].text == "user_changed_number")
            #expect(message["system"]["wa_id"].text == "905551239999")
            let chat = try await rig.control(.get, "conversations/905551239999")
            #expect(chat["messages"].items.count == 1)
        }
    }

    @Test(
        "every kind of message comes in its shape",
        arguments: [
            "image", "video", "audio", "document", "sticker", "location", "contacts", "order", "unsupported",
            "interactive", "button", "system", "unknown", "request_welcome", "something_new",
        ]
    )
    func kinds(type: String) async throws {
        try await Rig.withOpenWindow { rig in
            let data = #""data":"AAAA","mime_type":"application/octet-stream""#
            let media = type == "video" ? #","video":{\#(data)}"# : ""
            let answer = try await rig.control(
                .post,
                "messages",
                #"{"from":"\#(Rig.customer)","type":"\#(type)"\#(media)}"#
            )
            #expect(answer.status == 201, "\(answer.text)")
            let message = try await rig.inbox.next().value["messages"][0]
            #expect(message["type"].text == type)
            if ["unsupported", "unknown"].contains(type) {
                #expect(message["errors"][0]["code"].integer == 131051)
            } else if !["request_welcome", "something_new"].contains(type) {
                #expect(!message[type].isMissing)
            }
        }
    }

    @Test("a customer reacts, edits, deletes, quotes, forwards and comes from an advertisement")
    func effects() async throws {
        try await Rig.withOpenWindow { rig in
            let from = #""from":"\#(Rig.customer)""#
            let own = try await rig.says("Frist")
            _ = try await rig.inbox.next()
            let sent = try await rig.send()["messages"][0]["id"].text ?? ""
            _ = try await rig.nextStatus()
            _ = try await rig.nextStatus()
            let calls = [
                #"{\#(from),"type":"reaction","reaction":{"message_id":"\#(sent)","emoji":"🎉"}}"#,
                #"{\#(from),"type":"edit","edit":{"original_message_id":"\#(own)","message":{"type":"text","text":{"body":"First"}}}}"#,
                #"{\#(from),"text":"Quoted","context":"\#(sent)"}"#, #"{\#(from),"text":"Old news","forwarded":true}"#,
                #"{\#(from),"text":"From an ad","referral":true}"#,
                #"{\#(from),"type":"revoke","revoke":{"original_message_id":"\#(own)"}}"#,
            ]
            var heard: [Value] = []
            for call in calls {
                #expect(try await rig.control(.post, "messages", call).status == 201)
                heard.append(try await rig.inbox.next().value["messages"][0])
            }
            #expect(heard[2]["context"]["id"].text == sent && heard[3]["context"]["forwarded"].flag == true)
            #expect(heard[4]["referral"]["ctwa_clid"].text != nil)
            let shown = try await rig.control(.get, "conversations/\(Rig.userID)")["messages"].items
            #expect(shown.first { $0["id"].text == sent }?["reaction"].text == "🎉")
            let first = try #require(shown.first { $0["id"].text == own })
            #expect(first["text"].text == "First" && first["edited"].flag == true && first["deleted"].flag == true)
            #expect(!shown.contains { ["edit", "revoke"].contains($0["type"].text) })
        }
    }

    @Test("every ready-made change is posted")
    func samples() async throws {
        try await Rig.withOpenWindow { rig in
            for sample in try await rig.control(.get, "samples")["data"].items {
                let field = sample["field"].text ?? ""
                for event in sample["events"].items {
                    let body = #"{"field":"\#(field)","event":"\#(event.text ?? "")"}"#
                    #expect(try await rig.control(.post, "webhooks", body).status == 201)
                    #expect(try await rig.inbox.next().field == field)
                }
            }
            #expect(try await rig.control(.post, "webhooks", #"{"field":"security","event":"X"}"#).status == 400)
        }
    }

    @Test("a template's quality and category change, and it is flagged")
    func templates() async throws {
        try await Rig.with { rig in
            let id = try await rig.createApproved(
                #"{"name":"notice","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your order is here."}]}"#
            )
            try await rig.control(.post, "templates/\(id)/quality", #"{"score":"YELLOW"}"#)
            let quality = try await rig.inbox.next()
            #expect(quality.field == "message_template_quality_update")
            #expect(quality.value["previous_quality_score"].text == "UNKNOWN")
            try await rig.control(.post, "templates/\(id)/category", #"{"category":"MARKETING"}"#)
            #expect(try await rig.inbox.next().value["new_category"].text == "MARKETING")
            try await rig.control(.post, "templates/\(id)/flag")
            #expect(try await rig.inbox.next().value["event"].text == "FLAGGED")
            #expect(try await rig.control(.post, "templates/\(id)/quality", #"{"score":"BLUE"}"#).status == 400)
        }
    }

    @Test("who comes from an advertisement is answered for free for 72 hours")
    func freeEntry() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.send()
            #expect(try await rig.nextStatus()["conversation"].isMissing)
            _ = try await rig.nextStatus()
            let body = #"{"from":"\#(Rig.customer)","text":"I saw your ad","referral":true}"#
            try await rig.control(.post, "messages", body)
            _ = try await rig.inbox.next()
            try await rig.send()
            let sent = try await rig.nextStatus()
            #expect(sent["pricing"]["type"].text == "free_entry_point" && sent["pricing"]["billable"].flag == false)
            #expect(sent["conversation"]["origin"]["type"].text == "referral_conversion")
            #expect(sent["conversation"]["expiration_timestamp"].text != nil)
            let delivered = try await rig.nextStatus()
            #expect(delivered["conversation"]["id"].text == sent["conversation"]["id"].text)
            #expect(delivered["conversation"]["expiration_timestamp"].isMissing)
            try await rig.advance(73 * 3_600_000)
            try await rig.says("Still there?")
            _ = try await rig.inbox.next()
            try await rig.send()
            #expect(try await rig.nextStatus()["pricing"]["type"].text != "free_entry_point")
        }
    }

    @Test("a customer's new user id is told, and files come from no foreign page")
    func newUserID() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "customers/\(Rig.userID)", #"{"user_id":"TR.newid1"}"#)
            let system = try await rig.inbox.next().value["messages"][0]["system"]
            #expect(system["type"].text == "user_changed_user_id" && system["user_id"].text == "TR.newid1")
            var headers: HTTPFields = [.contentType: "text/plain"]
            if let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = "cross-site" }
            #expect(try await rig.execute(.post, "/_sim/media", headers, "text").status == 400)
        }
    }
}
