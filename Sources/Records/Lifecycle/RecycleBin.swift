package import Identity
package import Storage

/// Where deleted records wait, with all that belongs to them, to come back or to go for good.
///
/// Source: spec rows 1.34, A-20.
package struct RecycleBin: Sendable {
    /// Records that are moved at once, at most.
    package static let maximumRecords = 100
    /// Records that one emptying removes, at most.
    package static let maximumEmptied = 10_000
    /// How long the bin keeps a record, milliseconds: sixty days.
    package static let keepsMs: Int64 = 60 * 86_400_000

    /// Does what purging leaves to a job.
    package let purging: PurgeRecords

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
        purging = PurgeRecords(store: store, clock: clock, ids: ids, followers: followers)
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
            let modules = Set(held.map(\.module.id)).sorted()
            let all = try FieldQueries.all(tx, organization: user.organization, modules: modules)
            let fields = Dictionary(grouping: all, by: \.module)
            for record in held {
                try LifecycleQueries.restore(tx, record)
                try FieldValueQueries.claimUnique(tx, record, fields: fields[record.module.id] ?? [], previous: [:])
                try RecordWriter.log(tx, ids: ids, .restored, of: record, author: .user(user.user), atMs: now)
                try RecordAudit.append(tx, ids: ids, .recordRestored, record, author: .user(user.user), atMs: now)
            }
            for follower in followers { try follower.restore(tx, organization: user.organization, records: chosen) }
        }
    }

    /// Removes records of the bin for good, with everything that belongs to them.
    ///
    /// They are gone from then on; what is to be erased beyond a moment's work is left to ``PurgeRecords``.
    ///
    /// - Parameters:
    ///   - records: 1 to 100.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `ids`, ``RecordNotFound`` or ``StoreError``.
    package func purge(_ records: [ID<Record>], by user: SignedIn) async throws {
        try user.requireAdministrator()
        let chosen = try Self.chosen(records)
        let now = clock.nowMs
        try await store.write { [purging] tx in
            let count = try BinQueries.giveUp(
                tx,
                organization: user.organization,
                chosen,
                by: user.user,
                atMs: now
            )
            guard count == chosen.count else { throw RecordNotFound() }
            try purging.enqueue(tx, organization: user.organization)
        }
        await beginPurging(in: user.organization)
    }

    /// Removes what is in the bin now for good, the oldest first, like ``purge(_:by:)``.
    ///
    /// - Parameter user: An administrator.
    /// - Returns: How many records went: ``maximumEmptied`` at most, and what is beyond that stays.
    /// - Throws: ``NotPermitted`` or ``StoreError``.
    @discardableResult
    package func empty(by user: SignedIn) async throws -> Int {
        try user.requireAdministrator()
        let now = clock.nowMs
        let count = try await store.write { [purging] tx in
            let count = try BinQueries.giveUp(
                tx,
                organization: user.organization,
                before: now,
                by: user.user,
                atMs: now,
                limit: Self.maximumEmptied
            )
            if count > 0 { try purging.enqueue(tx, organization: user.organization) }
            return count
        }
        if count > 0 { await beginPurging(in: user.organization) }
        return count
    }

    private func beginPurging(in organization: ID<Organization>) async {
        await PagedWork.begin {
            try await store.write { [purging] tx in try purging.page(tx, organization: organization) }
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
