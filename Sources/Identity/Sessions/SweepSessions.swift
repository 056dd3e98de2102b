package import Storage

/// Deletes, every hour, sessions and counted tries that have run out.
package struct SweepSessions: JobHandler {
    private let store: any Store
    private let clock: WallClock

    /// The handler's kind, and the one job of it.
    package static let kind = "identity.sweep"

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    package var kind: String { Self.kind }

    package var recurrence: Recurrence? { .hourly }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let realNow = clock.realMs
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) {
            try await store.write { tx in
                let sessions = try SessionQueries.deleteExpired(tx, realNowMs: realNow)
                let attempts = try tx.execute(
                    """
                    DELETE FROM sign_in_attempts WHERE id IN
                        (SELECT id FROM sign_in_attempts WHERE at_ms <= \(realNow - SignInThrottle.spanMs)
                          ORDER BY at_ms LIMIT 500)
                    """
                )
                return sessions + attempts > 0
            }
        }
        return .again(atMs: clock.nowMs + (isDone ? Recurrence.hourly.intervalMs : 0))
    }
}
