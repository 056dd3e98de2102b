/// Something that is never so in a sound database, as `parley doctor` looks for it.
///
/// Each domain lists its own; they only read.
package struct ConsistencyCheck: Sendable {
    /// What is wrong with what is found, in words that follow a number: `lookups that name nothing`.
    package let fault: String
    private let statement: SQLStatement

    /// A check.
    ///
    /// - Parameters:
    ///   - fault: What is wrong with what is found.
    ///   - statement: A query with one row for each fault.
    package init(_ fault: String, _ statement: SQLStatement) {
        self.fault = fault
        self.statement = statement
    }

    /// Counts the faults.
    ///
    /// - Parameter tx: The transaction.
    /// - Returns: The number; 0 in a sound database.
    /// - Throws: ``StoreError``.
    package func count(_ tx: any ReadTransaction) throws -> Int {
        try tx.first("SELECT count(*) AS faults FROM (\(fragment: statement)) AS found")?.get("faults") ?? 0
    }
}
