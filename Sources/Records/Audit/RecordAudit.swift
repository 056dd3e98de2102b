package import Identity
package import Storage

/// Tells the audit trail what was done to a record, with the values before and after.
package enum RecordAudit {
    /// Writes an entry in the transaction that does the deed.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the entry.
    ///   - action: One of the area of records.
    ///   - record: The record as it now is.
    ///   - changes: What became what; see ``changes(from:to:)``.
    ///   - author: Who did it.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func append(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ action: AuditTrail.Action,
        _ record: Record,
        changes: [AuditChange] = [],
        author: RecordAuthor,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: record.organization,
            user: author.user,
            action: action,
            subject: record.id.rawValue,
            subjectName: record.name,
            changes: changes,
            atMs: atMs
        )
    }

    /// What differs between two states of a record's values, in the order of the fields' ids.
    ///
    /// A change is named by its field's id, and its values stand as the API writes them, in JSON.
    ///
    /// - Parameters:
    ///   - previous: Values before.
    ///   - next: Values after.
    /// - Returns: The changes.
    /// - Throws: Where a value cannot be written.
    package static func changes(
        from previous: [ID<Field>: FieldValue],
        to next: [ID<Field>: FieldValue]
    ) throws -> [AuditChange] {
        let fields = Set(previous.keys).union(next.keys).filter { previous[$0] != next[$0] }.sorted()
        return try fields.map { field in
            AuditChange(
                name: field.description,
                old: try previous[field].map(JSONText.encode),
                new: try next[field].map(JSONText.encode)
            )
        }
    }

    /// Reads a value of a change.
    ///
    /// - Parameter text: As ``changes(from:to:)`` wrote it.
    /// - Returns: The value; nil for what is none.
    package static func value(_ text: String) -> FieldValue? {
        // A text of another shape was written by another version, and is shown as it stands.
        try? JSONText.decode(FieldValue.self, from: text)
    }
}
