import Foundation
package import Logging
package import Storage
import Synchronization

/// The cluster engine: a pool of connections, each on a thread of its own around one `PGconn`, and one more that listens.
package final class PostgresStore: Store {
    private let pool: PostgresPool
    private let listener: PostgresListener

    package var dialect: Dialect { .postgres }

    /// Starts the pool; the database itself is reached with the first transaction.
    ///
    /// - Parameters:
    ///   - url: A libpq connection URI.
    ///   - connections: How many transactions run at once; 4 to 8 serve two cores best.
    ///   - logger: For connections that break.
    package init(url: String, connections: Int = 6, logger: Logger) {
        pool = PostgresPool(url: url, size: connections)
        listener = PostgresListener(url: url, logger: logger)
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await retryingTransient {
            try await pool.perform { connection in
                // At READ COMMITTED each statement would see a state of its own.
                try connection.transaction(begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { try body($0) }
            }
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        try await retryingTransient {
            try await pool.perform { connection in
                try connection.transaction(begin: "BEGIN") { try body($0) }
            }
        }
    }

    package func ring(_ doorbell: Doorbell, on topic: Topic) {
        listener.ring(doorbell, on: topic)
    }

    package func describe() async throws -> String {
        try await read { tx in
            let row = try tx.first(
                """
                SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS durable
                """
            )
            return try "PostgreSQL \(row?.get("version") ?? ""), synchronous_commit=\(row?.get("durable") ?? "")"
        }
    }

    /// Refuses a database whose text does not sort by bytes: pages and cursors would differ from SQLite's.
    ///
    /// - Throws: ``StoreError`` with what to do.
    package func requireCCollation() async throws {
        let collation = try await read { tx in
            try tx.first("SELECT datcollate AS name FROM pg_database WHERE datname = current_database()")?
                .get("name", as: String.self)
        }
        guard let collation, ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(collation) else {
            throw StoreError(
                .other,
                detail:
                    "the database sorts text by \(collation ?? "?"); create it with TEMPLATE template0 LC_COLLATE 'C'"
            )
        }
    }

    package func close() async {
        listener.stop()
        await pool.close()
    }
}

extension PostgresConnection {
    /// Runs a transaction.
    ///
    /// A connection that went away while idle is opened again; one that breaks later fails the transaction.
    func transaction<Result>(begin: String, _ body: (PostgresTransaction) throws -> Result) throws -> Result {
        try open()
        do {
            try simple(begin)
        } catch let error as StoreError where error.code == .connection {
            close()
            try open()
            try simple(begin)
        }
        do {
            let transaction = PostgresTransaction(self)
            let result = try body(transaction)
            try transaction.finish()
            try simple("COMMIT")
            return result
        } catch {
            do { try simple("ROLLBACK") } catch {
                // The connection is gone or confused, and its transaction with it.
                close()
            }
            throw error
        }
    }
}
