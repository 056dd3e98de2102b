import AsyncHTTPClient
import FileStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import Messaging
import NIOCore
import ParleyTestSupport
import Storage
import Testing
import WhatsAppSimulator

/// An organisation whose channel is connected to a simulated Meta, which answers over HTTP.
struct SimulatedMeta: Sendable {
    let fixture: Fixture
    let graph: GraphAccess
    private let simulator: any TestClientProtocol

    static func with(
        _ engine: Engine,
        _ body: @escaping @Sendable (SimulatedMeta) async throws -> Void
    ) async throws {
        let options = SimulatorOptions(
            host: "127.0.0.1",
            port: 0,
            // Nobody listens there: what Meta reports is told by ``Fixture/webhook(_:)``.
            webhookURL: "http://127.0.0.1:9/hook",
            appSecret: Fixture.appSecret,
            verifyToken: "demo-verify-token",
            accessToken: "demo-access-token"
        )
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await Simulator(options, logger: quietLogger).makeApplication().test(.live) { simulator in
                let port = try #require(simulator.port)
                let http = HTTPClient(eventLoopGroupProvider: .singleton)
                let graph = GraphAccess(baseURL: "http://127.0.0.1:\(port)", http: http, box: .demo)
                do { try await body(SimulatedMeta(fixture: fixture, graph: graph, simulator: simulator)) } catch {
                    try await http.shutdown()
                    throw error
                }
                try await http.shutdown()
            }
        }
    }

    var database: TestDatabase { fixture.database }

    var dispatcher: Dispatcher {
        Dispatcher(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: graph,
            files: fixture.files,
            logger: quietLogger
        )
    }

    /// How Meta behaves from now on.
    func settings(_ json: String) async throws { try await post("/_sim/settings", json) }

    /// What somebody else does at Meta, or Meta itself.
    func post(_ uri: String, _ json: String) async throws {
        let answer = try await simulator.executeRequest(
            uri: uri,
            method: .post,
            headers: [.contentType: "application/json", .authorization: "Bearer demo-access-token"],
            body: ByteBuffer(string: json)
        )
        #expect(answer.status.code < 300, "\(String(buffer: answer.body))")
    }

    /// What somebody else deletes at Meta.
    func delete(_ uri: String) async throws {
        let answer = try await simulator.executeRequest(
            uri: uri,
            method: .delete,
            headers: [.authorization: "Bearer demo-access-token"],
            body: nil
        )
        #expect(answer.status.code == 200, "\(String(buffer: answer.body))")
    }

    /// A customer writes, here and at the simulated Meta, so that their window is open in both.
    func customer(_ digits: String) async throws -> Conversation {
        let made = try await simulator.executeRequest(
            uri: "/_sim/customers",
            method: .post,
            headers: [.contentType: "application/json"],
            body: ByteBuffer(string: #"{"name":"Deniz","phone":"+\#(digits)"}"#)
        )
        #expect([201, 409].contains(made.status.code))
        let told = try await simulator.executeRequest(
            uri: "/_sim/messages",
            method: .post,
            headers: [.contentType: "application/json"],
            body: ByteBuffer(string: #"{"from":"\#(digits)","text":"hi"}"#)
        )
        #expect(told.status.code < 300)
        let count = try await fixture.count("SELECT count(*) AS n FROM messages")
        try await fixture.text("hi", from: digits, wamid: "wamid.\(digits).\(count)")
        return try #require(try await fixture.conversations().first { $0.waID == digits })
    }

    /// Meta's reviewers are content.
    func approve(_ providerID: String) async throws {
        try await post("/_sim/templates/\(providerID)/approve", "{}")
    }

    /// A message as the customer's phone shows it.
    struct Shown: Decodable {
        struct Media: Decodable {
            let kind: String
            let id: String?
            let available: Bool
        }

        struct Button: Decodable {
            let kind: String
            let text: String
            let value: String
        }

        let text: String
        let header: String?
        let footer: String?
        let media: Media?
        let buttons: [Button]?
    }

    /// What stands on a customer's phone, the oldest first.
    func phone(_ digits: String) async throws -> [Shown] {
        struct Answer: Decodable {
            let messages: [Shown]
        }
        let body = try await get("/_sim/conversations/\(digits)")
        return try JSONDecoder().decode(Answer.self, from: Data(String(buffer: body).utf8)).messages
    }

    /// Whether a message brings a file that Meta has to be handed first.
    func needsUpload(_ message: Message) async throws -> Bool {
        try await database.store.read { tx in
            try tx.first("SELECT needs_upload FROM outbox WHERE message_id = \(message.id)")?.get("needs_upload")
                ?? false
        }
    }

    func payload(_ message: Message) async throws -> String {
        try await database.store.read { tx in
            try tx.first("SELECT payload FROM outbox WHERE message_id = \(message.id)")?.get("payload") ?? ""
        }
    }

    /// A customer's picture at Meta.
    ///
    /// - Returns: Meta's id of it.
    func media(_ bytes: [UInt8]) async throws -> String {
        let answer = try await simulator.executeRequest(
            uri: "/_sim/media?filename=p.jpg",
            method: .post,
            headers: [.contentType: "image/jpeg"],
            body: ByteBuffer(bytes: bytes)
        )
        struct Made: Decodable {
            let id: String
        }
        return try JSONDecoder().decode(Made.self, from: Data(String(buffer: answer.body).utf8)).id
    }

    /// What Meta answers to somebody who has the token.
    func get(_ uri: String) async throws -> ByteBuffer {
        try await simulator.executeRequest(
            uri: uri,
            method: .get,
            headers: [.authorization: "Bearer demo-access-token"],
            body: nil
        ).body
    }

    func reply(_ content: ReplyContent = "hello", in conversation: Conversation) async throws -> Message {
        try await fixture.sendReply(content, in: conversation.id, idempotencyKey: nil, by: fixture.user)
    }

    func outbox(_ message: Message) async throws -> String? {
        try await database.store.read { tx in
            try tx.first("SELECT state FROM outbox WHERE message_id = \(message.id)")?.get("state")
        }
    }

    func message(_ message: Message) async throws -> Message? {
        try await fixture.messages(of: message.conversation).first { $0.id == message.id }
    }

    func channel() async throws -> ChannelAccount {
        let all = try await database.store.read { [fixture] tx in
            try ChannelQueries.all(tx, organization: fixture.user.organization)
        }
        return try #require(all.first)
    }

    func number() async throws -> BusinessNumber {
        let all = try await database.store.read { [fixture] tx in
            try ChannelQueries.numbers(tx, organization: fixture.user.organization)
        }
        return try #require(all.first)
    }
}
