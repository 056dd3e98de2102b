import Synchronization

/// The one-time code that guards the set-up page: whoever reads the server's log may make the first organisation.
package final class SetUpCode: Sendable {
    /// Letters and digits that are not mistaken for one another.
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    private static let maximumTries = 5

    /// What the log shows: `PARLEY-XXXX-XXXX-XXXX`, 60 random bits.
    package let text: String
    private let tries = Mutex(0)

    /// Makes a code.
    package init() {
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<3).map { _ in
            String((0..<4).map { _ in Self.alphabet[Int.random(in: 0..<32, using: &generator)] })
        }
        text = "PARLEY-" + groups.joined(separator: "-")
    }

    /// Checks a code; after five wrong ones none is right.
    ///
    /// - Parameter typed: As typed; case and surrounding space do not matter.
    /// - Returns: Whether it is the code.
    package func matches(_ typed: String) -> Bool {
        let cleaned = String(typed.uppercased().filter { !$0.isWhitespace })
        return tries.withLock { tries in
            guard tries < Self.maximumTries else { return false }
            if cleaned == text { return true }
            tries += 1
            return false
        }
    }
}
