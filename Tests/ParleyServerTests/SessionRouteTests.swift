import HTTPTypes
import ParleyTestSupport
import Testing

@Suite("sessions over HTTP")
struct SessionRouteTests {
    @Test("the cookie is out of scripts' reach and stays on this site", arguments: Engine.allCases)
    func cookie(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let answer = try await server.send(
                .post,
                "/api/v1/session",
                #"{"email":"admin@parley.example","password":"parley-demo"}"#
            )
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(!cookie.contains("Secure"))
            #expect(answer.headers[.cacheControl] == "no-store")
        }
    }

    @Test("a write needs the session's token and an origin of our own", arguments: Engine.allCases)
    func crossSite(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let change = #"{"name":"李 明"}"#
            let stolen = TestServer.Browser(cookie: browser.cookie, csrfToken: "guess")
            let forged = try await server.send(.patch, "/api/v1/me", change, as: stolen)
            #expect(forged.status == .forbidden)
            #expect(forged.code == "csrf_token_mismatch")
            let foreign = try await server.send(
                .patch,
                "/api/v1/me",
                change,
                as: browser,
                headers: [.origin: "https://evil.example"]
            )
            #expect(foreign.code == "foreign_origin")
            let loginForgery = try await server.send(
                .post,
                "/api/v1/session",
                #"{"email":"admin@parley.example","password":"parley-demo"}"#,
                headers: [.origin: "https://evil.example"]
            )
            #expect(loginForgery.code == "foreign_origin")
            #expect(try await server.send(.patch, "/api/v1/me", change, as: browser).status == .ok)
        }
    }

    @Test("nobody reaches what needs a sign-in, and a session ends with signing out", arguments: Engine.allCases)
    func signingOut(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            #expect(try await server.send(.get, "/api/v1/me").code == "not_signed_in")
            let browser = try await server.signIn()
            #expect(try await server.send(.get, "/api/v1/me", as: browser).status == .ok)
            let ended = try await server.send(.delete, "/api/v1/session", as: browser)
            #expect(ended.status == .noContent)
            #expect(ended.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await server.send(.get, "/api/v1/me", as: browser).status == .unauthorized)
        }
    }

    @Test("bodies that are not what was asked for get a typed answer", arguments: Engine.allCases)
    func badBodies(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let path = "/api/v1/session"
            #expect(try await server.send(.post, path, "{").code == "malformed_body")
            #expect(try await server.send(.post, path, "[]").code == "malformed_body")
            #expect(try await server.send(.post, path, #"{"email":1,"password":"x"}"#).code == "malformed_body")
            #expect(try await server.send(.post, path, #"{"email":"a\u0000@b","password":"x"}"#).code == "not_text")
            let form = try await server.send(.post, path, "a=b", headers: [.contentType: "text/plain"])
            #expect(form.status == .unsupportedMediaType)
            let large = try await server.send(.post, path, String(repeating: " ", count: 1_100_000))
            #expect(large.status == .contentTooLarge)
        }
    }

    @Test("the demo's clock is moved by an administrator only, and only forward", arguments: Engine.allCases)
    func demoClock(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let rep = try await server.signIn("rep@parley.example")
            let path = "/api/v1/demo/clock"
            #expect(try await server.send(.post, path, #"{"advance_ms":1000}"#, as: rep).code == "not_permitted")
            let admin = try await server.signIn()
            let moved = try await server.send(.post, path, #"{"advance_ms":86400000}"#, as: admin)
            #expect(try moved.json()["offset_ms"] as? Int == 86_400_000)
            #expect(
                try await server.send(.post, path, #"{"advance_ms":-1}"#, as: admin).status == .unprocessableContent
            )
        }
    }

    @Test("a server that is no demo has no demo clock and no demo sign-in", arguments: Engine.allCases)
    func noDemo(engine: Engine) async throws {
        try await TestServer.with(engine, demo: false) { server in
            let setUp = try await server.send(.get, "/api/v1/setup")
            #expect(try setUp.json()["required"] as? Bool == true)
            #expect(setUp.text.contains(#""demo":null"#))
            #expect(try await server.send(.post, "/api/v1/demo/clock", #"{"advance_ms":1}"#).status == .notFound)
            let wrong = try await server.send(
                .post,
                "/api/v1/setup",
                #"{"code":"x","organization_name":"A","name":"B","email":"a@b","password":"0123456789"}"#
            )
            #expect(wrong.code == "setup_code_wrong")
        }
    }
}
