import Foundation
import GRDB
import Storage

/// A transaction on GRDB's connection.
///
/// Lives inside the closure that got it.
final class SQLiteTransaction: WriteTransaction {
    private let db: GRDB.Database
    private(set) var topics: Set<Topic> = []
    private var events: [UntoldEvent] = []

    init(_ db: GRDB.Database) {
        self.db = db
    }

    func run(_ statement: SQLStatement) throws -> [SQLRow] {
        let (prepared, runs) = try prepare(statement)
        let columns = SQLRow.Columns(prepared.columnNames)
        var rows: [SQLRow] = []
        for arguments in runs {
            let cursor = try Row.fetchCursor(
                prepared,
                arguments: StatementArguments(arguments.map { $0.databaseValue })
            )
            while let row = try cursor.next() {
                let values = columns.names.indices.map { SQLValue(row[$0] as DatabaseValue) }
                rows.append(SQLRow(columns: columns, values: values))
            }
        }
        return rows
    }

    func execute(_ statement: SQLStatement) throws -> Int {
        let (prepared, runs) = try prepare(statement)
        // A statement that changes nothing, such as DDL, leaves the count of the one before it.
        let before = db.totalChangesCount
        for arguments in runs {
            try prepared.execute(arguments: StatementArguments(arguments.map { $0.databaseValue }))
        }
        return db.totalChangesCount - before
    }

    func lock(_ lock: AdvisoryLock) throws {}

    func tell(_ event: UntoldEvent) {
        events.append(event)
    }

    /// Writes what is written last.
    func finish() throws {
        try EventLog.write(self, events, isAlone: true)
    }

    func notify(_ topic: Topic) throws {
        topics.insert(topic)
    }

    private func prepare(_ statement: SQLStatement) throws -> (GRDB.Statement, runs: [[SQLValue]]) {
        let rendered = statement.rendered(for: .sqlite)
        return (try db.cachedStatement(sql: rendered.text), try rendered.runs())
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .double(let double): self = .double(double)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .bool(let bool): bool.databaseValue
        case .integer(let integer): integer.databaseValue
        case .double(let double): double.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

extension StoreError {
    init(_ error: GRDB.DatabaseError) {
        let code: Code =
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_NOTNULL: .check
            default:
                switch error.resultCode {
                case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
                case .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_IOERR, .SQLITE_FULL: .connection
                default: .other
                }
            }
        self.init(code, detail: "\(error.extendedResultCode.rawValue): \(error.message ?? "")")
    }
}
