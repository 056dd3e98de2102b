import Crypto
import Foundation

/// Seals what must not be readable in a stolen database: AES-GCM under the server's key, bound to what it is the secret of.
package struct SecretBox: Sendable {
    private let key: SymmetricKey

    /// Why a secret cannot be sealed or opened.
    package enum Failure: Error, CustomStringConvertible {
        case keyIsNot256Bits
        case doesNotOpen

        package var description: String {
            switch self {
            case .keyIsNot256Bits: "PARLEY_SECRET_KEY must be 32 bytes in base64: openssl rand -base64 32"
            case .doesNotOpen: "a stored secret does not open with this PARLEY_SECRET_KEY"
            }
        }
    }

    /// Takes the server's key.
    ///
    /// - Parameter base64: 32 bytes.
    /// - Throws: ``Failure/keyIsNot256Bits``.
    package init(base64: String) throws {
        guard let data = Data(base64Encoded: base64), data.count == 32 else { throw Failure.keyIsNot256Bits }
        key = SymmetricKey(data: data)
    }

    /// The demo's key, which everybody may know.
    package static let demo = SecretBox(key: SymmetricKey(data: Data(SHA256.hash(data: Data("parley demo".utf8)))))

    private init(key: SymmetricKey) {
        self.key = key
    }

    func seal(_ text: String, purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Data(text.utf8), using: key, authenticating: Data(purpose.utf8))
        guard let combined = box.combined else { throw Failure.doesNotOpen }
        return [UInt8](combined)
    }

    func open(_ sealed: [UInt8], purpose: String) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed))
            let data = try AES.GCM.open(box, using: key, authenticating: Data(purpose.utf8))
            return String(decoding: data, as: UTF8.self)
        } catch {
            throw Failure.doesNotOpen
        }
    }
}
