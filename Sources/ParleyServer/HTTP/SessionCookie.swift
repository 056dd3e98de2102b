import HTTPTypes
import Hummingbird
import Identity

/// The cookie that carries a browser's session.
struct SessionCookie: Sendable {
    static let name = "parley_session"
    /// As long as a session can live; it ends earlier on the server.
    private static let maxAgeSeconds = 30 * 86_400

    /// Whether people reach the server by https: the cookie then never travels otherwise.
    let isSecure: Bool

    func secret(in request: Request) -> BearerSecret? {
        request.cookies[Self.name].map { BearerSecret(received: $0.value) }
    }

    func header(for secret: BearerSecret) -> String {
        header(value: secret.text, maxAge: Self.maxAgeSeconds)
    }

    /// Removes the cookie.
    var removal: String { header(value: "", maxAge: 0) }

    private func header(value: String, maxAge: Int) -> String {
        let secure = isSecure ? "; Secure" : ""
        return "\(Self.name)=\(value); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(secure)"
    }
}
