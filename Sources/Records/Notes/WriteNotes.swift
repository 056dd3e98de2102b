package import Identity
package import Storage

/// Writes, changes and deletes notes.
///
/// Who sees a record sees its notes. Source: spec row 2.135.
package struct WriteNotes: Sendable {
    private static let maximumLength = 10_000

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Writes a note.
    ///
    /// - Parameters:
    ///   - text: 10,000 characters at most.
    ///   - record: The record.
    ///   - user: May change the record.
    /// - Returns: The note.
    /// - Throws: ``InvalidInput`` for `text`, ``RecordNotFound``, ``RecordReadOnly`` or ``StoreError``.
    package func write(_ text: String, on record: ID<Record>, by user: SignedIn) async throws -> Note {
        let text = try TextRule.text(text, field: "text", maximum: Self.maximumLength)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let found = try RecordQueries.require(tx, writableBy: user, id: record)
            try LifecycleQueries.hold(tx, organization: user.organization, record)
            let note = Note(
                id: ids.next(),
                record: record,
                text: text,
                user: user.user,
                atMs: now,
                changedAtMs: nil
            )
            try NoteQueries.insert(tx, organization: user.organization, note)
            try RecordWriter.tell(tx, ids: ids, "noted", of: found, author: .user(user.user), atMs: now)
            return note
        }
    }

    /// Changes one's own note.
    ///
    /// - Parameters:
    ///   - id: The note.
    ///   - text: What it shall say.
    ///   - user: Its writer.
    /// - Returns: The note.
    /// - Throws: ``InvalidInput`` for `text`, ``RecordNotFound``, ``NoteNotOwn``, ``RecordReadOnly`` or ``StoreError``.
    package func change(_ id: ID<Note>, to text: String, by user: SignedIn) async throws -> Note {
        let text = try TextRule.text(text, field: "text", maximum: Self.maximumLength)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let (note, record) = try Self.own(tx, id, by: user)
            try NoteQueries.change(tx, organization: user.organization, id: id, text: text, atMs: now)
            try RecordWriter.tell(tx, ids: ids, "noted", of: record, author: .user(user.user), atMs: now)
            return Note(
                id: id,
                record: note.record,
                text: text,
                user: note.user,
                atMs: note.atMs,
                changedAtMs: now
            )
        }
    }

    /// Deletes a note.
    ///
    /// - Parameters:
    ///   - id: The note.
    ///   - user: Its writer, or an administrator.
    /// - Throws: ``RecordNotFound``, ``NoteNotOwn``, ``RecordReadOnly`` or ``StoreError``.
    package func delete(_ id: ID<Note>, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let (_, record) = try Self.own(tx, id, by: user, orAdministrator: true)
            try NoteQueries.delete(tx, organization: user.organization, id: id)
            try RecordWriter.tell(tx, ids: ids, "noted", of: record, author: .user(user.user), atMs: now)
        }
    }

    private static func own(
        _ tx: any ReadTransaction,
        _ id: ID<Note>,
        by user: SignedIn,
        orAdministrator: Bool = false
    ) throws -> (Note, Record) {
        guard let note = try NoteQueries.find(tx, organization: user.organization, id: id) else {
            throw RecordNotFound()
        }
        let record = try RecordQueries.require(tx, writableBy: user, id: note.record)
        guard note.user == user.user || (orAdministrator && user.isAdministrator) else { throw NoteNotOwn() }
        return (note, record)
    }
}
