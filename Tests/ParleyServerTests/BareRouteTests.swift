import HTTPTypes
import ParleyTestSupport
import Testing

@Suite("the endpoint to measure against")
struct BareRouteTests {
    @Test("it answers where it is asked for, and does not exist elsewhere", arguments: [true, false])
    func onlyWhereAskedFor(isBench: Bool) async throws {
        try await TestServer.with(.sqlite, bench: isBench) { server in
            let answer = try await server.send(.post, "/bench/bare", "{}")
            #expect(answer.status == (isBench ? .ok : .notFound))
            #expect(isBench == answer.text.isEmpty)
        }
    }
}
