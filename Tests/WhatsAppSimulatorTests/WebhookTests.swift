import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("webhooks")
struct WebhookTests {
    @Test("the bytes are ASCII with lower-case escapes, and the signature is over exactly these")
    func bytesAndSignature() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            try await rig.says("还有 é 👋 a/b@c")
            let post = try await rig.inbox.next()
            #expect(post.bytes.allSatisfy { $0 < 0x80 })
            #expect(post.text.contains(#"\u8fd8\u6709 \u00e9 \ud83d\udc4b a\/b\u0040c"#))
            #expect(post.signature == "sha256=" + Self.hmac(post.bytes, key: Array(Rig.secret.utf8)))
            let message = post.value["messages"][0]
            #expect(message["text"]["body"].text == "还有 é 👋 a/b@c")
            #expect(message["from"].text == "905551230001" && message["from_user_id"].text == Rig.userID)
            #expect(Int(message["timestamp"].text ?? "") != nil)
            #expect(post.value["metadata"]["display_phone_number"].text == "862155500100")
            #expect(Value(post.text)["entry"][0]["time"].isMissing)
        }
    }

    /// HMAC as RFC 2104 writes it, so that the library's own is not checked by itself.
    private static func hmac(_ bytes: [UInt8], key: [UInt8]) -> String {
        let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
        let inner = SHA256.hash(data: Data(padded.map { $0 ^ 0x36 } + bytes))
        let outer = SHA256.hash(data: Data(padded.map { $0 ^ 0x5c } + Array(inner)))
        return outer.map { String(format: "%02x", $0) }.joined()
    }

    @Test("what is not answered with 200 comes again, the same bytes, with growing waits")
    func retries() async throws {
        try await Rig.with { rig in
            try await rig.control(.post, "settings", #"{"retry_base_ms":50}"#)
            try await rig.addCustomer()
            rig.inbox.fail(times: 3)
            try await rig.says("Again")
            var bodies: Set<String> = []
            for _ in 0..<4 { bodies.insert(try await rig.inbox.next().text) }
            #expect(bodies.count == 1)
            let delivery = try await Self.ended(rig)
            #expect(delivery["attempts"].items.map { $0["status"].integer } == [500, 500, 500, 200])
            let times = delivery["attempts"].items.compactMap { $0["at_ms"].integer }
            let waits = zip(times.dropFirst(), times).map { $0 - $1 }
            #expect(waits[0] >= 50 && waits[1] >= 100 && waits[2] >= 200)
        }
    }

    /// The only delivery, once it has arrived.
    private static func ended(_ rig: Rig) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let delivery = try await rig.control(.get, "webhooks")["data"][0]
            if delivery["state"].text == "delivered" { return delivery }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Inbox.NothingCame()
    }

    @Test("an override address answers the handshake before it is preferred")
    func overrides() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            let path = "\(Rig.wabaID)/subscribed_apps"
            let own = "\(rig.inbox.url)/own"
            func subscribe(_ url: String, _ token: String) -> String {
                #"{"override_callback_uri":"\#(url)","verify_token":"\#(token)"}"#
            }
            let refused = try await rig.graph(.post, path, subscribe(own, "wrong"))
            #expect(refused.status == 400 && refused.code == 2200)
            #expect(try await rig.graph(.post, path, subscribe("ftp://x", "t")).code == 100)
            let silent = try await rig.graph(.post, path, subscribe("http://127.0.0.1:1/x", Inbox.verifyToken))
            #expect(silent.code == 2200)
            try await rig.says("To the app")
            #expect(try await rig.inbox.next().path == "/hook")

            #expect(try await rig.graph(.post, path, subscribe(own, Inbox.verifyToken))["success"].flag == true)
            #expect(try await rig.graph(.get, path)["data"][0]["override_callback_uri"].text == own)
            try await rig.says("To its own address")
            #expect(try await rig.inbox.next().path == "/hook/own")

            let number = #"{"webhook_configuration":\#(subscribe("\(rig.inbox.url)/number", Inbox.verifyToken))}"#
            #expect(try await rig.graph(.post, Rig.numberID, number)["success"].flag == true)
            try await rig.says("To the number's address")
            #expect(try await rig.inbox.next().path == "/hook/number")

            let removal = #"{"webhook_configuration":{"override_callback_uri":""}}"#
            try await rig.graph(.post, Rig.numberID, removal)
            try await rig.graph(.post, path)
            try await rig.says("Back to the app")
            #expect(try await rig.inbox.next().path == "/hook")
            try await rig.graph(.delete, path)
            #expect(try await rig.graph(.get, path)["data"].items.isEmpty)
        }
    }

    @Test("they can be dropped and doubled")
    func faults() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            try await rig.control(.post, "settings", #"{"drop_webhooks":1}"#)
            try await rig.says("Lost")
            try await rig.control(.post, "settings", #"{"duplicate_webhooks":1}"#)
            try await rig.says("Twice")
            try await rig.says("Once")
            var said: [String?] = []
            for _ in 0..<3 { said.append(try await rig.inbox.next().value["messages"][0]["text"]["body"].text) }
            #expect(said.compactMap { $0 }.sorted() == ["Once", "Twice", "Twice"])
            let states = try await rig.control(.get, "webhooks")["data"].items.map { $0["state"].text }
            #expect(states.contains("dropped"))
        }
    }

    @Test("people without a visible number are known by their user id only")
    func identities() async throws {
        try await Rig.with { rig in
            let hidden = #"{"name":"Ada","phone":"+447700900123","identity":"user_id","username":"ada"}"#
            let userID = try await rig.control(.post, "customers", hidden)["user_id"].text ?? ""
            try await rig.control(.post, "messages", #"{"from":"\#(userID)","text":"hi"}"#)
            let value = try await rig.inbox.next().value
            #expect(value["messages"][0]["from"].isMissing)
            #expect(value["messages"][0]["from_user_id"].text == userID)
            #expect(value["contacts"][0]["wa_id"].isMissing)
            #expect(value["contacts"][0]["profile"]["username"].text == "ada")
            let alias = #"{"name":"Bia","phone":"+5511987654321","wa_id":"551187654321"}"#
            try await rig.control(.post, "customers", alias)
            let answer = try await rig.send(#""to":"+5511987654321""#)
            #expect(answer["contacts"][0]["wa_id"].text == "551187654321")
        }
    }
}
