import AsyncHTTPClient
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import WhatsAppCloud

@Suite("calls to Meta")
struct GraphClientTests {
    @Test(
        "a call whose answer stands still, or comes for ever, ends as one that was not answered",
        arguments: [true, false]
    )
    func silence(standsStill: Bool) async throws {
        let router = Router()
        router.post("v25.0/1/messages") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(string: " "))
                        try await Task.sleep(for: standsStill ? .seconds(2) : .milliseconds(50))
                    }
                }
            )
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
        )
        try await application.test(.live) { server in
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let port = try #require(server.port)
            let client = GraphClient(
                baseURL: "http://127.0.0.1:\(port)",
                token: "t",
                http: http,
                patience: .milliseconds(500)
            )
            let begin = ContinuousClock.now
            do throws(SendFailure) {
                _ = try await client.send(
                    OutgoingMessage(
                        phoneNumberID: "1",
                        recipient: .phone(e164: "+905551230001"),
                        content: .text("hi", previewsLink: false),
                        callbackData: "1"
                    )
                )
                Issue.record("it was answered")
            } catch {
                #expect(error.answer == .unknown, "\(error)")
            }
            #expect(begin.duration(to: .now) < .seconds(5))
            try await http.shutdown()
        }
    }
}
