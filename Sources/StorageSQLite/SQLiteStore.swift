import Foundation
import GRDB
package import Storage
import Synchronization

/// The embedded engine: one file in WAL mode, one writer, a pool of readers; every commit is synced to disk.
package final class SQLiteStore: Store {
    private let pool: DatabasePool
    private let doorbells = Mutex<[Topic: [Doorbell]]>([:])

    package var dialect: Dialect { .sqlite }

    /// Opens or creates a database file.
    ///
    /// - Parameter path: The file; its folder must exist.
    /// - Throws: ``StoreError`` where the file is no database, cannot be opened, or does not sync its commits.
    package init(path: String) throws {
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 4
            configuration.label = "parley.sqlite"
            pool = try DatabasePool(path: path, configuration: configuration)
            // DatabasePool sets NORMAL after `prepareDatabase`, so FULL is set here, and read back: a webhook that got its 200
            // must survive a power cut.
            let synchronous = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // 16 MiB of log: pages that many commits change, such as an index's, are copied into the file once instead of
                // every few commits.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
                return try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
            guard synchronous == 2 else {
                throw StoreError(.other, detail: "synchronous is \(synchronous ?? -1), not FULL")
            }
        } catch let error as GRDB.DatabaseError {
            throw StoreError(error)
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await retryingTransient {
            do {
                return try await pool.read { db in try body(SQLiteTransaction(db)) }
            } catch let error as GRDB.DatabaseError {
                throw StoreError(error)
            }
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        try await retryingTransient {
            do {
                let (result, topics) = try await pool.write { db in
                    let transaction = SQLiteTransaction(db)
                    let result = try body(transaction)
                    try transaction.finish()
                    return (result, transaction.topics)
                }
                ring(topics)
                return result
            } catch let error as GRDB.DatabaseError {
                throw StoreError(error)
            }
        }
    }

    package func ring(_ doorbell: Doorbell, on topic: Topic) {
        doorbells.withLock { $0[topic, default: []].append(doorbell) }
    }

    package func describe() async throws -> String {
        let version = try await read { tx in
            try tx.first("SELECT sqlite_version() AS version")?.get("version", as: String.self) ?? ""
        }
        return "SQLite \(version), WAL, synchronous=FULL"
    }

    package func close() async {
        do {
            // GRDB closes its readers last, and a reader does not fold the log into the file.
            _ = try await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try pool.close()
        } catch {
            // Whoever still reads keeps the log; it holds every commit, and the next start goes on from it.
        }
    }

    private func ring(_ topics: Set<Topic>) {
        if topics.isEmpty { return }
        let called = doorbells.withLock { doorbells in topics.flatMap { doorbells[$0] ?? [] } }
        for doorbell in called { doorbell.ring() }
    }
}
