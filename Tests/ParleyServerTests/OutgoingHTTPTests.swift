import AsyncHTTPClient
import Hummingbird
import HummingbirdTesting
import NIOCore
import ParleyServer
import Testing

@Suite("calling others")
struct OutgoingHTTPTests {
    @Test("an answer that stands still is given up, one that comes slowly is not", arguments: [true, false])
    func silence(standsStill: Bool) async throws {
        let router = Router()
        router.get("file") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for _ in 0..<10 {
                        try await writer.write(ByteBuffer(string: "part"))
                        try await Task.sleep(for: standsStill ? .seconds(6) : .milliseconds(500))
                    }
                    try await writer.finish(nil)
                }
            )
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
        )
        try await application.test(.live) { server in
            let client = OutgoingHTTP.client(silence: .seconds(3))
            let port = try #require(server.port)
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/file")
            let fetch = { @Sendable () async throws -> Int in
                let answer = try await client.execute(request, deadline: .now() + .seconds(30))
                return try await answer.body.collect(upTo: 1_000).readableBytes
            }
            // The client is shut down however it ends.
            let size = await Result { try await fetch() }
            try await client.shutdown()
            if standsStill {
                #expect(throws: HTTPClientError.readTimeout) { try size.get() }
            } else {
                // Longer in all than any pause may be.
                #expect(try size.get() == 40)
            }
        }
    }
}

extension Result where Failure == any Error {
    /// What a call gives or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
