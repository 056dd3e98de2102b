/// An entry of the event log: something that happened to organisation data, written in the transaction that did it.
package struct Event: Sendable, Hashable {
    /// The entry's id, made before its transaction committed: readers never page by it.
    package let id: ID<Event>
    /// The entry's place in the order of commits; readers keep their cursors on it.
    package let position: Int64
    /// The organisation it belongs to.
    package let organizationID: Int64
    /// The one person it concerns; nil where it concerns the whole organisation.
    package let userID: Int64?
    /// What happened, as `subject.verb`.
    package let kind: String
    /// The row it happened to.
    package let subjectID: Int64
    /// Facts as a JSON object.
    package let body: String
    /// When, product time, Unix milliseconds.
    package let atMs: Int64
}

/// An event that its transaction has not written yet.
package struct UntoldEvent: Sendable {
    fileprivate let id: ID<Event>
    fileprivate let organizationID: Int64
    fileprivate let userID: Int64?
    fileprivate let kind: String
    fileprivate let subjectID: Int64
    fileprivate let body: String
    fileprivate let atMs: Int64
}

/// The log that automation, signals and live screens read.
package enum EventLog {
    /// Appends an event in the transaction that makes it true.
    ///
    /// Where transactions write side by side it gets its position after the commit, from ``EventSequencer``: reading by id would
    /// lose the one that commits late.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: A new id.
    ///   - organizationID: The organisation.
    ///   - userID: The one person it concerns; nil for the whole organisation.
    ///   - kind: `subject.verb`.
    ///   - subjectID: The row it happened to.
    ///   - body: A JSON object; no secrets, no message text.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func append(
        _ tx: any WriteTransaction,
        id: ID<Event>,
        organizationID: Int64,
        userID: Int64? = nil,
        kind: String,
        subjectID: Int64,
        body: String = "{}",
        atMs: Int64
    ) throws {
        tx.tell(
            UntoldEvent(
                id: id,
                organizationID: organizationID,
                userID: userID,
                kind: kind,
                subjectID: subjectID,
                body: body,
                atMs: atMs
            )
        )
    }

    /// What one of several events that happened alike happened to.
    package struct Subject: Sendable {
        let event: ID<Event>
        let id: Int64
        let body: String

        /// A row with the id of its event, and a JSON object without secrets and message text.
        package init(event: ID<Event>, id: Int64, body: String) {
            self.event = event
            self.id = id
            self.body = body
        }
    }

    /// Appends the same event of several rows, for the whole organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction that makes it true.
    ///   - organizationID: The organisation.
    ///   - kind: `subject.verb`.
    ///   - subjects: What it happened to.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func append(
        _ tx: any WriteTransaction,
        organizationID: Int64,
        kind: String,
        of subjects: [Subject],
        atMs: Int64
    ) throws {
        for subject in subjects {
            try append(
                tx,
                id: subject.event,
                organizationID: organizationID,
                kind: kind,
                subjectID: subject.id,
                body: subject.body,
                atMs: atMs
            )
        }
    }

    /// Writes what a transaction has told, before it commits.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - events: What it was told, in order.
    ///   - isAlone: Whether nothing else can write before this commits: then the events get their positions at once, which spares
    ///     a commit of its own for that.
    /// - Throws: ``StoreError``.
    package static func write(_ tx: any WriteTransaction, _ events: [UntoldEvent], isAlone: Bool) throws {
        if events.isEmpty { return }
        var positions: [Int64?] = Array(repeating: nil, count: events.count)
        if isAlone {
            let last = try head(tx)
            for index in events.indices { positions[index] = last + 1 + Int64(index) }
        }
        try tx.execute(
            """
            INSERT INTO events (id, position, organization_id, user_id, kind, subject_id, body, at_ms)
            \(dialect: .bulkLoad) (\(column: events.map(\.id)), \(column: positions), \(column: events.map(\.organizationID)),
                \(column: events.map(\.userID)), \(column: events.map(\.kind)), \(column: events.map(\.subjectID)),
                \(column: events.map(\.body)), \(column: events.map(\.atMs)))
            """
        )
        try tx.notify(isAlone ? .eventsSequenced : .eventsAppended)
    }

    /// Reads events in the order of their commits.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - position: The cursor: the last position already read, 0 at first.
    ///   - limit: How many at most.
    /// - Returns: The next events, oldest first.
    /// - Throws: ``StoreError``.
    package static func page(_ tx: any ReadTransaction, after position: Int64, limit: Int) throws -> [Event] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM events
             WHERE position > \(position)
             ORDER BY position
             LIMIT \(limit)
            """
        ).map(Event.init(row:))
    }

    /// Reads the events that concern one person, in the order of their commits.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organizationID: Their organisation.
    ///   - userID: The person.
    ///   - position: The last position they know.
    ///   - limit: How many at most.
    /// - Returns: The next events, oldest first.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organizationID: Int64,
        userID: Int64,
        after position: Int64,
        limit: Int
    ) throws -> [Event] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM events
             WHERE organization_id = \(organizationID) AND position > \(position)
               AND (user_id IS NULL OR user_id = \(userID))
             ORDER BY position
             LIMIT \(limit)
            """
        ).map(Event.init(row:))
    }

    /// The latest position.
    ///
    /// - Parameter tx: The transaction.
    /// - Returns: 0 for an empty log.
    /// - Throws: ``StoreError``.
    package static func head(_ tx: any ReadTransaction) throws -> Int64 {
        try tx.first("SELECT coalesce(max(position), 0) AS head FROM events")?.get("head") ?? 0
    }

    private static let columns: SQLStatement = "id, position, organization_id, user_id, kind, subject_id, body, at_ms"
}

extension Event {
    init(row: SQLRow) throws {
        id = try row.get("id")
        position = try row.get("position")
        organizationID = try row.get("organization_id")
        userID = try row.get("user_id")
        kind = try row.get("kind")
        subjectID = try row.get("subject_id")
        body = try row.get("body")
        atMs = try row.get("at_ms")
    }
}
