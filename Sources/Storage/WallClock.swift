import Foundation
import Synchronization

/// The clock that everything reads.
///
/// Windows, due work and ids follow `nowMs`, which a demo or a test can move forward; session expiry, leases and
/// deadlines follow `realMs`, which nobody moves.
package final class WallClock: Sendable {
    private let base: @Sendable () -> Int64
    private let isStanding: Bool
    private let offset: Mutex<Int64>

    /// The system's clock, not moved.
    package init() {
        base = { Int64(Date().timeIntervalSince1970 * 1000) }
        isStanding = false
        offset = Mutex(0)
    }

    /// A clock that stands still until it is advanced; for tests.
    ///
    /// - Parameter startMs: Unix milliseconds.
    package init(standingAtMs startMs: Int64) {
        base = { startMs }
        isStanding = true
        offset = Mutex(0)
    }

    /// The product's time, Unix milliseconds.
    package var nowMs: Int64 { base() + offsetMs }

    /// The time as the machine has it, Unix milliseconds.
    ///
    /// A standing clock returns its product time, so that tests can let leases and sessions run out.
    package var realMs: Int64 { isStanding ? nowMs : base() }

    /// How far the product's time is ahead of the machine's, milliseconds; below zero when it is behind.
    package var offsetMs: Int64 { offset.withLock { $0 } }

    /// Puts back an offset from an earlier run, before anything has read the clock.
    ///
    /// - Parameter offsetMs: Milliseconds; below zero where a demo started at a time gone by.
    package func restore(offsetMs: Int64) {
        offset.withLock { $0 = offsetMs }
    }

    /// Moves the product's time forward.
    ///
    /// - Parameter milliseconds: Zero or more: it never goes back.
    /// - Returns: The new offset.
    @discardableResult
    package func advance(byMs milliseconds: Int64) -> Int64 {
        offset.withLock { offset in
            offset += max(0, milliseconds)
            return offset
        }
    }
}
