package import Identity
package import Storage

/// What somebody wrote down about a record.
package struct Note: Sendable, Hashable {
    /// The note's id.
    package let id: ID<Note>
    /// The record.
    package let record: ID<Record>
    /// The words, of several lines.
    package let text: String
    /// Who wrote it.
    package let user: ID<User>
    /// Product time, Unix milliseconds.
    package let atMs: Int64
    /// When its writer last changed it; nil where never.
    package let changedAtMs: Int64?
}

/// The note is somebody else's.
package struct NoteNotOwn: Error, Equatable {}

/// SQL of notes.
package enum NoteQueries {
    private static let columns: SQLStatement = "id, record_id, text, user_id, at_ms, changed_at_ms"

    /// Some notes of a record, the newest first.
    ///
    /// Whoever asks has found the record by ``RecordQueries``, in the same transaction.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record.
    ///   - cursor: The last note of the page before; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The notes.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        before cursor: ID<Note>?,
        limit: Int
    ) throws -> [Note] {
        let below: SQLStatement = if let cursor { "AND id < \(cursor)" } else { "" }
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM notes
             WHERE organization_id = \(organization) AND record_id = \(record) \(fragment: below)
             ORDER BY id DESC
             LIMIT \(limit)
            """
        ).map(Note.init(row:))
    }

    /// How many notes a record has.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record, which the caller may see.
    /// - Returns: The number.
    /// - Throws: ``StoreError``.
    package static func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> Int {
        try tx.first(
            "SELECT count(*) AS notes FROM notes WHERE organization_id = \(organization) AND record_id = \(record)"
        )?.get("notes") ?? 0
    }

    static func find(_ tx: any ReadTransaction, organization: ID<Organization>, id: ID<Note>) throws -> Note? {
        try tx.first("SELECT \(fragment: columns) FROM notes WHERE organization_id = \(organization) AND id = \(id)")
            .map(Note.init(row:))
    }

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ note: Note) throws {
        try tx.execute(
            """
            INSERT INTO notes (id, organization_id, record_id, text, user_id, at_ms)
            VALUES (\(note.id), \(organization), \(note.record), \(note.text), \(note.user), \(note.atMs))
            """
        )
    }

    static func change(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<Note>,
        text: String,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE notes SET text = \(text), changed_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<Note>) throws {
        try tx.execute("DELETE FROM notes WHERE organization_id = \(organization) AND id = \(id)")
    }
}

extension Note {
    init(row: SQLRow) throws {
        id = try row.get("id")
        record = try row.get("record_id")
        text = try row.get("text")
        user = try row.get("user_id")
        atMs = try row.get("at_ms")
        changedAtMs = try row.get("changed_at_ms")
    }
}
