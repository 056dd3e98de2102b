import Identity
package import Logging
import ServiceLifecycle
import Signals
package import Storage

/// When to remind people of activities: one row for each that has a reminder ahead.
enum Reminders {
    /// Keeps the row in step with the record's field `reminder`.
    ///
    /// - Parameters:
    ///   - tx: The transaction that writes the record.
    ///   - record: The record as it now is.
    ///   - fields: All fields of its module.
    ///   - previous: What it had before; empty for a new record.
    /// - Throws: ``StoreError``.
    static func rewrite(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue]
    ) throws {
        guard ActivityKind(record.module) != nil, let field = fields.first(where: { $0.name == "reminder" }),
            record.values[field.id] != previous[field.id]
        else { return }
        try delete(tx, organization: record.organization, record: record.id)
        guard case .text(let text)? = record.values[field.id], let due = Timestamp.milliseconds(text),
            due > record.updatedAtMs
        else { return }
        try tx.execute(
            """
            INSERT INTO reminders (organization_id, record_id, due_at_ms)
            VALUES (\(record.organization), \(record.id), \(due))
            """
        )
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, record: ID<Record>) throws {
        try tx.execute("DELETE FROM reminders WHERE organization_id = \(organization) AND record_id = \(record)")
    }

    /// One that is due.
    struct Due: Sendable {
        let organization: ID<Organization>
        let record: ID<Record>
        let atMs: Int64
    }

    /// What is due, the longest first.
    static func due(_ tx: any ReadTransaction, nowMs: Int64, limit: Int) throws -> [Due] {
        try tx.run(
            """
            SELECT organization_id, record_id, due_at_ms FROM reminders
             WHERE due_at_ms <= \(nowMs)
             ORDER BY due_at_ms, record_id
             LIMIT \(limit)
            """
        ).map(Due.init(row:))
    }

    /// Takes one off the list, so that it is told of once.
    ///
    /// - Returns: False where another process was quicker, or it was moved.
    static func take(_ tx: any WriteTransaction, _ due: Due) throws -> Bool {
        try tx.execute("DELETE FROM reminders WHERE \(fragment: due.isSelf)") == 1
    }

    /// Puts one off.
    static func putOff(_ tx: any WriteTransaction, _ due: Due, toMs: Int64) throws {
        try tx.execute("UPDATE reminders SET due_at_ms = \(toMs) WHERE \(fragment: due.isSelf)")
    }
}

extension Reminders.Due {
    init(row: SQLRow) throws {
        organization = try row.get("organization_id")
        record = try row.get("record_id")
        atMs = try row.get("due_at_ms")
    }

    fileprivate var isSelf: SQLStatement {
        "organization_id = \(organization) AND record_id = \(record) AND due_at_ms = \(atMs)"
    }
}

/// Rings the bell of owner and participants when an activity's reminder is due.
package struct ReminderService: Service {
    private static let batchSize = 50
    /// How long one that could not be raised waits, milliseconds.
    private static let putOffMs: Int64 = 3_600_000

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let logger: Logger

    /// A service; every node may run one.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, logger: Logger) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await remind() > 0 { continue }
                } catch {
                    logger.error("reminders were not raised", metadata: ["error": "\(error)"])
                }
                // Due times come by themselves. Being cancelled is the one way this sleep fails, and the loop ends.
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Raises one batch of what is due, each by itself: one that cannot be raised is put off and keeps nobody waiting.
    ///
    /// - Returns: How many were taken off the list or put off.
    /// - Throws: ``StoreError`` where the database cannot be reached.
    @discardableResult
    package func remind() async throws -> Int {
        let now = clock.nowMs
        let due = try await store.read { tx in try Reminders.due(tx, nowMs: now, limit: Self.batchSize) }
        var done = 0
        for one in due {
            do {
                if try await store.write({ tx in try raise(tx, one, atMs: now) }) { done += 1 }
            } catch let error as StoreError where error.code == .connection || error.isTransient {
                throw error
            } catch {
                logger.error(
                    "a reminder was not raised",
                    metadata: ["record": "\(one.record)", "error": "\(String(reflecting: error))"]
                )
                try await store.write { tx in try Reminders.putOff(tx, one, toMs: now + Self.putOffMs) }
                done += 1
            }
        }
        return done
    }

    /// Raises one, unless another process was quicker.
    private func raise(_ tx: any WriteTransaction, _ due: Reminders.Due, atMs: Int64) throws -> Bool {
        guard try Reminders.take(tx, due) else { return false }
        guard let record = try RecordQueries.find(tx, organization: due.organization, id: due.record),
            let kind = ActivityKind(record.module)
        else { return true }
        let fields = try FieldQueries.all(tx, organization: due.organization, module: record.module.id)
        if kind.isDone(record, fields: fields) { return true }
        for person in try Self.people(tx, record) {
            try RaiseSignal.apply(
                tx,
                ids: ids,
                organization: due.organization,
                for: person,
                .activityDue,
                subjectID: ids.next(Signal.self).rawValue,
                groupID: due.record.rawValue,
                atMs: atMs
            )
        }
        return true
    }

    private static func people(_ tx: any ReadTransaction, _ record: Record) throws -> [ID<User>] {
        let participants = try ParticipantQueries.all(tx, organization: record.organization, record: record.id)
        let users = participants.compactMap { if case .user(let id) = $0 { id } else { nil } }
        return Set(users + [record.owner]).sorted()
    }
}
