/// Which of the two engines a statement is rendered for.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}

/// The places where the two engines need different words.
///
/// A statement names the place, the driver fills it in.
///
/// Every further member is a discussion: the rest of the SQL is one text for both.
package enum DialectFragment: Sendable, Hashable {
    /// The column type for bytes.
    case blob
    /// After a claiming subquery: leaves out what another claimant holds.
    case skipLocked
    /// After a query: holds its rows until the transaction ends.
    case forUpdate

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
        // SQLite has one writer, which holds the whole database.
        case (.skipLocked, .sqlite), (.forUpdate, .sqlite): ""
        }
    }
}
