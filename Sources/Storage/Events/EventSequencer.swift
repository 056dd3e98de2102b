package import Logging
import ServiceLifecycle

/// Gives committed events their positions: one counter, one writer at a time, whichever node it runs on.
///
/// An event is seen here only once its transaction has committed, so positions follow the order of commits and a reader with a
/// cursor misses none. Where one transaction writes at a time it has given its events their positions itself.
package struct EventSequencer: Service {
    private let store: any Store
    private let logger: Logger
    private let doorbell = Doorbell()

    /// A sequencer for a migrated database; every node may run one.
    package init(store: any Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    package func run() async throws {
        store.ring(doorbell, on: .eventsAppended)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await sequence() > 0 { continue }
                } catch {
                    logger.error("events were not sequenced", metadata: ["error": "\(error)"])
                    await doorbell.wait(upTo: .seconds(1))
                    continue
                }
                // The ring is the rule; the limit is for one that was lost with its connection.
                await doorbell.wait(upTo: .seconds(2))
            }
        }
    }

    /// Gives positions to at most 1,000 events.
    ///
    /// - Returns: How many got one.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func sequence() async throws -> Int {
        // Most wake-ups that find nothing should not take the writer.
        let waiting = try await store.read { tx in
            try tx.first("SELECT id FROM events WHERE position IS NULL LIMIT 1") != nil
        }
        guard waiting else { return 0 }
        return try await store.write { tx in
            try tx.lock(.eventSequence)
            let last = try EventLog.head(tx)
            let count = try tx.execute(
                """
                UPDATE events SET position = \(last) + waiting.rank
                  FROM (SELECT id, row_number() OVER (ORDER BY id) AS rank
                          FROM (SELECT id FROM events WHERE position IS NULL ORDER BY id LIMIT 1000) AS batch) AS waiting
                 WHERE events.id = waiting.id
                """
            )
            if count > 0 { try tx.notify(.eventsSequenced) }
            return count
        }
    }
}
