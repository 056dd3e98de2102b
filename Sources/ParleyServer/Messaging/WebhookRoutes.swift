import HTTPTypes
import Hummingbird
import Messaging
import NIOCore

/// What Meta calls: the handshake, and webhooks that are proven, stored and answered, and nothing more.
struct WebhookRoutes: Sendable {
    /// Meta's own limit is 3 MB.
    ///
    /// Source: wire reference 5.2.
    static let maximumBody = 3 * 1_048_576

    let receive: ReceiveWebhook

    func add(to router: Router<ParleyContext>) {
        router.get("webhooks/whatsapp/:key", use: verify)
        router.post("webhooks/whatsapp/:key", use: take)
    }

    @Sendable private func verify(_ request: Request, _ context: ParleyContext) async throws -> Response {
        let query = request.uri.queryParameters
        let challenge = try await receive.verify(
            key: context.parameters.require("key"),
            mode: query["hub.mode"].map(String.init),
            token: query["hub.verify_token"].map(String.init),
            challenge: query["hub.challenge"].map(String.init)
        )
        guard let challenge else {
            throw Problem(
                status: .forbidden,
                code: "verify_token_wrong",
                detail: "This is not the address's verify token."
            )
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: challenge))
        )
    }

    @Sendable private func take(_ request: Request, _ context: ParleyContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: Self.maximumBody)
        } catch is NIOTooManyBytesError {
            throw Problem.bodyTooLarge(limit: Self.maximumBody)
        }
        try await receive([UInt8](buffer: buffer), signature: request.headers[.hubSignature], key: key)
        return Response(status: .ok)
    }
}

extension HTTPField.Name {
    fileprivate static var hubSignature: HTTPField.Name { hubSignatureName }
}

private let hubSignatureName: HTTPField.Name = {
    guard let name = HTTPField.Name("X-Hub-Signature-256") else { preconditionFailure("a valid field name") }
    return name
}()
