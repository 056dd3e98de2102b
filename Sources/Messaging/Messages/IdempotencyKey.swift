import Crypto
import Foundation

/// A client's own key for a message that is to be sent once, bound to what it was used for.
struct IdempotencyKey: Sendable {
    let key: String
    /// Of the request; the same key with another one is a mistake of the client's, not a repetition.
    let digest: String

    init?(_ key: String?, of request: any CustomStringConvertible...) {
        guard let key else { return nil }
        self.key = key
        let text = request.map(\.description).joined(separator: "\u{0}")
        digest = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
