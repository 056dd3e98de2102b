/// What is bound to one place of a statement.
package enum SQLParameter: Sendable, Hashable {
    /// A value.
    case value(SQLType, SQLValue)
    /// A column of a bulk load: a value for each row.
    case column(SQLType, [SQLValue])
}

extension SQLStatement.Rendered {
    /// The values of each run, for an engine that takes one row at a time.
    ///
    /// - Returns: One list of values; in a bulk load one for each row, and values that are no column in each.
    /// - Throws: ``StoreError`` with code `other` where columns differ in length.
    package func runs() throws -> [[SQLValue]] {
        guard let rows = try rowCount() else { return [parameters.map { $0.value(inRow: 0) }] }
        return (0..<rows).map { row in parameters.map { $0.value(inRow: row) } }
    }

    /// How many rows a bulk load has.
    ///
    /// - Returns: The length of its columns; nil for a statement that binds none.
    /// - Throws: ``StoreError`` with code `other` where they differ: PostgreSQL would fill the shorter ones with nulls.
    @discardableResult
    package func rowCount() throws -> Int? {
        var count: Int?
        for case .column(_, let values) in parameters {
            if let count, count != values.count {
                throw StoreError(.other, detail: "columns of a bulk load have \(count) and \(values.count) values")
            }
            count = values.count
        }
        return count
    }
}

extension SQLParameter {
    fileprivate func value(inRow row: Int) -> SQLValue {
        switch self {
        case .value(_, let value): value
        case .column(_, let values): values[row]
        }
    }
}
