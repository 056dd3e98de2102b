import Crypto
package import Foundation

/// Proves that a webhook is Meta's: HMAC-SHA256 over the very bytes received, keyed with the app secret.
///
/// Source: wire reference 5.2.
package struct WebhookSignature: Sendable {
    private static let prefix = "sha256="
    /// The key already taken in: a copy of it spares each body two of the hash's blocks and some allocations.
    private let keyed: HMAC<SHA256>

    /// Keeps the key of one app.
    ///
    /// - Parameter appSecret: The app's secret.
    package init(appSecret: String) {
        keyed = HMAC(key: SymmetricKey(data: Data(appSecret.utf8)))
    }

    /// Checks a body against the header `X-Hub-Signature-256`, in constant time.
    ///
    /// - Parameters:
    ///   - header: `sha256=` and 64 hexadecimal digits; nil where there was none.
    ///   - body: The received bytes, before anything has parsed them.
    /// - Returns: Whether they belong together.
    package func isValid(_ header: String?, for body: some ContiguousBytes & DataProtocol) -> Bool {
        guard let header, let code = Self.bytes(ofHex: header.utf8.dropFirst(Self.prefix.utf8.count)),
            header.hasPrefix(Self.prefix)
        else { return false }
        var hash = keyed
        hash.update(data: body)
        // This comparison takes the same time wherever the two differ.
        return hash.finalize() == code
    }

    private static func bytes(ofHex text: Substring.UTF8View) -> [UInt8]? {
        guard text.count == 64 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for character in text {
            guard let nibble = nibble(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        return bytes
    }

    private static func nibble(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// The handshake by which Meta makes sure that an address wants its webhooks.
package enum WebhookVerification {
    /// Answers the handshake.
    ///
    /// - Parameters:
    ///   - mode: `hub.mode`.
    ///   - token: `hub.verify_token`.
    ///   - challenge: `hub.challenge`.
    ///   - expected: The token of this address.
    /// - Returns: The challenge, to be answered raw; nil where the answer is 403.
    package static func answer(mode: String?, token: String?, challenge: String?, expected: String) -> String? {
        guard mode == "subscribe", let token, let challenge else { return nil }
        let given = SHA256.hash(data: Data(token.utf8))
        // Digests compare in constant time, whatever the lengths of what they are of.
        return given == SHA256.hash(data: Data(expected.utf8)) ? challenge : nil
    }
}
