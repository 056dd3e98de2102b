package import AsyncHTTPClient
package import Foundation
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
    ///   - content: The bytes.
    ///   - kind: Its media type, one of Meta's.
    ///   - name: What it is called; Meta looks at the ending.
    ///   - phoneNumberID: The number that will send it.
    /// - Returns: Meta's id of it.
    /// - Throws: ``CallFailure``.
    package func upload(
        _ content: Data,
        kind: String,
        name: String,
        on phoneNumberID: String
    ) async throws(CallFailure) -> String {
        let form = FormBody(parts: [
            FormBody.Part(name: "messaging_product", value: "whatsapp"),
            FormBody.Part(name: "type", value: kind),
            FormBody.Part(name: "file", fileName: name, kind: kind, content: ByteBuffer(bytes: content)),
        ])
        let answer = try await call(.post, "\(phoneNumberID)/media", form: form)
        guard let id = answer["id"].id else { throw CallFailure.unanswered("an answer without an id") }
        return id
    }
}

/// A body of `multipart/form-data`.
///
/// Source: RFC 7578.
struct FormBody: Sendable {
    struct Part: Sendable {
        let name: String
        var fileName: String?
        var kind: String?
        let content: ByteBuffer

        init(name: String, value: String) {
            self.name = name
            content = ByteBuffer(string: value)
        }

        init(name: String, fileName: String, kind: String, content: ByteBuffer) {
            self.name = name
            self.fileName = fileName
            self.kind = kind
            self.content = content
        }
    }

    let boundary = "parley-\(UUID().uuidString)"
    let parts: [Part]

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    var bytes: ByteBuffer {
        var body = ByteBuffer()
        for part in parts {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"")
            // Meta looks at the ending only; whatever would end the header early is left out.
            if let fileName = part.fileName {
                let plain = fileName.unicodeScalars.filter { $0.isASCII && $0.value >= 32 && $0 != "\"" && $0 != "\\" }
                body.writeString("; filename=\"\(String(String.UnicodeScalarView(plain)))\"")
            }
            if let kind = part.kind { body.writeString("\r\nContent-Type: \(kind)") }
            body.writeString("\r\n\r\n")
            body.writeImmutableBuffer(part.content)
            body.writeString("\r\n")
        }
        body.writeString("--\(boundary)--\r\n")
        return body
    }
}
