package import Storage

/// Purges, every hour, what the recycle bin has kept long enough.
package struct SweepBin: JobHandler {
    /// The handler's kind, and the one job of it.
    package static let kind = "records.bin"
    private static let batchSize = 20
    private static let batchesAtOnce = 50

    private let bin: RecycleBin

    /// Prepares the handler.
    package init(bin: RecycleBin) {
        self.bin = bin
    }

    package var kind: String { Self.kind }

    /// Makes sure that the job exists.
    ///
    /// - Throws: ``StoreError``.
    package func schedule() async throws {
        let now = bin.clock.nowMs
        try await bin.store.write { [bin] tx in
            try JobQueue.add(tx, id: bin.ids.next(), kind: Self.kind, dedupeKey: "hourly", dueAtMs: now)
        }
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let now = bin.clock.nowMs
        for _ in 0..<Self.batchesAtOnce {
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
            if gone == 0 { return .again(atMs: now + 3_600_000) }
        }
        // More is waiting, and other jobs want their turn.
        return .again(atMs: now)
    }
}
