import Synchronization

/// How many bytes of files may be on their way in at once, so that a few of a hundred megabytes do not fill the memory.
final class UploadBudget: Sendable {
    private static let maximum = 320 << 20

    private let taken = Mutex(0)

    /// Takes so many bytes, to be given back later.
    ///
    /// - Parameter bytes: The size of the body.
    /// - Throws: 503 when there are too many.
    func take(_ bytes: Int) throws(GraphFailure) {
        let isTaken = taken.withLock { taken in
            guard taken == 0 || taken + bytes <= Self.maximum else { return false }
            taken += bytes
            return true
        }
        guard isTaken else { throw .unavailable }
    }

    func give(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}
