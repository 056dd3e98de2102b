import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// One call of the Graph API, with its version taken off and its parameters in one place.
struct GraphCall: Sendable {
    static let maximumBody = 1_048_576
    /// The largest document, and its frame.
    static let maximumUpload = 105 << 20

    let method: String
    /// The path without its version: an object, and perhaps an edge.
    let segments: [String]
    /// The query's parameters.
    let query: [String: String]
    /// Scheme, host and port that the caller used.
    let origin: String
    /// The call's own address without its query.
    let address: String
    /// Of a resumable upload.
    let fileOffset: Int?
    private let bearer: String?
    /// Query, form and JSON body in one object; the body wins.
    private(set) var body: JSON
    /// The files of a form.
    private(set) var files: [MultipartForm.Part] = []
    /// The body as it came.
    private(set) var content = ByteBuffer()

    /// The bearer token, or the parameter `access_token`.
    var token: String? { bearer ?? body["access_token"]?.text }

    /// Whether the body may be a file.
    var isUpload: Bool {
        method == "POST" && (segments.last == "media" || segments.first?.hasPrefix("upload:") == true)
    }

    /// What the head of a request says.
    init(_ request: Request) {
        method = request.method.rawValue
        let path = request.uri.path
        segments = Self.segments(of: path)
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        self.query = query
        origin = "http://\(request.head.authority ?? "127.0.0.1")"
        address = origin + path
        bearer = Self.bearer(request.headers[.authorization])
        fileOffset = HTTPField.Name("file_offset").flatMap { request.headers[$0] }.flatMap { Int($0) }
        body = .members(Self.members(of: query))
    }

    /// One call out of a batch.
    init(method: String, relativeURL: String, form: String, token: String?, origin: String) {
        self.method = method.uppercased()
        self.origin = origin
        let parts = URLComponents(string: relativeURL)
        let path = parts?.path ?? relativeURL
        segments = Self.segments(of: path)
        var query: [String: String] = [:]
        for item in parts?.queryItems ?? [] { query[item.name] = item.value ?? "" }
        self.query = query
        address = origin + "/" + path
        bearer = query["access_token"] ?? token
        fileOffset = nil
        body = .members(Self.members(of: query) + Self.form(form))
    }

    /// Reads the body: JSON, a form, a form with files, or plain bytes.
    ///
    /// - Parameter request: The request whose head this call was made of.
    /// - Throws: ``NIOTooManyBytesError`` for a body that is too large, code 100 for a broken form.
    mutating func readBody(of request: Request) async throws {
        content = try await request.body.collect(upTo: isUpload ? Self.maximumUpload : Self.maximumBody)
        let header = request.headers[.contentType] ?? ""
        let type = header.lowercased()
        if type.hasPrefix("application/x-www-form-urlencoded") {
            body = .members(body.fields + Self.form(String(buffer: content)))
        } else if type.hasPrefix("multipart/form-data") {
            guard let form = MultipartForm(content, contentType: header) else {
                throw GraphFailure.parameter("The multipart/form-data body is not well formed.")
            }
            files = form.parts.filter { $0.fileName != nil }
            let fields = form.parts.filter { $0.fileName == nil }
            body = .members(body.fields + fields.map { Self.member($0.name, String(buffer: $0.content)) })
        } else if !isUpload || segments.last == "media", let json = JSON(bytes: content.readableBytesView) {
            body = .members(body.fields + json.fields)
        }
    }

    /// Path components without `v25.0` in front.
    static func segments(of path: String) -> [String] {
        let parts = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        guard let first = parts.first, first.wholeMatch(of: /v\d+\.\d/) != nil else { return parts }
        return Array(parts.dropFirst())
    }

    /// `Bearer`, or `OAuth` as resumable uploads have it.
    private static func bearer(_ header: String?) -> String? {
        guard let header else { return nil }
        let pieces = header.split(separator: " ", maxSplits: 1)
        guard pieces.count == 2, ["bearer", "oauth"].contains(pieces[0].lowercased()) else { return nil }
        return String(pieces[1]).trimmingCharacters(in: .whitespaces)
    }

    private static func members(of query: [String: String]) -> [JSON.Member] {
        query.sorted { $0.key < $1.key }.map { member($0.key, $0.value) }
    }

    private static func form(_ text: String) -> [JSON.Member] {
        let spaced = text.replacing("+", with: "%20")
        let items = URLComponents(string: "?" + spaced)?.queryItems ?? []
        return items.map { member($0.name, $0.value ?? "") }
    }

    /// Objects and lists stand in a form as JSON.
    private static func member(_ name: String, _ text: String) -> JSON.Member {
        let isNested = text.hasPrefix("{") || text.hasPrefix("[")
        let nested = isNested ? JSON(bytes: text.utf8) : nil
        return JSON.Member(name: name, value: nested ?? .string(text))
    }
}
