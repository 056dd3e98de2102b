/// What went wrong in the database, in the few kinds that callers tell apart.
///
/// `description` shows the code only, since the engine's own words can quote values. The rest is in `debugDescription`.
package struct StoreError: Error, CustomStringConvertible, CustomDebugStringConvertible {
    /// The closed set of kinds.
    package enum Code: String, Sendable {
        case unique
        case foreignKey
        case check
        /// A lock that did not come free in time, or a statement that took too long.
        case busy
        /// Two transactions got in each other's way; the same work may succeed when run again.
        case serialization
        /// The server cannot be reached, went away, or has too many callers waiting. After a commit was sent, whether it holds is not known.
        case connection
        case other
    }

    /// The kind.
    package let code: Code
    /// The engine's own words, for the operator's log.
    package let detail: String

    /// Made by a driver.
    package init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "StoreError(\(code.rawValue))" }
    package var debugDescription: String { "StoreError(\(code.rawValue)): \(detail)" }

    /// Whether running the same transaction again may succeed: nothing of it was kept.
    package var isTransient: Bool { code == .busy || code == .serialization }
}
