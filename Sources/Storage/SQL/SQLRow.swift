/// One row of a result: values by column name.
package struct SQLRow: Sendable {
    /// The columns of a result, shared by its rows.
    package final class Columns: Sendable {
        /// The names in order, as the statement gave them.
        package let names: [String]
        let indexes: [String: Int]

        /// Indexes the names; the first of two equal ones wins.
        package init(_ names: [String]) {
            self.names = names
            indexes = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        }
    }

    private let columns: Columns
    private let values: [SQLValue]

    /// Made by a driver: one value per column.
    package init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// Reads a column.
    ///
    /// - Parameters:
    ///   - column: Its name in the statement.
    ///   - type: What to read it as.
    /// - Returns: The value.
    /// - Throws: ``StoreError`` with code `other` where the statement has no such column or its kind does not fit.
    package func get<Value: SQLReadable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        guard let index = columns.indexes[column] else {
            throw StoreError(.other, detail: "no column \(column) among \(columns.names)")
        }
        guard let value = Value.read(values[index]) else {
            throw StoreError(.other, detail: "column \(column) is not a \(Value.self)")
        }
        return value
    }
}
