package import Identity
package import Storage

/// Gives a record to another user.
package struct ChangeOwner: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Changes the owner; whoever gave the record away may not see it any more.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - owner: An active user of the organisation.
    ///   - user: Who is signed in, and may change the record.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``InvalidInput`` naming `owner`, or ``StoreError``.
    package func callAsFunction(_ id: ID<Record>, to owner: ID<User>, by user: SignedIn) async throws {
        try await store.write { [clock, ids] tx in
            let record = try RecordQueries.require(tx, writableBy: user, id: id)
            if record.owner == owner { return }
            try RecordOwner.require(tx, owner, in: user.organization, by: .user(user.user))
            let now = clock.nowMs
            let next = record.owned(by: owner, atMs: now, author: user.user)
            guard try RecordQueries.update(tx, next) else { throw StaleRecord(current: record) }
            let change = TimelineEvent.ownerChanged(from: record.owner, to: owner)
            try RecordWriter.log(tx, ids: ids, change, of: next, author: .user(user.user), atMs: now)
            let people = [record.owner, owner]
            let names = try UserQueries.names(tx, organization: user.organization, ids: people)
            try RecordAudit.append(
                tx,
                ids: ids,
                .recordChanged,
                next,
                changes: [AuditChange(name: "owner", old: names[record.owner], new: names[owner])],
                author: .user(user.user),
                atMs: now
            )
        }
    }
}

extension Record {
    /// The record as another user's, one version on.
    func owned(by owner: ID<User>, atMs: Int64, author: ID<User>) -> Record {
        Record(
            id: id,
            organization: organization,
            module: module,
            owner: owner,
            name: name,
            values: values,
            version: version + 1,
            createdAtMs: createdAtMs,
            createdBy: createdBy,
            updatedAtMs: atMs,
            updatedBy: author
        )
    }
}
