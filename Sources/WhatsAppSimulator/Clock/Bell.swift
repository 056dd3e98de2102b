import Synchronization

/// Wakes those who wait for a change.
final class Bell: Sendable {
    private struct State {
        var rings: Int64 = 0
        var nextSleeper = 0
        var sleepers: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How often it rang.
    var rings: Int64 { state.withLock { $0.rings } }

    func ring() {
        let sleepers = state.withLock { state in
            state.rings += 1
            defer { state.sleepers = [:] }
            return state.sleepers
        }
        for sleeper in sleepers.values { sleeper.resume() }
    }

    /// Returns when it has rung more often than that, when the time is up, or when the task is cancelled.
    func wait(after rings: Int64, atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            // Cancelled means that the other one was first, or that nobody waits any more.
            group.addTask { try? await Task.sleep(for: limit) }
            group.addTask { await self.nextRing(after: rings) }
            await group.next()
            group.cancelAll()
        }
    }

    private func nextRing(after rings: Int64) async {
        let number = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGo = state.withLock { state in
                    if state.rings > rings || Task.isCancelled { return true }
                    state.sleepers[number] = continuation
                    return false
                }
                if mayGo { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number) }?.resume()
        }
    }
}
