import ServiceLifecycle
package import Storage
import Synchronization

/// The journal's one writer: commits whatever queued during the previous commit, without waiting for more.
package final class JournalWriter: Service {
    private struct Waiting: Sendable {
        let arrival: JournalArrival
        let stored: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var bytes = 0
        var isStopped = false
        /// Bodies of the latest commit.
        var latest = 1
        /// The writer, while it has nothing to do.
        var idle: CheckedContinuation<[Waiting], Never>?
    }

    /// Bodies that wait at most; past that the answer is 503, and Meta comes again.
    private static let maximumWaiting = 2_048
    /// The same by size: a few bodies have Meta's 3 MB, most have less than one KB.
    private static let maximumBytes = 32 * 1_048_576

    private let store: any Store
    private let state = Mutex(State())
    private let calm = Doorbell()

    /// A writer for a database.
    package init(store: any Store) {
        self.store = store
    }

    /// Stores a body and returns once its commit holds.
    ///
    /// - Throws: ``ReceiveWebhook/Refusal/busy`` where too many wait or the server stops; ``StoreError``.
    func append(_ arrival: JournalArrival) async throws {
        try await withCheckedThrowingContinuation { (stored: CheckedContinuation<Void, any Error>) in
            let waiting = Waiting(arrival: arrival, stored: stored)
            var isTaken = true
            let idle = state.withLock { state -> CheckedContinuation<[Waiting], Never>? in
                if let idle = state.idle {
                    (state.idle, state.latest) = (nil, 1)
                    return idle
                }
                isTaken =
                    !state.isStopped && state.waiting.count < Self.maximumWaiting
                    && state.bytes + arrival.body.count <= Self.maximumBytes
                if isTaken {
                    state.waiting.append(waiting)
                    state.bytes += arrival.body.count
                }
                return nil
            }
            idle?.resume(returning: [waiting])
            if !isTaken { stored.resume(throwing: ReceiveWebhook.Refusal.busy) }
        }
    }

    /// Lets bodies that wait to be stored go first: returns when there are none, and after a time in any case.
    ///
    /// - Parameter limit: The longest wait.
    func waitForCalm(upTo limit: Duration) async {
        let end = ContinuousClock.now + limit
        while isAtWork, !Task.isCancelled {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return }
            await calm.wait(upTo: left)
        }
    }

    /// How many bodies came while the one before them was stored: one where there is time for them, many where there is none.
    var pressure: Int { state.withLock { $0.latest } }

    /// Whether bodies wait to be stored or are being stored.
    var isAtWork: Bool { state.withLock { $0.idle == nil && !$0.isStopped } }

    /// Commits until the server stops, and then what waits still.
    ///
    /// A graceful stop cancels nothing, so a commit under way ends as it would have. Should the task be cancelled all the same,
    /// those who wait hear of it as an error, and Meta comes again.
    package func run() async throws {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                while true {
                    let batch = await next()
                    if batch.isEmpty { return }
                    await commit(batch)
                }
            } onGracefulShutdown: {
                self.stop()
            }
        } onCancel: {
            stop()
        }
    }

    /// All that waits, or the first that comes; nothing at all once the server stops.
    private func next() async -> [Waiting] {
        await withCheckedContinuation { continuation in
            let batch = state.withLock { state -> [Waiting]? in
                if state.waiting.isEmpty && !state.isStopped {
                    state.idle = continuation
                    return nil
                }
                defer { (state.waiting, state.bytes) = ([], 0) }
                state.latest = state.waiting.count
                return state.waiting
            }
            if let batch { continuation.resume(returning: batch) } else { calm.ring() }
        }
    }

    private func stop() {
        let idle = state.withLock { state in
            state.isStopped = true
            defer { state.idle = nil }
            return state.idle
        }
        idle?.resume(returning: [])
    }

    private func commit(_ batch: [Waiting]) async {
        do {
            let arrivals = batch.map(\.arrival)
            try await store.write { tx in
                try JournalQueries.append(tx, arrivals)
                try ConnectionQueries.heard(tx, arrivals)
                try tx.notify(.inbound)
            }
            for waiting in batch { waiting.stored.resume() }
        } catch let error as StoreError where error.isOfOneRow && batch.count > 1 {
            // A body that cannot be stored, such as one of a channel that went a moment ago, takes no neighbour with it.
            for waiting in batch { await commit([waiting]) }
        } catch {
            for waiting in batch { waiting.stored.resume(throwing: error) }
        }
    }
}

extension StoreError {
    /// Whether the fault is one row's, so that others may be stored.
    fileprivate var isOfOneRow: Bool {
        switch code {
        case .unique, .foreignKey, .check, .other: true
        case .busy, .serialization, .connection: false
        }
    }
}
