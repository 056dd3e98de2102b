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

    static func isDue(_ tx: any ReadTransaction, nowMs: Int64) throws -> Bool {
        try tx.first("SELECT record_id FROM reminders WHERE due_at_ms <= \(nowMs) LIMIT 1") != nil
    }

    /// Takes what is due off the list, so that each is told of once.
    static func takeDue(
        _ tx: any WriteTransaction,
        nowMs: Int64,
        limit: Int
    ) throws -> [(organization: ID<Organization>, record: ID<Record>)] {
        try tx.run(
            """
            DELETE FROM reminders
             WHERE (organization_id, record_id) IN (
                 SELECT organization_id, record_id FROM reminders
                  WHERE due_at_ms <= \(nowMs)
                  ORDER BY due_at_ms, record_id
                  LIMIT \(limit)
                  \(dialect: .skipLocked)
             )
            RETURNING organization_id, record_id
            """
        ).map { (try $0.get("organization_id"), try $0.get("record_id")) }
    }
}

/// Rings the bell of owner and participants when an activity's reminder is due.
package struct ReminderService: Service {
    private static let batchSize = 50

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

    /// Raises one batch of what is due.
    ///
    /// - Returns: How many reminders were due.
    /// - Throws: ``StoreError``.
    @discardableResult
    package func remind() async throws -> Int {
        let now = clock.nowMs
        guard try await store.read({ tx in try Reminders.isDue(tx, nowMs: now) }) else { return 0 }
        return try await store.write { [ids] tx in
            let due = try Reminders.takeDue(tx, nowMs: now, limit: Self.batchSize)
            for (organization, id) in due {
                guard let record = try RecordQueries.find(tx, organization: organization, id: id),
                    let kind = ActivityKind(record.module)
                else { continue }
                let fields = try FieldQueries.all(tx, organization: organization, module: record.module.id)
                if kind.isDone(record, fields: fields) { continue }
                for person in try Self.people(tx, record) {
                    try RaiseSignal.apply(
                        tx,
                        ids: ids,
                        organization: organization,
                        for: person,
                        .activityDue,
                        subjectID: ids.next(Signal.self).rawValue,
                        groupID: id.rawValue,
                        atMs: now
                    )
                }
            }
            return due.count
        }
    }

    private static func people(_ tx: any ReadTransaction, _ record: Record) throws -> [ID<User>] {
        let participants = try ParticipantQueries.all(tx, organization: record.organization, record: record.id)
        let users = participants.compactMap { if case .user(let id) = $0 { id } else { nil } }
        return Set(users + [record.owner]).sorted()
    }
}
