import AsyncHTTPClient
import Foundation
import NIOCore

/// Uploads that go on where they were interrupted; what they end in is a handle, which templates show as their sample.
///
/// Source: wire reference 3.5.
extension GraphClient {
    /// How often an upload is begun and taken up again.
    private static let maximumTries = 5

    /// The types that Meta takes as samples.
    package static let sampleKinds: Set<String> = ["application/pdf", "image/jpeg", "image/png", "video/mp4"]

    /// Hands Meta a file that templates can show as their sample.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces; read anew from the beginning for each try.
    ///   - size: How many they are; at least one.
    ///   - kind: Its media type, one of ``sampleKinds``.
    ///   - name: What it is called.
    ///   - app: Meta's id of the token's app; nil where it is not known, and then the token says which it is.
    /// - Returns: The handle.
    /// - Throws: ``CallFailure``; nothing but an unused file is left behind at Meta.
    package func uploadSample<Content: AsyncSequence & Sendable>(
        _ content: Content,
        size: Int,
        kind: String,
        name: String,
        app: String?
    ) async throws(CallFailure) -> String where Content.Element == [UInt8] {
        let opened = try await call(
            .post,
            "\(app ?? "app")/uploads",
            query: [("file_name", name), ("file_length", String(size)), ("file_type", kind)]
        )
        guard let address = opened["id"].text, let session = UploadSession(address) else {
            throw .unanswered("an answer without a session")
        }
        var offset = 0
        for attempt in 1...Self.maximumTries {
            do throws(CallFailure) {
                let answer = try await send(content, from: offset, of: size, to: session)
                if let handle = answer["h"].text { return handle }
                offset = try Self.offset(in: answer, upTo: size)
            } catch {
                if case .refused = error { throw error }
                if attempt == Self.maximumTries { throw error }
                let answer = try await call(.get, session.path, query: session.query, scheme: "OAuth")
                offset = try Self.offset(in: answer, upTo: size)
            }
        }
        throw .unanswered("the upload did not end")
    }

    private func send<Content: AsyncSequence & Sendable>(
        _ content: Content,
        from offset: Int,
        of size: Int,
        to session: UploadSession
    ) async throws(CallFailure) -> JSONValue where Content.Element == [UInt8] {
        try await call(
            .post,
            session.path,
            query: session.query,
            form: FileRest(content: content, offset: offset, size: size),
            scheme: "OAuth",
            transfer: Self.transferTime(of: size - offset)
        )
    }

    private static func offset(in answer: JSONValue, upTo size: Int) throws(CallFailure) -> Int {
        guard let offset = answer["file_offset"].int, (0...Int64(size)).contains(offset) else {
            throw .unanswered("an answer without an offset")
        }
        return Int(offset)
    }
}

/// An upload that has been opened, as `upload:…?sig=…` names it.
private struct UploadSession {
    let path: String
    let query: [(String, String)]

    init?(_ address: String) {
        let parts = address.split(separator: "?", maxSplits: 1)
        guard let path = parts.first, path.hasPrefix("upload:") else { return nil }
        self.path = String(path)
        let members = parts.count == 2 ? parts[1].split(separator: "&") : []
        query = members.map { member in
            let halves = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value = halves.count == 2 ? halves[1] : ""
            return (halves[0], value.removingPercentEncoding ?? value)
        }
    }
}

/// A file's bytes from some place on, as they are.
private struct FileRest<Content: AsyncSequence & Sendable>: RequestForm where Content.Element == [UInt8] {
    let content: Content
    let offset: Int
    let size: Int

    var contentType: String { "application/octet-stream" }
    var headers: [(String, String)] { [("file_offset", String(offset))] }

    var body: HTTPClientRequest.Body {
        .stream(RestPieces(content: content, offset: offset), length: .known(Int64(size - offset)))
    }
}

private struct RestPieces<Content: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Content.Element == [UInt8] {
    let content: Content
    let offset: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        var content: Content.AsyncIterator
        var skipped: Int

        mutating func next() async throws -> ByteBuffer? {
            while let bytes = try await content.next() {
                let rest = bytes.dropFirst(skipped)
                skipped = Swift.max(0, skipped - bytes.count)
                if !rest.isEmpty { return ByteBuffer(bytes: rest) }
            }
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(content: content.makeAsyncIterator(), skipped: offset)
    }
}
