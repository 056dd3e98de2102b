import HTTPTypes
import Hummingbird
import Identity
import Storage

/// Finds out who is asking: a session cookie, or an API token.
///
/// Without either the request goes on as nobody's.
struct CredentialMiddleware: RouterMiddleware {
    typealias Context = ParleyContext

    let authenticate: Authenticate
    let cookie: SessionCookie
    let origins: OriginRule

    func handle(
        _ request: Request,
        context: ParleyContext,
        next: (Request, ParleyContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = bearerToken(of: request) {
            guard let user = try await authenticate(token: token) else { throw Problem.notSignedIn }
            try requireScope(of: user, for: request)
            context.signedIn = user
            return try await next(request, context)
        }
        guard let secret = cookie.secret(in: request), let found = try await authenticate(session: secret) else {
            return try await next(request, context)
        }
        if !request.method.isSafe { try requireOwnPage(request, csrfToken: found.csrfToken) }
        context.signedIn = found.user
        context.csrfToken = found.csrfToken
        var response = try await next(request, context)
        // Signing in or out has set the cookie itself.
        if let replacement = found.replacement, response.headers[.setCookie] == nil {
            response.headers[.setCookie] = cookie.header(for: replacement)
        }
        return response
    }

    private func bearerToken(of request: Request) -> BearerSecret? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return BearerSecret(received: String(parts[1]))
    }

    private func requireScope(of user: SignedIn, for request: Request) throws {
        guard case .token(_, let scopes) = user.credential else { return }
        // Queries carry their criteria in a body, and change nothing.
        let isReading = request.method.isSafe || request.uri.path.hasSuffix("/query")
        let needed: APIToken.Scope = isReading ? .read : .write
        guard scopes.contains(needed) else {
            throw Problem(
                status: .forbidden,
                code: "scope_missing",
                detail: "This API token lacks the scope \(needed.rawValue)."
            )
        }
    }

    /// A page of another site can make a browser send the cookie, but neither read the token nor hide its origin.
    private func requireOwnPage(_ request: Request, csrfToken: String) throws {
        try origins.check(request)
        guard let sent = request.headers[.csrfToken], sent.isEqualInConstantTime(to: csrfToken) else {
            throw Problem(
                status: .forbidden,
                code: "csrf_token_mismatch",
                detail: "Send the session's csrf_token as X-CSRF-Token."
            )
        }
    }
}

/// Refuses writes that come from a page of another site.
struct OriginRule: Sendable {
    /// Scheme, host and port of the public address, if one is configured.
    let publicOrigin: String?

    /// A program sends no `Origin`; a browser always does with a write.
    func check(_ request: Request) throws {
        guard let origin = request.headers[.origin] else { return }
        let host = request.head.authority ?? ""
        let isOwn = origin == publicOrigin || origin == "http://\(host)" || origin == "https://\(host)"
        guard isOwn else {
            throw Problem(
                status: .forbidden,
                code: "foreign_origin",
                detail: "This write comes from a page of another site."
            )
        }
    }
}

extension HTTPRequest.Method {
    var isSafe: Bool { self == .get || self == .head || self == .options }
}

extension HTTPField.Name {
    /// Answered by the web app with the session's `csrf_token`.
    static var csrfToken: HTTPField.Name { xCSRFToken }
}

private let xCSRFToken: HTTPField.Name = {
    guard let name = HTTPField.Name("X-CSRF-Token") else { preconditionFailure("a valid field name") }
    return name
}()

extension String {
    /// Compares without telling by its time where the difference is.
    func isEqualInConstantTime(to other: String) -> Bool {
        let left = Array(utf8)
        let right = Array(other.utf8)
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
