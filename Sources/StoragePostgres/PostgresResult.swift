import CLibPQ
import Storage

/// A result of libpq, read once and cleared.
struct PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    func clear() {
        PQclear(result)
    }

    /// How many rows the statement changed; clears the result.
    func changedRows() -> Int {
        defer { clear() }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// All rows; clears the result.
    func rows() throws -> [SQLRow] {
        defer { clear() }
        let columnCount = PQnfields(result)
        let names = (0..<columnCount).map { String(cString: PQfname(result, $0)) }
        let columns = SQLRow.Columns(names)
        let types = (0..<columnCount).map { PQftype(result, $0) }
        let rowCount = PQntuples(result)
        var rows: [SQLRow] = []
        rows.reserveCapacity(Int(rowCount))
        for row in 0..<rowCount {
            var values: [SQLValue] = []
            values.reserveCapacity(types.count)
            for column in 0..<columnCount {
                values.append(try value(row, column, type: types[Int(column)]))
            }
            rows.append(SQLRow(columns: columns, values: values))
        }
        return rows
    }

    private func value(_ row: Int32, _ column: Int32, type: Oid) throws -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column),
            count: Int(PQgetlength(result, row, column))
        )
        return try PostgresBinary.decode(bytes, type: type)
    }
}
