/// The stored offset of the movable clock.
///
/// Its row marks a database as a demo's.
package struct DemoClock: Sendable {
    private let store: any Store
    private let clock: WallClock

    /// The demo clock of a database.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Whether the database is a demo's.
    ///
    /// - Parameter tx: The transaction.
    /// - Returns: Whether its clock was ever started.
    /// - Throws: ``StoreError``.
    package static func exists(_ tx: any ReadTransaction) throws -> Bool {
        try tx.first("SELECT id FROM demo_clock") != nil
    }

    /// Sets the process's clock to the stored offset, if there is one; before anything reads the clock.
    ///
    /// - Throws: ``StoreError``.
    package func restore() async throws {
        let offset: Int64? = try await store.read { tx in
            try tx.first("SELECT offset_ms FROM demo_clock WHERE id = 1")?.get("offset_ms")
        }
        if let offset { clock.restore(offsetMs: offset) }
    }

    /// Makes the database a demo's, with its clock at a chosen time.
    ///
    /// - Parameter startMs: Unix milliseconds, also in the past; nil means now. A clock that was started keeps its time.
    /// - Throws: ``StoreError``.
    package func start(atMs startMs: Int64?) async throws {
        let offset = startMs.map { $0 - clock.realMs } ?? 0
        try await store.write { tx in
            try tx.execute("INSERT INTO demo_clock (id, offset_ms) VALUES (1, \(offset)) ON CONFLICT (id) DO NOTHING")
        }
        try await restore()
    }

    /// Moves product time forward, in the database and then in this process, and wakes what may have become due.
    ///
    /// - Parameter milliseconds: More than zero.
    /// - Returns: The new offset, milliseconds; nil where the database is no demo's, and nothing has moved.
    /// - Throws: ``StoreError``; the clock has not moved.
    package func advance(byMs milliseconds: Int64) async throws -> Int64? {
        let stored = try await store.write { tx -> Int64? in
            let row = try tx.first(
                "UPDATE demo_clock SET offset_ms = offset_ms + \(milliseconds) WHERE id = 1 RETURNING offset_ms"
            )
            guard let row else { return nil }
            // Ids follow the clock, so their floor goes along.
            try tx.execute("UPDATE nodes SET floor_ms = floor_ms + \(milliseconds)")
            try tx.notify(.jobs)
            return try row.get("offset_ms")
        }
        guard let stored else { return nil }
        return clock.advance(byMs: stored - clock.offsetMs)
    }
}
