import HTTPTypes
import Testing

@Suite("several accounts")
struct AccountTests {
    private static let otherToken = "other-access-token"
    private static let waba = "200000000000101"
    private static let number = "100000000000101"

    /// A second account with a token and a number of its own, to whose number the customer has written.
    private static func with(_ body: @Sendable @escaping (Rig) async throws -> Void) async throws {
        try await Rig.withOpenWindow { rig in
            let account = #"{"name":"Parley Clinic","access_token":"\#(otherToken)"}"#
            #expect(try await rig.control(.post, "accounts", account)["id"].text == waba)
            let phone = #"{"phone":"+4915120000147","verified_name":"Clinic","waba_id":"\#(waba)"}"#
            #expect(try await rig.control(.post, "numbers", phone)["id"].text == number)
            let text = #"{"from":"\#(Rig.customer)","text":"Hello?","phone_number_id":"\#(number)"}"#
            #expect(try await rig.control(.post, "messages", text).status == 201)
            let post = try await rig.inbox.next()
            #expect(Value(post.text)["entry"][0]["id"].text == waba)
            #expect(post.value["metadata"]["phone_number_id"].text == number)
            try await body(rig)
        }
    }

    @Test("an account shows its own numbers, and a token reaches its own account")
    func reach() async throws {
        try await Self.with { rig in
            let own = try await rig.graph(.get, "\(Rig.wabaID)/phone_numbers")["data"].items
            #expect(own.count == 3 && !own.contains { $0["id"].text == Self.number })
            let theirs = try await rig.graph(.get, "\(Self.waba)/phone_numbers", token: Self.otherToken)["data"].items
            #expect(theirs.map { $0["id"].text } == [Self.number])
            #expect(try await rig.graph(.get, Self.waba, token: Self.otherToken)["name"].text == "Parley Clinic")
            for (object, token) in [(Self.waba, Rig.token), (Self.number, Rig.token), (Rig.numberID, Self.otherToken)] {
                let refused = try await rig.graph(.get, object, token: token)
                #expect(refused.status == 400 && refused.code == 100 && refused.subcode == 33)
            }
            let body = #"{"messaging_product":"whatsapp","to":"\#(Rig.customer)","text":{"body":"Hi"}}"#
            #expect(try await rig.graph(.post, "\(Self.number)/messages", body).subcode == 33)
            #expect(try await rig.graph(.post, "\(Self.number)/messages", body, token: Self.otherToken).status == 200)
            let facts = try await rig.graph(.get, "debug_token?input_token=\(Self.otherToken)", token: Self.otherToken)
            #expect(facts["data"]["granular_scopes"][0]["target_ids"].items.map(\.text) == [Self.waba])
        }
    }

    @Test("templates are an account's own, and what becomes of them is told as its own")
    func templates() async throws {
        try await Self.with { rig in
            let body = """
                {"name":"ready","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"It is ready."}]}
                """
            let made = try await rig.graph(.post, "\(Self.waba)/message_templates", body, token: Self.otherToken)
            let id = try #require(made["id"].text)
            #expect(try await rig.graph(.get, "\(Rig.wabaID)/message_templates")["data"].items.isEmpty)
            #expect(try await rig.graph(.get, id).subcode == 33)
            // The same name in the other account is another template.
            #expect(try await rig.graph(.post, "\(Rig.wabaID)/message_templates", body).status == 200)
            try await rig.control(.post, "templates/\(id)/approve", "{}")
            let told = try await rig.inbox.next()
            #expect(Value(told.text)["entry"][0]["id"].text == Self.waba)
            let send = """
                {"messaging_product":"whatsapp","to":"\(Rig.customer)","type":"template",
                 "template":{"name":"ready","language":{"code":"en_US"}}}
                """
            #expect(try await rig.graph(.post, "\(Rig.numberID)/messages", send).code == 132001)
            #expect(try await rig.graph(.post, "\(Self.number)/messages", send, token: Self.otherToken).status == 200)
        }
    }

    @Test("each account's webhooks go where it wants them, also in one bundle")
    func addresses() async throws {
        try await Self.with { rig in
            let own = rig.inbox.url + "/other"
            let override = #"{"override_callback_uri":"\#(own)","verify_token":"\#(Inbox.verifyToken)"}"#
            let path = "\(Self.waba)/subscribed_apps"
            #expect(try await rig.graph(.post, path, override, token: Self.otherToken).status == 200)
            for (number, place) in [(Rig.numberID, "/hook"), (Self.number, "/hook/other")] {
                let text = #"{"from":"\#(Rig.customer)","text":"Hi","phone_number_id":"\#(number)"}"#
                try await rig.control(.post, "messages", text)
                #expect(try await rig.inbox.next().path == place)
            }
            // Back to one address: they travel together and each says whose it is.
            #expect(try await rig.graph(.post, path, "{}", token: Self.otherToken).status == 200)
            try await rig.control(.post, "settings", #"{"batch_ms":300}"#)
            for number in [Rig.numberID, Self.number] {
                let text = #"{"from":"\#(Rig.customer)","text":"Hi","phone_number_id":"\#(number)"}"#
                try await rig.control(.post, "messages", text)
            }
            let entries = Value(try await rig.inbox.next().text)["entry"].items
            #expect(entries.map { $0["id"].text } == [Rig.wabaID, Self.waba])
        }
    }

    @Test("a file of one account is not sent by the other, though one token may reach both")
    func shared() async throws {
        try await Rig.withOpenWindow { rig in
            let account = try #require(try await rig.control(.post, "accounts", #"{"name":"Clinic"}"#)["id"].text)
            #expect(try await rig.control(.post, "accounts", #"{"id":"\#(account)"}"#).status == 409)
            let phone = #"{"phone":"+4915120000147","waba_id":"\#(account)"}"#
            let number = try #require(try await rig.control(.post, "numbers", phone)["id"].text)
            #expect(try await rig.graph(.get, number)["id"].text == number)
            let data = try await rig.graph(.get, "400000000000001/owned_whatsapp_business_accounts")["data"].items
            #expect(data.map { $0["id"].text } == [Rig.wabaID, account])
            let type: HTTPFields = [.contentType: "image/png"]
            let file = try await rig.execute(.post, "/_sim/media?phone_number_id=\(number)", type, "not looked at")
            let id = try #require(file["id"].text)
            let image =
                #"{"messaging_product":"whatsapp","to":"\#(Rig.customer)","type":"image","image":{"id":"\#(id)"}}"#
            #expect(try await rig.graph(.post, "\(Rig.numberID)/messages", image).code == 131009)
        }
    }
}
