import Crypto
import Foundation

/// A random secret that a client carries.
///
/// The database has its digest only, so a stolen database signs nobody in.
package struct BearerSecret: Sendable {
    /// What the client carries.
    package let text: String

    /// Makes one of 256 random bits.
    ///
    /// - Parameter prefix: Tells people and secret scanners what it is.
    package init(prefix: String = "") {
        text = prefix + SymmetricKey(size: .bits256).withUnsafeBytes { Self.base64URL(Data($0)) }
    }

    /// Takes one that a client sent.
    package init(received text: String) {
        self.text = text
    }

    /// SHA-256, base64url: the secret is random, so a slow hash would add nothing.
    var digest: String { Self.base64URL(Data(SHA256.hash(data: Data(text.utf8)))) }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
