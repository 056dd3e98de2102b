import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import WhatsAppCloud

@Suite("uploads that go on")
struct ResumableUploadTests {
    /// Takes a few bytes of each piece, tells how far it is, and now and then does not answer.
    private final class Desk: Sendable {
        let received = Mutex<[UInt8]>([])
        let calls = Mutex(0)
        let isSilent: Bool

        init(isSilent: Bool) {
            self.isSilent = isSilent
        }
    }

    private static let content = Array("a picture of a door".utf8)

    @Test(
        "what Meta has not received is sent from there on, whether Meta says so or has to be asked",
        arguments: [false, true]
    )
    func resume(isSilent: Bool) async throws {
        let desk = Desk(isSilent: isSilent)
        try await Self.application(desk).test(.live) { server in
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let client = GraphClient(
                baseURL: "http://127.0.0.1:\(try #require(server.port))",
                token: "t",
                http: http,
                patience: .seconds(1)
            )
            let pieces = AsyncPieces(pieces: [Array(Self.content.prefix(5)), Array(Self.content.dropFirst(5))])
            let handle = try await client.uploadSample(
                pieces,
                size: Self.content.count,
                kind: "image/png",
                name: "door.png",
                app: nil
            )
            try await http.shutdown()
            #expect(handle == "4::h")
            #expect(desk.received.withLock { $0 } == Self.content)
        }
    }

    private static func application(_ desk: Desk) -> some ApplicationProtocol {
        let router = Router()
        router.post("v25.0/app/uploads") { request, _ in
            let query = request.uri.queryParameters
            #expect(query["file_length"] == "\(content.count)" && query["file_type"] == "image/png")
            return json(#"{"id":"upload:abc?sig=x%2By"}"#)
        }
        router.post("v25.0/upload:abc") { request, _ in
            #expect(request.uri.queryParameters["sig"] == "x+y")
            #expect(request.headers[.authorization] == "OAuth t")
            let body = try await request.body.collect(upTo: 1_000)
            let offset = HTTPField.Name("file_offset").flatMap { request.headers[$0] }
            #expect(offset == "\(desk.received.withLock { $0.count })")
            let isFirst = desk.calls.withLock { calls in
                calls += 1
                return calls == 1
            }
            let taken = isFirst ? Array(body.readableBytesView.prefix(7)) : Array(body.readableBytesView)
            let count = desk.received.withLock { received in
                received += taken
                return received.count
            }
            if count == content.count { return json(#"{"h":"4::h"}"#) }
            if desk.isSilent { try await Task.sleep(for: .seconds(3)) }
            return json(#"{"id":"upload:abc?sig=x%2By","file_offset":\#(count)}"#)
        }
        router.get("v25.0/upload:abc") { _, _ in
            json(#"{"id":"upload:abc","file_offset":\#(desk.received.withLock { $0.count })}"#)
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
        )
    }

    private static func json(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

/// Bytes that can be read again and again.
private struct AsyncPieces: AsyncSequence, Sendable {
    let pieces: [[UInt8]]

    struct AsyncIterator: AsyncIteratorProtocol {
        var pieces: ArraySlice<[UInt8]>

        mutating func next() async -> [UInt8]? { pieces.popFirst() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: pieces[...]) }
}
