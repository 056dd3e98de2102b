import Hummingbird
import HummingbirdTesting
import ParleyTestSupport
import Testing

@Suite("templates over HTTP")
struct TemplateRouteTests {
    fileprivate static let words = "We expect you at the desk tomorrow."

    @Test("2.31 what Meta has not approved answers 409, with the code and what to do", arguments: Engine.allCases)
    func unapproved(engine: Engine) async throws {
        try await TestServer.with(engine, channel: true) { server in
            let browser = try await server.signIn()
            let made = try await server.send(
                .post,
                "/api/v1/modules/Leads/records",
                #"{"values":{"last_name":"Test","company":"Acme","mobile":"+8613700137000"}}"#,
                as: browser
            )
            let record = try #require(try made.json()["id"] as? String, "\(made.text)")
            let template = try await server.template(browser)
            let path = "/api/v1/records/\(record)/messages"
            let body = #"{"template":"\#(template)","phone":"+8613700137000"}"#
            let answer = try await server.send(.post, path, body, as: browser)
            #expect(answer.status == .conflict && answer.code == "template_not_approved", "\(answer.text)")
            #expect(answer.text.contains("remedy"))
        }
    }

    @Test("2.19 a check names what is being corrected and the account", arguments: Engine.allCases)
    func check(engine: Engine) async throws {
        try await TestServer.with(engine, channel: true) { server in
            let browser = try await server.signIn()
            let template = try await server.template(browser)
            let stored = try await server.send(.get, "/api/v1/templates/\(template)", as: browser).json()
            let channel = try #require(stored["channel"] as? String)
            let cases: [(String, Bool)] = [
                ("", true), (#","channel":"\#(channel)""#, true), (#","channel":"1""#, false),
                (#","template":"\#(template)""#, false), (#","template":"1""#, true),
            ]
            for (members, isDuplicate) in cases {
                let body = #"{"module":"Leads","language":"en","body":"\#(Self.words)"\#(members)}"#
                let answer = try await server.send(.post, "/api/v1/template-checks", body, as: browser)
                #expect(answer.status == .ok, "\(members)")
                #expect(answer.text.contains("duplicate") == isDuplicate, "\(members) \(answer.text)")
            }
        }
    }
}

extension TestServer {
    /// A template in review.
    fileprivate func template(_ browser: Browser) async throws -> String {
        let body = """
            {"name":"Desk","module":"Leads","language":"en","category":"notification","body":"\(TemplateRouteTests.words)"}
            """
        let made = try await send(.post, "/api/v1/templates", body, as: browser)
        return try #require(try made.json()["id"] as? String, "\(made.text)")
    }
}
