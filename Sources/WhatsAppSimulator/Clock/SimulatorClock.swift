import Foundation
import Synchronization

/// The simulator's time: the real time and an offset that only grows.
final class SimulatorClock: Sendable {
    /// The furthest that one call may move it.
    static let maximumAdvanceMs: Int64 = 400 * 86_400_000

    private let offset: Mutex<Int64>
    private let realNowMs: @Sendable () -> Int64

    init(offsetMs: Int64, realNowMs: @escaping @Sendable () -> Int64 = SimulatorClock.systemNowMs) {
        offset = Mutex(offsetMs)
        self.realNowMs = realNowMs
    }

    var nowMs: Int64 { realNowMs() + offsetMs }

    /// Real time, which network waits use.
    var realMs: Int64 { realNowMs() }

    var offsetMs: Int64 { offset.withLock { $0 } }

    func start(atOffsetMs start: Int64) {
        offset.withLock { $0 = start }
    }

    func advance(byMs distance: Int64) {
        offset.withLock { $0 += distance }
    }

    static let systemNowMs: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}
