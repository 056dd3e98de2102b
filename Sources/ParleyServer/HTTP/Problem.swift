import Foundation
import HTTPTypes
import Hummingbird
import Messaging
import NIOCore
import Records

/// An answer that is an error: RFC 9457, with a stable code for programs and a plain sentence for people.
struct Problem: Error, Equatable {
    let status: HTTPResponse.Status
    let code: String
    let detail: String
    var field: String?
    var retryAfterSeconds: Int?
    /// When the window closed, RFC 3339, where a closed window is the reason.
    var closedAt: String?
    /// What uses the field or the template, where that is the reason.
    var uses: [Use]?
    /// All that is to be put right, where a template keeps several rules not.
    var findings: [Finding]?
    /// What can be done about it, a sentence.
    var remedy: String?
    /// Labels of the record's fields that it is about.
    var fields: [String]?

    struct Use: Encodable, Equatable {
        let kind: String
        let name: String

        init(_ use: FieldUse) {
            kind = use.kind
            name = use.name
        }
    }

    struct Finding: Encodable, Equatable {
        let part: String
        let position: Int?
        let code: String
        let detail: String

        init(_ finding: TemplateFinding) {
            part = finding.part.rawValue
            position = finding.position
            code = finding.code
            detail = finding.detail
        }
    }

    static let notSignedIn = Problem(status: .unauthorized, code: "not_signed_in", detail: "Sign in first.")
    static let notFound = Problem(status: .notFound, code: "not_found", detail: "There is no such thing here.")
    static let unsupportedMediaType = Problem(
        status: .unsupportedMediaType,
        code: "unsupported_media_type",
        detail: "Send the body as application/json."
    )

    static func bodyTooLarge(limit: Int) -> Problem {
        Problem(status: .contentTooLarge, code: "body_too_large", detail: "The body may have \(limit) bytes at most.")
    }

    static func fileTooLarge(limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge,
            code: "file_too_large",
            detail: "The file may have \(limit / 1_048_576) MB at most."
        )
    }

    static func malformed(_ error: DecodingError) -> Problem {
        let (path, sentence) =
            switch error {
            case .keyNotFound(let key, let context): (context.codingPath + [key], "This member is missing.")
            case .typeMismatch(_, let context): (context.codingPath, "This member has the wrong type.")
            case .valueNotFound(_, let context): (context.codingPath, "This member is null.")
            case .dataCorrupted(let context) where context.codingPath.isEmpty:
                (context.codingPath, "The body is not JSON.")
            case .dataCorrupted(let context): (context.codingPath, "This member has a value that is not allowed.")
            @unknown default: ([], "The body is not of the shape asked for.")
            }
        let field = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return Problem(
            status: .badRequest,
            code: "malformed_body",
            detail: sentence,
            field: field.isEmpty ? nil : field
        )
    }

    func response(requestID: String) throws -> Response {
        struct Body: Encodable {
            let type = "about:blank"
            let title: String
            let status: Int
            let code: String
            let detail: String
            let field: String?
            let closed_at: String?
            let uses: [Use]?
            let findings: [Finding]?
            let remedy: String?
            let fields: [String]?
            let request_id: String
        }
        let body = Body(
            title: status.reasonPhrase,
            status: status.code,
            code: code,
            detail: detail,
            field: field,
            closed_at: closedAt,
            uses: uses,
            findings: findings,
            remedy: remedy,
            fields: fields,
            request_id: requestID
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(body)))
        )
    }
}
