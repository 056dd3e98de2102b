import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing
import WhatsAppSimulator

/// A simulator and somebody who receives its webhooks.
struct Rig {
    static let token = "test-access-token"
    static let secret = "test-app-secret"
    static let numberID = "100000000000001"
    static let wabaID = "200000000000001"
    static let customer = "+905551230001"
    static let userID = "TR.91234567890123456"

    let client: any TestClientProtocol
    let inbox: Inbox

    /// Runs both; statuses come at once and in order, unless a test says otherwise.
    static func with(_ body: @Sendable @escaping (Rig) async throws -> Void) async throws {
        let inbox = Inbox()
        try await inbox.makeApplication().test(.live) { receiver in
            let port = try #require(receiver.port)
            inbox.setURL("http://127.0.0.1:\(port)/hook")
            var options = SimulatorOptions(
                host: "127.0.0.1",
                port: 0,
                webhookURL: inbox.url,
                appSecret: secret,
                verifyToken: Inbox.verifyToken,
                accessToken: token
            )
            options.phoneRoot = "web/phone"
            var logger = Logger(label: "simulator test")
            logger.logLevel = .error
            try await Simulator(options, logger: logger).makeApplication().test(.router) { client in
                let rig = Rig(client: client, inbox: inbox)
                let settings = #"{"sent_delay_ms":0,"delivered_delay_ms":0,"webhooks_at_once":1}"#
                try await rig.control(.post, "settings", settings)
                try await body(rig)
            }
        }
    }

    /// Like ``with(_:)``, with a customer who has just written.
    static func withOpenWindow(_ body: @Sendable @escaping (Rig) async throws -> Void) async throws {
        try await with { rig in
            try await rig.addCustomer()
            try await rig.says("Is it still available?")
            _ = try await rig.inbox.next()
            try await body(rig)
        }
    }

    // MARK: - Calls

    /// A Graph call with a good token.
    @discardableResult
    func graph(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String? = nil,
        token: String? = Rig.token
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let token { headers[.authorization] = "Bearer \(token)" }
        return try await execute(method, "/v25.0/\(path)", headers, body)
    }

    @discardableResult
    func control(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) async throws -> Answer {
        try await execute(method, "/_sim/\(path)", [.contentType: "application/json"], body)
    }

    func execute(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        _ body: String? = nil
    ) async throws -> Answer {
        try await execute(method, path, headers, bytes: body.map { ByteBuffer(string: $0) })
    }

    func execute(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        bytes buffer: ByteBuffer?
    ) async throws -> Answer {
        try await client.execute(uri: path, method: method, headers: headers, body: buffer) { response in
            Answer(
                status: response.status.code,
                headers: response.headers,
                body: Value(String(buffer: response.body)),
                text: String(buffer: response.body)
            )
        }
    }

    // MARK: - What tests do over and over

    func addCustomer() async throws {
        let body = #"{"name":"Deniz","phone":"\#(Self.customer)","user_id":"\#(Self.userID)"}"#
        #expect(try await control(.post, "customers", body).status == 201)
    }

    @discardableResult
    func says(_ text: String) async throws -> String {
        let answer = try await control(.post, "messages", #"{"from":"\#(Self.customer)","text":"\#(text)"}"#)
        #expect(answer.status == 201)
        return answer["id"].text ?? ""
    }

    /// Sends a text; members are put in front of it.
    @discardableResult
    func send(_ members: String = #""to":"+905551230001""#, text: String = "Yes") async throws -> Answer {
        let body = #"{"messaging_product":"whatsapp",\#(members),"type":"text","text":{"body":"\#(text)"}}"#
        return try await graph(.post, "\(Self.numberID)/messages", body)
    }

    func advance(_ milliseconds: Int) async throws {
        #expect(try await control(.post, "clock", #"{"advance_ms":\#(milliseconds)}"#).status == 200)
    }

    @discardableResult
    func create(_ template: String) async throws -> Answer {
        try await graph(.post, "\(Self.wabaID)/message_templates", template)
    }

    /// Creates a template and approves it; its webhook is taken.
    func createApproved(_ template: String) async throws -> String {
        let id = try #require(try await create(template)["id"].text)
        #expect(try await control(.post, "templates/\(id)/approve").status == 200)
        _ = try await inbox.next()
        return id
    }

    func sendTemplate(_ template: String, to: String = #""to":"+905551230001""#) async throws -> Answer {
        let body = #"{"messaging_product":"whatsapp",\#(to),"type":"template","template":\#(template)}"#
        return try await graph(.post, "\(Self.numberID)/messages", body)
    }

    /// The next webhook's status object.
    func nextStatus() async throws -> Value { try await inbox.next().value["statuses"][0] }
}

/// What came back from a call.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: Value
    let text: String

    subscript(_ name: String) -> Value { body[name] }

    var code: Int? { body["error"]["code"].integer }
    var subcode: Int? { body["error"]["error_subcode"].integer }
    var details: String? { body["error"]["error_data"]["details"].text }
}

/// JSON as a test looks at it: what is not there is nil all the way down.
struct Value: Sendable, Decodable, Equatable {
    enum Kind: Sendable, Equatable {
        case missing, null
        case flag(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
        case list([Value])
        case object([String: Value])
    }

    let kind: Kind

    init(_ text: String) {
        self = (try? JSONDecoder().decode(Value.self, from: Data(text.utf8))) ?? Value(kind: .missing)
    }

    init(kind: Kind) { self.kind = kind }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            kind = .null
        } else if let flag = try? container.decode(Bool.self) {
            kind = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            kind = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            kind = .number(number)
        } else if let text = try? container.decode(String.self) {
            kind = .text(text)
        } else if let list = try? container.decode([Value].self) {
            kind = .list(list)
        } else {
            kind = .object(try container.decode([String: Value].self))
        }
    }

    subscript(_ name: String) -> Value {
        guard case .object(let members) = kind else { return Value(kind: .missing) }
        return members[name] ?? Value(kind: .missing)
    }

    subscript(_ index: Int) -> Value {
        guard case .list(let items) = kind, items.indices.contains(index) else { return Value(kind: .missing) }
        return items[index]
    }

    var text: String? {
        guard case .text(let text) = kind else { return nil }
        return text
    }

    var integer: Int? {
        guard case .integer(let integer) = kind else { return nil }
        return integer
    }

    var flag: Bool? {
        guard case .flag(let flag) = kind else { return nil }
        return flag
    }

    var items: [Value] {
        guard case .list(let items) = kind else { return [] }
        return items
    }

    var isMissing: Bool { kind == .missing }
}
