import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// One call of the Graph API, with its version taken off and its parameters in one place.
struct GraphCall: Sendable {
    static let maximumBody = 1_048_576

    let method: String
    /// The path without its version: an object, and perhaps an edge.
    let segments: [String]
    /// The query's parameters.
    let query: [String: String]
    /// Query, form and JSON body in one object; the body wins.
    let body: JSON
    /// The call's own address without its query.
    let address: String
    /// The bearer token, or the parameter `access_token`.
    let token: String?

    init(_ request: Request) async throws {
        method = request.method.rawValue
        let path = request.uri.path
        segments = Self.segments(of: path)
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        self.query = query
        address = "http://\(request.head.authority ?? "127.0.0.1")\(path)"
        let header = request.headers[.authorization]
        if let header, header.lowercased().hasPrefix("bearer ") {
            token = String(header.dropFirst(7))
        } else {
            token = query["access_token"]
        }
        body = try await Self.body(of: request, query: query)
    }

    /// Path components without `v25.0` in front.
    static func segments(of path: String) -> [String] {
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first, first.wholeMatch(of: /v\d+\.\d/) != nil else { return parts }
        return Array(parts.dropFirst())
    }

    private static func body(of request: Request, query: [String: String]) async throws -> JSON {
        var members = query.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: .string($0.value)) }
        let buffer = try await request.body.collect(upTo: maximumBody)
        let type = request.headers[.contentType]?.lowercased() ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") {
            members += form(String(buffer: buffer))
        } else if let json = JSON(bytes: buffer.readableBytesView) {
            members += json.fields
        }
        return .members(members)
    }

    private static func form(_ text: String) -> [JSON.Member] {
        let spaced = text.replacing("+", with: "%20")
        let items = URLComponents(string: "?" + spaced)?.queryItems ?? []
        return items.map { JSON.Member(name: $0.name, value: .string($0.value ?? "")) }
    }
}
