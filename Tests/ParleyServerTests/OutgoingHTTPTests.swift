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
                    for _ in 0..<8 {
                        try await writer.write(ByteBuffer(string: "part"))
                        try await Task.sleep(for: standsStill ? .seconds(2) : .milliseconds(100))
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
            let client = OutgoingHTTP.client(silence: .milliseconds(500))
            let port = try #require(server.port)
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/file")
            let answer = try await client.execute(request, deadline: .now() + .seconds(10))
            if standsStill {
                await #expect(throws: HTTPClientError.readTimeout) { _ = try await answer.body.collect(upTo: 1_000) }
            } else {
                #expect(try await answer.body.collect(upTo: 1_000).readableBytes == 32)
            }
            try await client.shutdown()
        }
    }
}
