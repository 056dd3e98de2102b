import Storage

/// A transaction on one connection.
///
/// Lives inside the closure that got it, on the connection's thread.
final class PostgresTransaction: WriteTransaction {
    private let connection: PostgresConnection
    private var notified: Set<Topic> = []
    private var events: [UntoldEvent] = []

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    func run(_ statement: SQLStatement) throws -> [SQLRow] {
        try connection.run(statement).rows()
    }

    func execute(_ statement: SQLStatement) throws -> Int {
        try connection.run(statement).changedRows()
    }

    func lock(_ lock: AdvisoryLock) throws {
        // `lock_timeout` bounds the wait.
        _ = try run("SELECT CAST(pg_advisory_xact_lock(\(lock.key)) AS TEXT) AS locked")
    }

    func tell(_ event: UntoldEvent) {
        events.append(event)
    }

    /// Writes what is written last.
    func finish() throws {
        try EventLog.write(self, events, isAlone: false)
    }

    func notify(_ topic: Topic) throws {
        guard notified.insert(topic).inserted else { return }
        _ = try run("SELECT CAST(pg_notify(\(PostgresListener.channel), \(topic.rawValue)) AS TEXT) AS notified")
    }
}
