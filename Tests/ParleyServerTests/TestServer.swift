import Configuration
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ParleyServer
import ParleyTestSupport
import Testing

/// The whole server without a socket, on a demo database of its own.
struct TestServer: Sendable {
    let client: any TestClientProtocol

    static func with(
        _ engine: Engine,
        demo: Bool = true,
        bench: Bool = false,
        channel: Bool = false,
        _ body: @Sendable @escaping (TestServer) async throws -> Void
    ) async throws {
        try await withServer(engine, demo: demo, bench: bench, channel: channel) { server in
            try await server.makeApplication().test(.router) { client in
                try await body(TestServer(client: client))
            }
        }
    }

    /// Like ``with(_:demo:bench:channel:_:)``, for tests that listen themselves.
    static func withServer(
        _ engine: Engine,
        demo: Bool = true,
        bench: Bool = false,
        channel: Bool = false,
        _ body: (Server) async throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { database async throws in
            var values: [AbsoluteConfigKey: ConfigValue] = [
                ["parley", "database"]: ConfigValue(.string(database.address), isSecret: true),
                ["parley", "demo"]: ConfigValue(.bool(demo), isSecret: false),
                ["parley", "bench"]: ConfigValue(.bool(bench), isSecret: false),
                ["parley", "secret", "key"]: ConfigValue(
                    .string(Data(repeating: 7, count: 32).base64EncodedString()),
                    isSecret: true
                ),
                ["parley", "web", "root"]: ConfigValue(.string("web/dist"), isSecret: false),
                ["parley", "files"]: ConfigValue(
                    .string(NSTemporaryDirectory() + "parley-test-" + UUID().uuidString),
                    isSecret: false
                ),
            ]
            // Where its secrets are known, the demo's account is connected.
            if channel {
                let secret = ConfigValue(.string("demo"), isSecret: true)
                values[["parley", "demo", "access", "token"]] = secret
                values[["parley", "demo", "app", "secret"]] = secret
                values[["parley", "demo", "verify", "token"]] = secret
            }
            let reader = ConfigReader(provider: InMemoryProvider(values: values))
            let server = try await Server.open(try ServerConfiguration(reader), logger: quietLogger)
            do {
                try await body(server)
                await server.close()
            } catch {
                await server.close()
                throw error
            }
        }
    }

    /// A signed-in browser: its cookie and the token that its writes carry.
    struct Browser: Sendable {
        let cookie: String
        let csrfToken: String
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String

        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }

        var code: String? { try? json()["code"] as? String }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ json: String? = nil,
        as browser: Browser? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let json, headers[.contentType] == nil { headers[.contentType] = json.isEmpty ? nil : "application/json" }
        if let browser {
            headers[.cookie] = browser.cookie
            if let name = HTTPField.Name("X-CSRF-Token"), headers[name] == nil { headers[name] = browser.csrfToken }
        }
        let response = try await client.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: json.map { ByteBuffer(string: $0) }
        )
        return Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
    }

    func signIn(_ email: String = "admin@parley.example", password: String = "parley-demo") async throws -> Browser {
        let answer = try await send(.post, "/api/v1/session", "{\"email\":\"\(email)\",\"password\":\"\(password)\"}")
        #expect(answer.status == .ok)
        let cookie = try #require(answer.headers[.setCookie]?.split(separator: ";").first)
        return Browser(cookie: String(cookie), csrfToken: try #require(try answer.json()["csrf_token"] as? String))
    }
}
