package import Identity
package import Storage

/// SQL of timelines.
package enum TimelineQueries {
    /// Where a page of a timeline ends: the next one starts below it.
    package struct Cursor: Sendable, Hashable {
        /// The last entry's time, Unix milliseconds.
        package let atMs: Int64
        /// The last entry.
        package let id: ID<TimelineEntry>

        /// A place in the timeline.
        package init(atMs: Int64, id: ID<TimelineEntry>) {
            self.atMs = atMs
            self.id = id
        }
    }

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ entry: TimelineEntry) throws {
        try tx.execute(
            """
            INSERT INTO timeline_entries (id, organization_id, record_id, kind, body, at_ms, user_id)
            VALUES (\(entry.id), \(organization), \(entry.record), \(entry.event.kind.rawValue),
                    \(try TimelineBody(entry.event).text), \(entry.atMs), \(entry.user))
            """
        )
    }

    /// Some of a record's timeline, newest first.
    ///
    /// Whoever asks has found the record by ``RecordQueries``, in the same transaction.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record.
    ///   - cursor: Where the page before ended; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The entries.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [TimelineEntry] {
        let below: SQLStatement = if let cursor { "AND (at_ms, id) < (\(cursor.atMs), \(cursor.id))" } else { "" }
        return try tx.run(
            """
            SELECT id, record_id, kind, body, at_ms, user_id
              FROM timeline_entries
             WHERE organization_id = \(organization) AND record_id = \(record) \(fragment: below)
             ORDER BY at_ms DESC, id DESC
             LIMIT \(limit)
            """
        ).map(TimelineEntry.init(row:))
    }
}

extension TimelineEntry {
    init(row: SQLRow) throws {
        id = try row.get("id")
        record = try row.get("record_id")
        let kind = try row.get("kind", as: String.self)
        event = try TimelineBody(text: try row.get("body")).event(kind: kind)
        atMs = try row.get("at_ms")
        user = try row.get("user_id")
    }
}

/// What the column `body` holds: the members that the kind has.
private struct TimelineBody: Codable {
    var cause: String?
    var fields: [ID<Field>]?
    var to: String?
    var subject: String?
    var lead: ID<Record>?
    var name: String?
    var oldOwner: ID<User>?
    var newOwner: ID<User>?

    init(_ event: TimelineEvent) {
        cause = event.cause
        fields = event.fields
        lead = event.lead?.id
        name = event.lead?.name ?? event.file
        if case .emailLogged(let address, let line) = event {
            to = address
            subject = line
        }
        if case .ownerChanged(let old, let new) = event {
            oldOwner = old
            newOwner = new
        }
    }

    init(text: String) throws {
        self = try JSONText.decode(TimelineBody.self, from: text)
    }

    var text: String {
        get throws { try JSONText.encode(self) }
    }

    func event(kind: String) throws -> TimelineEvent {
        switch TimelineEvent.Kind(rawValue: kind) {
        case .created: .created(cause: cause)
        case .changed: .changed(fields: fields ?? [], cause: cause)
        case .emailLogged: .emailLogged(to: to ?? "", subject: subject)
        case .trashed: .trashed
        case .restored: .restored
        case .converted: .converted(lead: try required(lead), name: name ?? "")
        case .fileAdded: .fileAdded(name: name ?? "")
        case .fileRemoved: .fileRemoved(name: name ?? "")
        case .ownerChanged: .ownerChanged(from: oldOwner ?? ID(0), to: newOwner ?? ID(0))
        case nil: throw StoreError(.other, detail: "a timeline has an entry of the unknown kind \(kind)")
        }
    }

    private func required(_ lead: ID<Record>?) throws -> ID<Record> {
        guard let lead else { throw StoreError(.other, detail: "a timeline has a conversion of no Lead") }
        return lead
    }
}
