import Crypto
import Foundation
import Testing
import WhatsAppCloud

@Suite("webhook signatures and the handshake")
struct SignatureTests {
    private let signature = WebhookSignature(appSecret: "secret")

    private func header(_ body: Data, secret: String = "secret") -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8)))
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the right signature over the very bytes is valid")
    func valid() {
        let body = Data(#"{"emoji":"\ud83d\udc4b"}"#.utf8)
        #expect(signature.isValid(header(body), for: body))
        #expect(!signature.isValid(header(body), for: body + Data(" ".utf8)))
    }

    @Test("wrong, missing, truncated and misspelt signatures are not")
    func invalid() {
        let body = Data("{}".utf8)
        let right = header(body)
        #expect(!signature.isValid(nil, for: body))
        #expect(!signature.isValid("", for: body))
        #expect(!signature.isValid(header(body, secret: "other"), for: body))
        #expect(!signature.isValid(String(right.dropLast()), for: body))
        #expect(!signature.isValid(right + "0", for: body))
        #expect(!signature.isValid(right.uppercased(), for: body))
        #expect(!signature.isValid(right.replacingOccurrences(of: "sha256=", with: "sha1=00"), for: body))
        #expect(!signature.isValid("sha256=" + String(repeating: "g", count: 64), for: body))
    }

    @Test("the handshake answers the challenge to whoever knows the token")
    func handshake() {
        func answer(_ mode: String?, _ token: String?, _ challenge: String?) -> String? {
            WebhookVerification.answer(mode: mode, token: token, challenge: challenge, expected: "token")
        }
        #expect(answer("subscribe", "token", "1158201444") == "1158201444")
        #expect(answer("subscribe", "wrong", "1158201444") == nil)
        #expect(answer("unsubscribe", "token", "1158201444") == nil)
        #expect(answer(nil, nil, nil) == nil)
        #expect(answer("subscribe", "token", nil) == nil)
    }
}
