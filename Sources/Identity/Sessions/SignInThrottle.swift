import Crypto
import Foundation
import Storage

/// Too many wrong passwords; come again later.
package struct TooManyAttempts: Error, Equatable {
    /// Seconds until another try is let through.
    package let retryAfterSeconds: Int
}

/// Slows down guessing: so many tries at one address, from one network address, or at one user's own password.
struct SignInThrottle: Sendable {
    /// What tries are counted by.
    enum Key: Sendable {
        case email(EmailAddress)
        case address(String)
        case user(ID<User>)

        var limit: Int {
            switch self {
            case .email, .user: 10
            // An office behind one address shares it.
            case .address: 100
            }
        }

        /// Held while tries are counted, so that two at once are counted one after the other.
        var lock: AdvisoryLock { AdvisoryLock(named: "sign-in " + digest) }

        /// A digest, so that what was typed into the address field is not kept.
        var digest: String {
            let text =
                switch self {
                case .email(let email): "email:" + email.key
                case .address(let address): "address:" + address
                case .user(let user): "user:" + user.description
                }
            return Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
        }
    }

    static let spanMs: Int64 = 15 * 60_000

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator

    /// Counts a try before its password is looked at, so that tries at once do not slip through.
    func admit(_ keys: Key...) async throws {
        let now = clock.realMs
        try await store.write { [ids] tx in
            for lock in keys.map(\.lock).sorted() { try tx.lock(lock) }
            for key in keys {
                let row = try tx.first(
                    """
                    SELECT count(*) AS tries, coalesce(min(at_ms), 0) AS first FROM sign_in_attempts
                     WHERE key_digest = \(key.digest) AND at_ms > \(now - Self.spanMs)
                    """
                )
                let tries: Int = try row?.get("tries") ?? 0
                let first: Int64 = try row?.get("first") ?? now
                if tries >= key.limit {
                    throw TooManyAttempts(retryAfterSeconds: Int((first + Self.spanMs - now) / 1000) + 1)
                }
                try tx.execute(
                    """
                    INSERT INTO sign_in_attempts (id, key_digest, at_ms)
                    VALUES (\(ids.next(SignInAttempt.self)), \(key.digest), \(now))
                    """
                )
            }
        }
    }

    /// Forgets the tries of whoever got it right.
    func forget(_ key: Key) async throws {
        try await store.write { tx in
            try tx.execute("DELETE FROM sign_in_attempts WHERE key_digest = \(key.digest)")
        }
    }
}

/// One counted try.
enum SignInAttempt {}
