import CArgon2
import Foundation
import Synchronization

/// Too many passwords are being checked; come again.
package struct PasswordHasherBusy: Error, Equatable {}

/// Hashes and checks passwords with Argon2id, one at a time on a thread of its own: each takes 19 MiB and some tens of
/// milliseconds, which no request thread should spend.
///
/// Source of the parameters: OWASP, Password Storage Cheat Sheet.
package final class PasswordHasher: Sendable {
    private static let iterations: UInt32 = 2
    private static let memoryKiB: UInt32 = 19_456
    private static let saltLength = 16
    private static let hashLength = 32
    /// Callers past this many, some seconds of work, are refused at once.
    static let maximumWaiting = 64

    private let queue = DispatchQueue(label: "parley.passwords")
    private let waiting = Mutex(0)
    /// Checked when the address is unknown, so that the answer takes as long and tells nothing.
    private let decoy: String

    /// Argon2 itself failed, as when there is no memory.
    package struct Failure: Error {
        let code: Int32
    }

    /// Prepares the decoy, which takes as long as one hash.
    ///
    /// - Throws: ``Failure``.
    package init() throws {
        decoy = try Self.hash("not a password of anyone")
    }

    func hash(_ password: Password) async throws -> String {
        try await onQueue { try Self.hash(password.text) }
    }

    /// Checks a password against a stored hash, or against the decoy, which never matches.
    func verify(_ typed: String, against hash: String?) async throws -> Bool {
        let matches = try await onQueue { [decoy] in
            argon2id_verify(hash ?? decoy, typed, typed.utf8.count) == ARGON2_OK.rawValue
        }
        return matches && hash != nil
    }

    private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let isFull = waiting.withLock { waiting in
            waiting += 1
            return waiting > Self.maximumWaiting
        }
        defer { waiting.withLock { $0 -= 1 } }
        if isFull { throw PasswordHasherBusy() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    private static func hash(_ text: String) throws -> String {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<saltLength).map { _ in UInt8.random(in: 0...255, using: &random) }
        let capacity = argon2_encodedlen(
            iterations,
            memoryKiB,
            1,
            UInt32(saltLength),
            UInt32(hashLength),
            Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: Int(capacity))
        let code = argon2id_hash_encoded(
            iterations,
            memoryKiB,
            1,
            text,
            text.utf8.count,
            salt,
            salt.count,
            hashLength,
            &encoded,
            encoded.count
        )
        guard code == ARGON2_OK.rawValue else { throw Failure(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
