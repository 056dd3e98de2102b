package import Identity
package import Storage

/// Makes a record.
package struct CreateRecord: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Makes a record that belongs to whoever makes it.
    ///
    /// - Parameters:
    ///   - values: Values by the fields' names; blank text means none.
    ///   - module: The module's name.
    ///   - user: Who is signed in.
    /// - Returns: The record.
    /// - Throws: ``RecordNotFound`` where there is no such module for the user, ``ModuleNotPermitted``, ``InvalidInput`` with
    ///   the field's name, or ``StoreError``.
    @discardableResult
    package func callAsFunction(
        _ values: [String: FieldValue],
        in module: String,
        by user: SignedIn
    ) async throws -> Record {
        try await store.write { [clock, ids] tx in
            guard let found = try ModuleQueries.find(tx, shownTo: user, name: module) else { throw RecordNotFound() }
            try AccessQueries.require(.create, in: found, tx, for: user)
            return try RecordWriter.insert(
                tx,
                ids: ids,
                clock: clock,
                organization: user.organization,
                module: found,
                values: values,
                owner: user.user,
                author: .user(user.user),
                as: user
            )
        }
    }
}
