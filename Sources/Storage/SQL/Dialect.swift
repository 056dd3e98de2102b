/// Which of the two engines a statement is rendered for.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}

/// The places where the two engines need different words.
///
/// A statement names the place, the driver fills it in.
///
/// Every further member is a discussion: the rest of the SQL is one text for both. Search, the sixth place, is ``TextSearch``.
package enum DialectFragment: Sendable, Hashable {
    /// The column type for bytes.
    case blob
    /// After a claiming subquery: leaves out what another claimant holds.
    case skipLocked
    /// After a query: holds its rows until the transaction ends.
    case forUpdate
    /// After `INSERT INTO table (…)`: takes many rows at once, whose columns follow in brackets.
    ///
    /// ```swift
    /// "INSERT INTO words (id, word) \(dialect: .bulkLoad) (\(column: ids), \(column: words)) ON CONFLICT DO NOTHING"
    /// ```
    ///
    /// PostgreSQL gets one statement whose text is the same for any number of rows, so it stays prepared; SQLite, which is in
    /// this process, runs its prepared statement once for each row.
    case bulkLoad

    /// The engine's own words.
    ///
    /// - Parameter dialect: The engine.
    /// - Returns: SQL text, empty where the engine needs none.
    package func text(for dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.blob, .sqlite): "BLOB"
        case (.blob, .postgres): "BYTEA"
        case (.skipLocked, .postgres): "FOR UPDATE SKIP LOCKED"
        case (.forUpdate, .postgres): "FOR UPDATE"
        case (.bulkLoad, .sqlite): "VALUES"
        case (.bulkLoad, .postgres): "SELECT * FROM unnest"
        // SQLite has one writer, which holds the whole database.
        case (.skipLocked, .sqlite), (.forUpdate, .sqlite): ""
        }
    }
}
