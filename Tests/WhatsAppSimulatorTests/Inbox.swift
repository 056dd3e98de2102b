import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

/// An address that receives webhooks and answers the handshake.
final class Inbox: Sendable {
    static let verifyToken = "test-verify-token"

    /// One POST as it came.
    struct Post: Sendable {
        let path: String
        let bytes: [UInt8]
        let signature: String

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var change: Value { Value(text)["entry"][0]["changes"][0] }
        var field: String? { change["field"].text }
        var value: Value { change["value"] }
    }

    struct NothingCame: Error {}

    private struct State {
        var url = ""
        var posts: [Post] = []
        var failures = 0
    }

    private let state = Mutex(State())

    var url: String { state.withLock { $0.url } }

    func setURL(_ url: String) { state.withLock { $0.url = url } }

    /// Answers 500 so many times.
    func fail(times: Int) { state.withLock { $0.failures = times } }

    /// The oldest webhook that was not looked at yet.
    func next() async throws -> Post {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let post = state.withLock { $0.posts.isEmpty ? nil : $0.posts.removeFirst() }
            if let post { return post }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NothingCame()
    }

    func makeApplication() -> some ApplicationProtocol {
        let router = Router()
        router.get("**") { request, _ in
            let query = request.uri.queryParameters
            let isRight =
                query["hub.verify_token"].map { String($0) } == Self.verifyToken && query["hub.mode"] == "subscribe"
            let challenge = query["hub.challenge"].map { String($0) }
            let text = isRight ? challenge ?? "" : "no"
            return Response(
                status: isRight ? .ok : .forbidden,
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        }
        router.post("**") { [self] request, _ in
            let buffer = try await request.body.collect(upTo: 3_000_000)
            let name = HTTPField.Name("X-Hub-Signature-256")
            let post = Post(
                path: request.uri.path,
                bytes: Array(buffer.readableBytesView),
                signature: name.flatMap { request.headers[$0] } ?? ""
            )
            let isFailing = state.withLock { state in
                state.posts.append(post)
                state.failures -= 1
                return state.failures >= 0
            }
            return isFailing ? HTTPResponse.Status.internalServerError : .ok
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
        )
    }
}
