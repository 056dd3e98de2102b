package import Foundation
package import Identity
package import Storage

/// A person's activities by day: what they own or take part in, as far as whoever looks may see it.
package struct Agenda: Sendable {
    /// Days that are read at once.
    package static let maximumDays = 31
    private static let maximumEntries = 200
    private static let maximumOpen = 100

    /// One activity.
    package struct Entry: Sendable {
        /// The activity.
        package let record: Record
        /// The day it falls on, where the person is; nil for a task without one.
        package let day: CalendarDate?
        /// Whether nothing is left to do.
        package let isDone: Bool
    }

    /// What falls on the days asked for, in the order of time; tasks of a day come before what has an hour.
    package let entries: [Entry]
    /// Tasks that were due before today and are not done, the latest first.
    package let overdue: [Entry]
    /// Tasks that are due on no day and are not done, the latest change first.
    package let undated: [Entry]

    /// Which days of whom.
    package struct Request: Sendable {
        let first: CalendarDate
        let days: Int
        let person: ID<User>

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - first: The first day, `YYYY-MM-DD`.
        ///   - days: How many, 1…31.
        ///   - person: Whose activities.
        /// - Throws: ``InvalidInput`` naming `from` or `days`.
        package init(first: String, days: Int, person: ID<User>) throws(InvalidInput) {
            guard let date = CalendarDate(first) else {
                throw InvalidInput(field: "from", code: "not_valid", detail: "This is a date such as 2026-11-22.")
            }
            guard (1...maximumDays).contains(days) else {
                throw InvalidInput(field: "days", code: "not_valid", detail: "From 1 to \(maximumDays).")
            }
            self.first = date
            self.days = days
            self.person = person
        }
    }

    /// Reads the days.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - request: Which days of whom.
    ///   - user: Who is looking; days begin where they are.
    ///   - timeZone: The looker's.
    ///   - nowMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package init(
        _ tx: any ReadTransaction,
        _ request: Request,
        for user: SignedIn,
        timeZone: TimeZone,
        nowMs: Int64
    ) throws {
        let calendar = CriteriaContext(
            organization: user.organization,
            user: user.user,
            nowMs: nowMs,
            timeZone: timeZone
        )
        let last = CalendarDate(dayNumber: request.first.dayNumber + Int64(request.days))
        var placed: [(entry: Entry, order: Int64)] = []
        var overdue: [Entry] = []
        var undated: [Entry] = []
        for kind in ActivityKind.allCases {
            guard let module = try ModuleQueries.find(tx, organization: user.organization, name: kind.rawValue) else {
                continue
            }
            let fields = try FieldQueries.shown(tx, to: user, module: module.id)
            guard let start = fields.first(where: { $0.name == kind.startField }) else { continue }
            let query = AgendaQuery(user: user, person: request.person, module: module, start: start)
            let range =
                start.type == .date
                ? request.first.dayNumber..<last.dayNumber
                : calendar.startMs(of: request.first)..<calendar.startMs(of: last)
            for (record, key) in try query.within(tx, range, limit: Self.maximumEntries) {
                let day = start.type == .date ? CalendarDate(dayNumber: key) : calendar.date(ofMs: key)
                let entry = Entry(record: record, day: day, isDone: kind.isDone(record, fields: fields))
                placed.append((entry, start.type == .date ? calendar.startMs(of: day) : key))
            }
            guard kind == .task else { continue }
            let status = fields.first { $0.name == "status" }
            let today = calendar.today
            overdue = try query.open(tx, before: today, status, kind, limit: Self.maximumOpen).map { record, key in
                Entry(record: record, day: CalendarDate(dayNumber: key), isDone: false)
            }
            undated = try query.undated(tx, status, kind, limit: Self.maximumOpen).map { record in
                Entry(record: record, day: nil, isDone: false)
            }
        }
        placed.sort { ($0.order, $0.entry.record.id) < ($1.order, $1.entry.record.id) }
        entries = placed.map(\.entry)
        self.overdue = overdue
        self.undated = undated
    }
}

/// SQL of one kind of activity of one person.
private struct AgendaQuery {
    let user: SignedIn
    let person: ID<User>
    let module: Module
    let start: Field

    /// Those that the person owns or takes part in.
    private var scope: SQLStatement {
        """
        \(fragment: RecordQueries.visible(to: user)) AND records.module_id = \(module.id)
        AND (records.owner_id = \(person) OR \(fragment: ParticipantQueries.attended(by: person, in: user.organization)))
        """
    }

    private var starts: SQLStatement {
        """
        JOIN field_values AS starts
          ON starts.organization_id = records.organization_id AND starts.record_id = records.id
             AND starts.field_id = \(start.id) AND starts.number_key IS NOT NULL
        """
    }

    func within(_ tx: any ReadTransaction, _ range: Range<Int64>, limit: Int) throws -> [(Record, Int64)] {
        try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "starts.number_key AS starts_key"))
              \(fragment: starts)
             WHERE starts.organization_id = \(user.organization)
               AND starts.number_key >= \(range.lowerBound) AND starts.number_key < \(range.upperBound)
               AND \(fragment: scope)
             ORDER BY starts.number_key, starts.record_id
             LIMIT \(limit)
            """
        ).map { (try Record(row: $0), try $0.get("starts_key")) }
    }

    func open(
        _ tx: any ReadTransaction,
        before day: CalendarDate,
        _ status: Field?,
        _ kind: ActivityKind,
        limit: Int
    ) throws -> [(Record, Int64)] {
        try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "starts.number_key AS starts_key"))
              \(fragment: starts)
             WHERE starts.organization_id = \(user.organization) AND starts.number_key < \(day.dayNumber)
               AND \(fragment: scope) \(fragment: isOpen(status, kind))
             ORDER BY starts.number_key DESC, starts.record_id DESC
             LIMIT \(limit)
            """
        ).map { (try Record(row: $0), try $0.get("starts_key")) }
    }

    func undated(_ tx: any ReadTransaction, _ status: Field?, _ kind: ActivityKind, limit: Int) throws -> [Record] {
        try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "records.updated_at_ms AS starts_key"))
             WHERE \(fragment: scope) \(fragment: isOpen(status, kind))
               AND NOT EXISTS (SELECT 1 FROM field_values AS starts
                                WHERE starts.organization_id = records.organization_id AND starts.record_id = records.id
                                  AND starts.field_id = \(start.id))
             ORDER BY records.updated_at_ms DESC, records.id DESC
             LIMIT \(limit)
            """
        ).map(Record.init(row:))
    }

    private func isOpen(_ status: Field?, _ kind: ActivityKind) -> SQLStatement {
        guard let status else { return "" }
        return """
            AND NOT EXISTS (SELECT 1 FROM field_values AS stands
                             WHERE stands.organization_id = records.organization_id AND stands.record_id = records.id
                               AND stands.field_id = \(status.id)
                               AND stands.text_key IN (\(list: kind.doneStatuses.map(TypedKey.fold))))
            """
    }
}
