import AsyncHTTPClient
import Foundation
import NIOCore

/// What a call may carry in the place of JSON.
protocol RequestForm: Sendable {
    var contentType: String { get }
    /// Beside the type.
    var headers: [(String, String)] { get }
    var body: HTTPClientRequest.Body { get }
}

extension RequestForm {
    var headers: [(String, String)] { [] }
}

/// A body of `multipart/form-data` with one file, which is read while it is sent: none of it is in memory as a whole.
///
/// Source: RFC 7578.
struct FileForm<Content: AsyncSequence & Sendable>: RequestForm where Content.Element == [UInt8] {
    private let boundary = "parley-\(UUID().uuidString)"
    private let values: [(String, String)]
    private let fileName: String
    private let kind: String
    private let content: Content
    private let size: Int

    init(values: [(String, String)], fileName: String, kind: String, content: Content, size: Int) {
        self.values = values
        self.fileName = fileName
        self.kind = kind
        self.content = content
        self.size = size
    }

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    var body: HTTPClientRequest.Body {
        let (before, after) = (opening, "\r\n--\(boundary)--\r\n")
        let length = before.utf8.count + size + after.utf8.count
        return .stream(
            FormPieces(before: Array(before.utf8), content: content, after: Array(after.utf8)),
            length: .known(Int64(length))
        )
    }

    private var opening: String {
        var text = ""
        for (name, value) in values {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        // Meta looks at the ending only; whatever would end the header early is left out.
        let plain = fileName.unicodeScalars.filter { $0.isASCII && $0.value >= 32 && $0 != "\"" && $0 != "\\" }
        text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\""
        text += "; filename=\"\(String(String.UnicodeScalarView(plain)))\"\r\nContent-Type: \(kind)\r\n\r\n"
        return text
    }
}

/// The file with what stands around it.
private struct FormPieces<Content: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Content.Element == [UInt8] {
    let before: [UInt8]
    let content: Content
    let after: [UInt8]

    struct AsyncIterator: AsyncIteratorProtocol {
        var before: [UInt8]?
        var content: Content.AsyncIterator
        var after: [UInt8]?

        mutating func next() async throws -> ByteBuffer? {
            if let bytes = before.take() { return ByteBuffer(bytes: bytes) }
            if let bytes = try await content.next() { return ByteBuffer(bytes: bytes) }
            return after.take().map { ByteBuffer(bytes: $0) }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(before: before, content: content.makeAsyncIterator(), after: after)
    }
}
