import CLibPQ
import Storage

/// Statements that PostgreSQL runs outside any transaction: making and dropping whole databases.
package enum PostgresMaintenance {
    /// Runs one statement on a connection of its own.
    ///
    /// - Parameters:
    ///   - statement: Trusted text: nothing in it is bound.
    ///   - url: A libpq connection URI.
    /// - Throws: ``StoreError``.
    package static func run(_ statement: String, url: String) throws {
        let connection = PostgresConnection(url: url)
        try connection.open()
        defer { connection.close() }
        try connection.simple(statement)
    }
}
