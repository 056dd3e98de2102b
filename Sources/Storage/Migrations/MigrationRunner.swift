/// Brings a database to the program's schema, floor by floor, each step in a transaction of its own.
///
/// Every step takes the same lock and looks again at what is applied, so several programs may start at once.
package struct MigrationRunner: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let migrations: [Migration]

    /// Plans the steps.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of application.
    ///   - migrations: All steps, lower floors first, each domain's in the order of their numbers. Storage's own come first by
    ///     themselves.
    package init(store: any Store, clock: WallClock, migrations: [Migration]) {
        self.store = store
        self.clock = clock
        self.migrations = StorageMigrations.all + migrations
    }

    /// Applies what is missing.
    ///
    /// - Returns: The steps applied now, as `domain number name`.
    /// - Throws: ``MigrationFailure`` or ``StoreError``; the steps before the failing one stay applied.
    @discardableResult
    package func migrate() async throws -> [String] {
        try await store.write { tx in
            try tx.lock(.migrations)
            try tx.execute(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    domain TEXT NOT NULL,
                    number BIGINT NOT NULL,
                    name TEXT NOT NULL,
                    checksum TEXT NOT NULL,
                    applied_at_ms BIGINT NOT NULL,
                    PRIMARY KEY (domain, number)
                )
                """
            )
        }
        try await refuseNewer()
        var applied: [String] = []
        for migration in migrations where try await apply(migration) {
            applied.append("\(migration.domain) \(migration.number) \(migration.name)")
        }
        return applied
    }

    /// The steps that ``migrate()`` would apply.
    ///
    /// - Returns: Names, empty when the schema is current.
    /// - Throws: ``StoreError``; also when the database has never been migrated.
    package func pending() async throws -> [String] {
        let known = try await applied()
        return
            migrations
            .filter { known[Key(domain: $0.domain, number: $0.number)] == nil }
            .map { "\($0.domain) \($0.number) \($0.name)" }
    }

    private struct Key: Hashable {
        let domain: String
        let number: Int
    }

    private func applied() async throws -> [Key: String] {
        try await store.read { tx in
            let rows = try tx.run("SELECT domain, number, checksum FROM migrations")
            var checksums: [Key: String] = [:]
            for row in rows {
                checksums[Key(domain: try row.get("domain"), number: try row.get("number"))] = try row.get("checksum")
            }
            return checksums
        }
    }

    private func refuseNewer() async throws {
        let known = Set(migrations.map { Key(domain: $0.domain, number: $0.number) })
        let unknown = try await applied().keys.filter { !known.contains($0) }
        if let first = unknown.min(by: { ($0.domain, $0.number) < ($1.domain, $1.number) }) {
            throw MigrationFailure.newer(domain: first.domain, number: first.number)
        }
    }

    private func apply(_ migration: Migration) async throws -> Bool {
        let checksum = migration.checksum(for: store.dialect)
        let now = clock.realMs
        return try await store.write { [dialect = store.dialect] tx in
            try tx.lock(.migrations)
            let row = try tx.first(
                """
                SELECT checksum FROM migrations
                 WHERE domain = \(migration.domain) AND number = \(migration.number)
                """
            )
            if let row {
                guard try row.get("checksum") == checksum else {
                    throw MigrationFailure.changed(domain: migration.domain, number: migration.number)
                }
                return false
            }
            // A step may go through years of messages, such as for a new index; a request's ten seconds are not enough.
            if dialect == .postgres { _ = try tx.run("SET LOCAL statement_timeout = '1h'") }
            for statement in migration.statements { try tx.execute(statement) }
            try tx.execute(
                """
                INSERT INTO migrations (domain, number, name, checksum, applied_at_ms)
                VALUES (\(migration.domain), \(migration.number), \(migration.name), \(checksum), \(now))
                """
            )
            return true
        }
    }
}
