package import Logging
package import Storage

/// Forgets webhooks once nothing can need them: Meta repeats itself for a week, and what was parked is kept for two months.
///
/// Applies as well what waits for a message that was being stored at the same moment.
///
/// So nothing that a purged record's messages said stays for longer either.
///
/// Source: wire reference 5.2.
package struct SweepInbound: JobHandler {
    private static let kind = "messages.sweep_inbound"
    private static let bodyLifeMs: Int64 = 8 * 86_400_000
    private static let parkedLifeMs: Int64 = 60 * 86_400_000
    private static let batch = 500

    package var kind: String { Self.kind }

    package var recurrence: Recurrence? { .hourly }

    private let store: any Store
    private let clock: WallClock
    private let waiting: WaitingItems

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, logger: Logger) {
        self.store = store
        self.clock = clock
        waiting = WaitingItems(store: store, clock: clock, ids: ids, logger: logger)
    }

    /// Removes a batch; as long as there is more it comes again at once.
    ///
    /// - Parameter job: The claimed job.
    /// - Returns: When it is due again.
    /// - Throws: ``StoreError``.
    package func perform(_ job: Job) async throws -> JobOutcome {
        let now = clock.nowMs
        let since = now - 2 * Recurrence.hourly.intervalMs
        try await waiting.apply(try await store.read { tx in try WaitingItems.ready(tx, since: since) })
        let removed = try await store.write { tx in
            let parked = try JournalQueries.deleteParked(tx, before: now - Self.parkedLifeMs, limit: Self.batch)
            let bodies = try JournalQueries.deleteProcessed(tx, before: now - Self.bodyLifeMs, limit: Self.batch)
            return max(parked, bodies)
        }
        return .again(atMs: now + (removed == Self.batch ? 0 : Recurrence.hourly.intervalMs))
    }
}
