import Identity
package import Storage

/// Gives up, every hour, what the recycle bin has kept long enough, and removes it.
package struct SweepBin: JobHandler {
    /// The handler's kind, and the one job of it.
    package static let kind = "records.bin"

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
        let organizations = try await bin.store.read { tx in try OrganizationQueries.all(tx) }
        let isDone = try await PagedWork.run(atMost: turn) {
            for organization in organizations where try await page(of: organization, atMs: now) { return true }
            return false
        }
        return .again(atMs: isDone ? now + Recurrence.hourly.intervalMs : now)
    }

    private func page(of organization: ID<Organization>, atMs now: Int64) async throws -> Bool {
        try await bin.store.write { [bin] tx in
            let expired = try BinQueries.giveUp(
                tx,
                organization: organization,
                before: now - RecycleBin.keepsMs,
                by: nil,
                atMs: now,
                limit: RecycleBin.maximumRecords
            )
            return try bin.purging.page(tx, organization: organization) || expired > 0
        }
    }
}
