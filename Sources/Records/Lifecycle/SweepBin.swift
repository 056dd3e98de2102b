package import Storage

/// Purges, every hour, what the recycle bin has kept long enough.
package struct SweepBin: JobHandler {
    /// The handler's kind, and the one job of it.
    package static let kind = "records.bin"
    private static let batchSize = 20

    private let bin: RecycleBin
    private let turn: Duration

    /// Prepares the handler.
    ///
    /// - Parameters:
    ///   - bin: The bin.
    ///   - turn: After so long it lets others have their turn.
    package init(bin: RecycleBin, turn: Duration = JobRunner.turn) {
        self.bin = bin
        self.turn = turn
    }

    package var kind: String { Self.kind }

    package var recurrence: Recurrence? { .hourly }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let now = bin.clock.nowMs
        let end = ContinuousClock.now.advanced(by: turn)
        repeat {
            let gone = try await bin.store.write { [bin] tx -> Int in
                let before = now - RecycleBin.keepsMs
                guard let organization = try BinQueries.organization(tx, before: before) else { return 0 }
                let oldest = try BinQueries.oldest(
                    tx,
                    organization: organization,
                    before: before,
                    limit: Self.batchSize
                )
                return try bin.purge(
                    tx,
                    organization: organization,
                    oldest,
                    by: .system(cause: "bin_expired"),
                    atMs: now
                )
            }
            if gone == 0 { return .again(atMs: now + Recurrence.hourly.intervalMs) }
        } while ContinuousClock.now < end
        // More is waiting.
        return .again(atMs: now)
    }
}
