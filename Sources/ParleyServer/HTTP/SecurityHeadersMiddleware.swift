import HTTPTypes
import Hummingbird

/// Headers that every answer carries, so that no page of ours runs foreign code or stands in a foreign frame.
struct SecurityHeadersMiddleware: RouterMiddleware {
    typealias Context = ParleyContext

    private static let contentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

    /// Whether people reach the server by https.
    let isSecure: Bool

    func handle(
        _ request: Request,
        context: ParleyContext,
        next: (Request, ParleyContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A stored file brings a stricter one.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[values: .referrerPolicy] = ["same-origin"]
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}

extension HTTPField.Name {
    static var referrerPolicy: HTTPField.Name { referrerPolicyName }
}

private let referrerPolicyName: HTTPField.Name = {
    guard let name = HTTPField.Name("Referrer-Policy") else { preconditionFailure("a valid field name") }
    return name
}()
