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
            let found = try UserQueries.find(tx, organization: user.organization, id: owner)
            guard let found, found.isActive else {
                throw InvalidInput(field: "owner", code: "not_valid", detail: "There is no such active user.")
            }
            let now = clock.nowMs
            let next = record.owned(by: found.id, atMs: now, author: user.user)
            guard try RecordQueries.update(tx, next) else { throw StaleRecord(current: record) }
            let change = TimelineEvent.ownerChanged(from: record.owner, to: found.id)
            try RecordWriter.log(tx, ids: ids, change, of: next, author: .user(user.user), atMs: now)
        }
    }
}

/// Passes the records of somebody who goes to somebody else, those in the recycle bin too.
///
/// Source: spec row A-50.
package struct RecordSuccession: UserSuccession {
    private let ids: IDGenerator

    /// Prepares it.
    ///
    /// - Parameter ids: For timeline entries and events.
    package init(ids: IDGenerator) {
        self.ids = ids
    }

    /// Counts a user's records.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - user: The user.
    ///   - limit: Where counting stops.
    /// - Returns: The number, `limit` at most.
    /// - Throws: ``StoreError``.
    package func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of user: ID<User>,
        upTo limit: Int
    ) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS counted
              FROM (SELECT 1 FROM records WHERE organization_id = \(organization) AND owner_id = \(user)
                     LIMIT \(limit)) AS found
            """
        )?.get("counted") ?? 0
    }

    /// Passes some records on.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - succession: From whom to whom.
    ///   - limit: How many at most.
    /// - Returns: How many it were.
    /// - Throws: ``StoreError``.
    package func pass(_ tx: any WriteTransaction, _ succession: Succession, limit: Int) throws -> Int {
        let records = try RecordQueries.ofOwner(
            tx,
            organization: succession.organization,
            owner: succession.from,
            limit: limit
        )
        for record in records {
            let next = record.owned(by: succession.to, atMs: succession.atMs, author: succession.by)
            try RecordQueries.pass(tx, next)
            let change = TimelineEvent.ownerChanged(from: record.owner, to: next.owner)
            let author = RecordAuthor.user(succession.by)
            try RecordWriter.log(tx, ids: ids, change, of: next, author: author, atMs: succession.atMs)
        }
        return records.count
    }
}

extension Record {
    fileprivate func owned(by owner: ID<User>, atMs: Int64, author: ID<User>) -> Record {
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
