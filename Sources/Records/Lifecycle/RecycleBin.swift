package import Identity
package import Storage

/// Where deleted records wait, with all that belongs to them, to come back or to go for good.
///
/// Source: spec rows 1.34, A-20.
package struct RecycleBin: Sendable {
    /// Records that are moved at once, at most.
    package static let maximumRecords = 100
    /// How long the bin keeps a record, milliseconds: sixty days.
    package static let keepsMs: Int64 = 60 * 86_400_000

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator
    private let followers: [any RecordLifecycle]

    /// Prepares the operations.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the times of deletion.
    ///   - ids: For entries and events.
    ///   - followers: Higher floors whose data follows the records.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, followers: [any RecordLifecycle]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.followers = followers
    }

    /// Puts records into the bin: all of them, or none.
    ///
    /// - Parameters:
    ///   - records: 1 to 100.
    ///   - user: May delete each of them.
    /// - Throws: ``InvalidInput`` for `ids`, ``RecordNotFound``, ``RecordReadOnly`` or ``StoreError``.
    package func put(_ records: [ID<Record>], by user: SignedIn) async throws {
        let chosen = try Self.chosen(records)
        let now = clock.nowMs
        try await store.write { [ids, followers] tx in
            let held = try LifecycleQueries.hold(
                tx,
                organization: user.organization,
                chosen,
                where: RecordQueries.deletable(by: user)
            )
            for missing in Set(chosen).subtracting(held.map(\.id)) {
                _ = try RecordQueries.require(tx, deletableBy: user, id: missing)
            }
            for record in held {
                try LifecycleQueries.trash(tx, record, by: user.user, atMs: now)
                try RecordWriter.log(tx, ids: ids, .trashed, of: record, author: .user(user.user), atMs: now)
                try RecordAudit.append(tx, ids: ids, .recordTrashed, record, author: .user(user.user), atMs: now)
            }
            for follower in followers { try follower.trash(tx, organization: user.organization, records: chosen) }
        }
    }

    /// Brings records back with all that belongs to them: all of them, or none.
    ///
    /// - Parameters:
    ///   - records: 1 to 100.
    ///   - user: May delete each of them.
    /// - Throws: ``InvalidInput`` for `ids`, or with a field's name and `taken` where another record has meanwhile a value that
    ///   may stand once; ``RecordNotFound`` or ``StoreError``.
    package func restore(_ records: [ID<Record>], by user: SignedIn) async throws {
        let chosen = try Self.chosen(records)
        let now = clock.nowMs
        try await store.write { [ids, followers] tx in
            let held = try LifecycleQueries.hold(
                tx,
                organization: user.organization,
                chosen,
                where: RecordQueries.deletable(by: user, .trashed)
            )
            guard held.count == chosen.count else { throw RecordNotFound() }
            for record in held {
                try LifecycleQueries.restore(tx, record)
                let fields = try FieldQueries.all(tx, organization: user.organization, module: record.module.id)
                try FieldValueQueries.claimUnique(tx, record, fields: fields, previous: [:])
                try RecordWriter.log(tx, ids: ids, .restored, of: record, author: .user(user.user), atMs: now)
                try RecordAudit.append(tx, ids: ids, .recordRestored, record, author: .user(user.user), atMs: now)
            }
            for follower in followers { try follower.restore(tx, organization: user.organization, records: chosen) }
        }
    }

    /// Removes records of the bin for good, with everything that belongs to them.
    ///
    /// - Parameters:
    ///   - records: 1 to 100.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `ids`, ``RecordNotFound`` or ``StoreError``.
    package func purge(_ records: [ID<Record>], by user: SignedIn) async throws {
        try user.requireAdministrator()
        let chosen = try Self.chosen(records)
        let now = clock.nowMs
        try await store.write { tx in
            let gone = try purge(tx, organization: user.organization, chosen, by: .user(user.user), atMs: now)
            guard gone == chosen.count else { throw RecordNotFound() }
        }
    }

    /// Removes everything that is in the bin now for good, a hundred records at a time.
    ///
    /// - Parameter user: An administrator.
    /// - Returns: How many records went.
    /// - Throws: ``NotPermitted`` or ``StoreError``; what went before stays gone.
    @discardableResult
    package func empty(by user: SignedIn) async throws -> Int {
        try user.requireAdministrator()
        let now = clock.nowMs
        var gone = 0
        while true {
            let step = try await store.write { tx in
                let oldest = try BinQueries.oldest(tx, organization: user.organization, before: now, limit: 50)
                return try purge(tx, organization: user.organization, oldest, by: .user(user.user), atMs: now)
            }
            if step == 0 { return gone }
            gone += step
        }
    }

    /// Purges what is still in the bin of some records.
    ///
    /// - Returns: How many of them went.
    func purge(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ records: [ID<Record>],
        by author: RecordAuthor,
        atMs: Int64
    ) throws -> Int {
        let held = try LifecycleQueries.hold(
            tx,
            organization: organization,
            records,
            where: RecordState.trashed.condition(in: organization)
        )
        if held.isEmpty { return 0 }
        // A Lead that became one of them is the same person, and has no other way to go.
        let leads = try ConversionQueries.leads(tx, organization: organization, of: held.map(\.id))
        let all = held + leads
        for follower in followers { try follower.purge(tx, organization: organization, records: all.map(\.id)) }
        for record in all {
            try forget(tx, record, by: author, among: Set(all.map(\.id)), atMs: atMs)
            try RecordWriter.tell(tx, ids: ids, "purged", of: record, author: author, atMs: atMs)
            try RecordAudit.append(tx, ids: ids, .recordPurged, record, author: author, atMs: atMs)
        }
        try LifecycleQueries.erase(tx, organization: organization, all.map(\.id))
        return held.count
    }

    /// Clears the lookups that name a record, in whatever state the records are that have them.
    private func forget(
        _ tx: any WriteTransaction,
        _ record: Record,
        by author: RecordAuthor,
        among going: Set<ID<Record>>,
        atMs: Int64
    ) throws {
        let organization = record.organization
        for field in try FieldQueries.naming(tx, organization: organization, module: record.module.id) {
            let naming = try LifecycleQueries.naming(tx, organization: organization, record.id, in: field.id)
                .filter { !going.contains($0) }
            if naming.isEmpty { continue }
            let fields = try FieldQueries.all(tx, organization: organization, module: field.module)
            let held = try LifecycleQueries.hold(
                tx,
                organization: organization,
                naming,
                where: "records.organization_id = \(organization)"
            )
            for other in held {
                var values = other.values
                values[field.id] = nil
                try RecordWriter.move(
                    tx,
                    ids: ids,
                    other,
                    fields: fields,
                    to: values,
                    author: .system(cause: "record_purged"),
                    atMs: atMs
                )
            }
        }
    }

    private static func chosen(_ ids: [ID<Record>]) throws(InvalidInput) -> [ID<Record>] {
        let distinct = Set(ids).sorted()
        guard (1...maximumRecords).contains(distinct.count) else {
            throw InvalidInput(
                field: "ids",
                code: distinct.isEmpty ? "required" : "too_many",
                detail: "From 1 to \(maximumRecords) records."
            )
        }
        return distinct
    }
}
