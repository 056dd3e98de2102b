import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Records
import Storage

/// Quotes with their lines, and their PDF.
struct QuoteRoutes: Sendable {
    let reader: QuoteReader
    let save: SaveQuote

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("quotes", use: create)
        group.get("quotes/currency", use: currency)
        group.get("records/:id/quote", use: get)
        group.put("records/:id/quote", use: change)
        group.get("records/:id/quote.pdf", use: pdf)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: QuoteBody.self, context: context)
        let record = try await save.create(body.checked(), by: context.user)
        let resource = try await reader.quote(record.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func currency(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.currency(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.quote(context.quoteID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.quoteID
        let body = try await request.decode(as: QuoteChangeBody.self, context: context)
        try await save.change(id, version: body.version, to: body.quote.checked(), by: context.user)
        let resource = try await reader.quote(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func pdf(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = request.uri.queryParameters
        let language = try query["language"].map { try Self.language(String($0)) }
        let isDownload = query["download"].map { $0 == "true" } ?? false
        let (name, bytes) = try await reader.pdf(of: context.quoteID, in: language, for: context.user)
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .rfc5987) ?? "quote.pdf"
        let disposition = isDownload ? "attachment" : "inline"
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "\(disposition); filename*=UTF-8''\(encoded)",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private static func language(_ name: String) throws(InvalidInput) -> Language {
        guard let language = Language(rawValue: name) else {
            throw InvalidInput(field: "language", code: "not_valid", detail: "A language is zh-CN or en.")
        }
        return language
    }
}

extension SignedInContext {
    fileprivate var quoteID: ID<Record> {
        get throws {
            guard let id = parameters.get("id", as: ID<Record>.self) else { throw RecordNotFound() }
            return id
        }
    }
}

extension CharacterSet {
    /// Characters that a file's name in a header may have as they are.
    ///
    /// Source: RFC 5987, attr-char.
    fileprivate static let rfc5987 = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~"
    )
}
