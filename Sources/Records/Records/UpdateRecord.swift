package import Identity
package import Storage

/// Changes a record.
package struct UpdateRecord: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Changes the named values of a record; the others stay.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - version: The version that the change was made on.
    ///   - values: Values by the fields' names; blank text clears.
    ///   - user: Who is signed in.
    /// - Returns: The record; with the same version where nothing differs.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``StaleRecord``, ``InvalidInput`` with the field's name, or ``StoreError``.
    @discardableResult
    package func callAsFunction(
        _ id: ID<Record>,
        version: Int64,
        values: [String: FieldValue],
        by user: SignedIn
    ) async throws -> Record {
        try await store.write { [clock, ids] tx in
            let record = try RecordQueries.require(tx, writableBy: user, id: id)
            if record.version != version { throw StaleRecord(current: record) }
            return try RecordWriter.update(
                tx,
                ids: ids,
                clock: clock,
                record,
                values: values,
                author: .user(user.user),
                as: user
            )
        }
    }
}
