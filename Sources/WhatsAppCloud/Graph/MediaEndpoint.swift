package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// What Meta says of a file.
package struct RemoteMedia: Sendable, Hashable {
    /// Where its bytes are, for five minutes.
    package let url: String
    /// As its sender said.
    package let mimeType: String?
    /// Bytes; nil where Meta does not say.
    package let size: Int?
}

extension GraphClient {
    /// Asks where a file's bytes are.
    ///
    /// - Parameter id: Meta's id of it.
    /// - Returns: An address that holds for five minutes.
    /// - Throws: ``CallFailure``.
    package func media(_ id: String) async throws(CallFailure) -> RemoteMedia {
        let answer = try await call(.get, id)
        guard let url = answer["url"].text else { throw CallFailure.unanswered("an answer without an address") }
        return RemoteMedia(url: url, mimeType: answer["mime_type"].text, size: answer["file_size"].int.map(Int.init))
    }

    /// Fetches a file's bytes.
    ///
    /// The token goes along, as Meta wants it: so only to an address that Meta has just given.
    ///
    /// - Parameters:
    ///   - media: From ``media(_:)``.
    ///   - body: Takes the bytes in pieces.
    /// - Returns: What `body` makes of them.
    /// - Throws: ``CallFailure``, or what `body` throws.
    package func download<Result: Sendable>(
        _ media: RemoteMedia,
        _ body: (HTTPClientResponse.Body) async throws -> Result
    ) async throws -> Result {
        let response = try await answer(to: media.url)
        guard response.status == .ok else {
            let text = try await response.body.collect(upTo: 65_536)
            throw CallFailure.refused(GraphError(status: Int(response.status.code), body: Data(text.readableBytesView)))
        }
        return try await body(response.body)
    }

    /// Hands Meta a file, to be sent by its id in the next thirty days.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces.
    ///   - size: How many they are.
    ///   - kind: Its media type, one of Meta's.
    ///   - name: What it is called; Meta looks at the ending.
    ///   - phoneNumberID: The number that will send it.
    /// - Returns: Meta's id of it.
    /// - Throws: ``CallFailure``.
    package func upload<Content: AsyncSequence & Sendable>(
        _ content: Content,
        size: Int,
        kind: String,
        name: String,
        on phoneNumberID: String
    ) async throws(CallFailure) -> String where Content.Element == [UInt8] {
        let form = FileForm(
            values: [("messaging_product", "whatsapp"), ("type", kind)],
            fileName: name,
            kind: kind,
            content: content,
            size: size
        )
        let answer = try await call(
            .post,
            "\(phoneNumberID)/media",
            form: form,
            transfer: Self.transferTime(of: size)
        )
        guard let id = answer["id"].id else { throw CallFailure.unanswered("an answer without an id") }
        return id
    }

    /// How long a file may take to be handed over, beside the call's own time: at two megabits in a second.
    ///
    /// - Parameter size: Bytes.
    /// - Returns: The time.
    package static func transferTime(of size: Int) -> Duration { .seconds(size / 262_144) }
}
