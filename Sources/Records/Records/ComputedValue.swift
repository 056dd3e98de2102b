package import Identity
package import Storage

/// Writes values that people read and the product works out.
package enum ComputedValue {
    /// Writes a read-only field of a record, which is held, with all that follows from it.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For entry and event.
    ///   - clock: For their time.
    ///   - organization: The organisation.
    ///   - id: The record.
    ///   - field: The field's name; where the module has none, nothing is written.
    ///   - value: The value; blank text clears.
    ///   - author: On whose account.
    /// - Throws: ``RecordNotFound``, ``StaleRecord`` or ``StoreError``.
    package static func set(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        clock: WallClock,
        organization: ID<Organization>,
        _ id: ID<Record>,
        field: String,
        _ value: FieldValue,
        author: RecordAuthor
    ) throws {
        guard let record = try RecordQueries.find(tx, organization: organization, id: id) else {
            throw RecordNotFound()
        }
        _ = try RecordWriter.update(
            tx,
            ids: ids,
            clock: clock,
            record,
            values: [:],
            computed: [field: value],
            author: author
        )
    }
}
