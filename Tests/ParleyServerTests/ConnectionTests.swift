import AsyncHTTPClient
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOHTTP1
import NIOPosix
import ParleyServer
import ParleyTestSupport
import Testing

@Suite("connections, ours and others'")
struct ConnectionTests {
    @Test("a client that begins to speak and goes quiet is let go, with what it has said")
    func quietClient() async throws {
        try await TestServer.withServer(.sqlite) { server in
            try await server.makeApplication(idleTimeout: .milliseconds(500)).test(.live) { live in
                let port = try #require(live.port)
                let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(host: "127.0.0.1", port: port).get()
                let begun = "POST /webhooks/whatsapp/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{"
                try await channel.writeAndFlush(ByteBuffer(string: begun))
                let begin = ContinuousClock.now
                try await channel.closeFuture.get()
                #expect(begin.duration(to: .now) < .seconds(10))
            }
        }
    }

    @Test("a call follows nobody elsewhere: what it carries is meant for the host it was told")
    func redirect() async throws {
        let router = Router()
        router.get("away") { _, _ in
            Response(status: .found, headers: [.location: "/there"])
        }
        router.get("there") { _, _ in "there" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
        )
        try await application.test(.live) { server in
            let client = OutgoingHTTP.client()
            let port = try #require(server.port)
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/away")
            #expect(try await client.execute(request, deadline: .now() + .seconds(10)).status.code == 302)
            try await client.shutdown()
        }
    }
}
