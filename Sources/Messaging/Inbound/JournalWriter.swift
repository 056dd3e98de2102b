import ServiceLifecycle
package import Storage
import Synchronization

/// The journal's one writer: commits whatever queued during the previous commit, without waiting for more.
package final class JournalWriter: Service {
    /// A body to be stored.
    struct Entry: Sendable {
        let id: ID<JournalEntry>
        let channel: ChannelAccount
        let digest: String
        let body: [UInt8]
        let atMs: Int64
    }

    private struct Waiting: Sendable {
        let entry: Entry
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isStopped = false
    }

    /// Bodies that wait at most; past that the answer is 503, and Meta comes again.
    private static let maximumWaiting = 4_096
    private static let maximumBatch = 256

    private let store: any Store
    private let doorbell = Doorbell()
    private let state = Mutex(State())

    /// A writer for a database.
    package init(store: any Store) {
        self.store = store
    }

    /// Stores a body and returns once its commit holds.
    func append(_ entry: Entry) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isTaken = state.withLock { state in
                guard !state.isStopped, state.waiting.count < Self.maximumWaiting else { return false }
                state.waiting.append(Waiting(entry: entry, continuation: continuation))
                return true
            }
            if isTaken { doorbell.ring() } else { continuation.resume(throwing: ReceiveWebhook.Refusal.busy) }
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await self.commitBatch() == 0 { await self.doorbell.wait(upTo: .seconds(1)) }
            }
        }
        // What is waiting when the server stops is stored still; what comes later is refused.
        state.withLock { $0.isStopped = true }
        while await commitBatch() > 0 {}
    }

    private func commitBatch() async -> Int {
        let batch = state.withLock { state -> [Waiting] in
            let batch = Array(state.waiting.prefix(Self.maximumBatch))
            state.waiting.removeFirst(batch.count)
            return batch
        }
        if batch.isEmpty { return 0 }
        let entries = batch.map(\.entry)
        do {
            // Not cancelled with the caller: those who wait for it need an answer that is true.
            try await Task { [store] in
                try await store.write { tx in
                    for entry in entries {
                        try JournalQueries.append(
                            tx,
                            id: entry.id,
                            channel: entry.channel,
                            digest: entry.digest,
                            body: entry.body,
                            atMs: entry.atMs
                        )
                    }
                    try tx.notify(.inbound)
                }
            }.value
            for waiting in batch { waiting.continuation.resume() }
        } catch {
            for waiting in batch { waiting.continuation.resume(throwing: error) }
        }
        return batch.count
    }
}
