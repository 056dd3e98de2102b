import HTTPTypes
import ParleyTestSupport
import Testing

@Suite("who can get a template, over HTTP")
struct RecipientRouteTests {
    private static let lead = """
        {"values":{"last_name":"Silva","company":"Half","phone":"+12125550142","mobile":"+5511987654321"}}
        """

    private func refusals(_ path: String, _ server: TestServer, _ browser: TestServer.Browser) async throws -> [String]
    {
        let answer = try await server.send(.get, path + "/recipients", as: browser)
        let people = try #require(try answer.json()["recipients"] as? [[String: Any]])
        let phones = try #require(people.first?["phones"] as? [[String: Any]])
        return try phones.map { phone in
            let refusal = try #require(phone["marketing_refusal"])
            return "\(phone["field"] ?? "") \(refusal as? String ?? "none")"
        }
    }

    @Test("A-42, 2.39 each number says beforehand why no marketing goes to it", arguments: Engine.allCases)
    func marketing(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let made = try await server.send(.post, "/api/v1/modules/Leads/records", Self.lead, as: browser)
            let path = "/api/v1/records/\(try #require(try made.json()["id"] as? String))"
            let first = try await refusals(path, server, browser)
            #expect(Set(first) == ["phone marketing_us_number", "mobile none"])
            let consent = #"{"state":"opted_out","wording":"By phone"}"#
            #expect(try await server.send(.put, path + "/consent", consent, as: browser).status == .ok)
            let second = try await refusals(path, server, browser)
            #expect(Set(second) == ["phone marketing_opted_out", "mobile marketing_opted_out"])
        }
    }
}
