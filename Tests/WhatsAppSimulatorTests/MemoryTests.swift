import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Testing
import WhatsAppSimulator

@Suite("memory over restarts")
struct MemoryTests {
    private func options(_ state: String) -> SimulatorOptions {
        var options = SimulatorOptions(
            host: "127.0.0.1",
            port: 0,
            webhookURL: "http://127.0.0.1:9/hook",
            appSecret: Rig.secret,
            verifyToken: "v",
            accessToken: Rig.token
        )
        options.phoneRoot = "web/phone"
        options.statePath = state
        return options
    }

    private var logger: Logger {
        var logger = Logger(label: "simulator test")
        logger.logLevel = .critical
        return logger
    }

    @Test("templates, customers, chats and the clock are there again after a restart")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString).json").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await Simulator(options(path), logger: logger).makeApplication().test(.router) { client in
            let rig = Rig(client: client, inbox: Inbox())
            try await rig.control(.post, "clock", #"{"advance_ms":86400000}"#)
            try await rig.addCustomer()
            try await rig.says("Is it still available?")
            let made = try await rig.graph(
                .post,
                "\(Rig.wabaID)/message_templates",
                """
                {"name":"hello_again","language":"en_US","category":"UTILITY",
                 "components":[{"type":"BODY","text":"Your order is ready."}]}
                """
            )
            #expect(made.status == 200)
        }
        try await Simulator(options(path), logger: logger).makeApplication().test(.router) { client in
            let rig = Rig(client: client, inbox: Inbox())
            let templates = try await rig.graph(.get, "\(Rig.wabaID)/message_templates?fields=name,status")
            #expect(templates.text.contains("hello_again"))
            let chat = try await rig.control(.get, "conversations/\(Rig.userID)")
            #expect(chat.text.contains("Is it still available?"))
            let clock = try await rig.control(.get, "clock")
            #expect(clock.text.contains("86400000"))
        }
    }

    @Test("what a business keeps with its number is there again, and files of earlier versions are read")
    func numbers() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString).json").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let profile = "\(Rig.numberID)/whatsapp_business_profile"
        try await Simulator(options(path), logger: logger).makeApplication().test(.router) { client in
            let rig = Rig(client: client, inbox: Inbox())
            try await rig.graph(.post, profile, #"{"messaging_product":"whatsapp","about":"Open"}"#)
            try await rig.control(.post, "numbers/\(Rig.numberID)", #"{"status":"FLAGGED"}"#)
            try await rig.control(.post, "accounts", #"{"name":"Clinic","access_token":"t2"}"#)
        }
        try await Simulator(options(path), logger: logger).makeApplication().test(.router) { client in
            let rig = Rig(client: client, inbox: Inbox())
            #expect(try await rig.graph(.get, profile)["data"][0]["about"].text == "Open")
            let node = try await rig.graph(.get, "\(Rig.numberID)?fields=status")
            #expect(node["status"].text == "FLAGGED")
            #expect(try await rig.graph(.get, "200000000000101", token: "t2")["name"].text == "Clinic")
        }
        let url = URL(fileURLWithPath: path)
        var state = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        state["nextMedia"] = nil
        let known: Set<String> = ["id", "digits", "verifiedName", "throughput"]
        let accounts = try #require(state.removeValue(forKey: "accounts") as? [[String: Any]])
        let numbers = try #require(accounts.first?["numbers"] as? [[String: Any]])
        state["numbers"] = numbers.map { $0.filter { known.contains($0.key) } }
        try JSONSerialization.data(withJSONObject: state).write(to: url)
        try await Simulator(options(path), logger: logger).makeApplication().test(.router) { client in
            let rig = Rig(client: client, inbox: Inbox())
            let node = try await rig.graph(.get, "\(Rig.numberID)?fields=status")
            #expect(node["status"].text == "CONNECTED")
        }
    }

    @Test("a file that is no memory is refused, not overwritten")
    func broken() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString).json").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("{".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self) { _ = try Simulator(options(path), logger: logger) }
    }
}
