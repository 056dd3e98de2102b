import Identity
import Signals
package import Storage

/// Removes for good what the recycle bin has given up, in pages: first the lookups that name a record, then the record.
///
/// Nobody sees a record in that time and nobody brings it back, so a lookup that still names one shows nothing.
package struct PurgeRecords: JobHandler {
    /// The handler's kind; each job is about an organisation.
    package static let kind = "records.purge"
    private static let recordsAtOnce = 20
    private static let lookupsAtOnce = 200

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let followers: [any RecordLifecycle]

    init(store: any Store, clock: WallClock, ids: IDGenerator, followers: [any RecordLifecycle]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.followers = followers
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        guard let organization = ID<Organization>(job.payload) else { return .done }
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) {
            try await store.write { tx in try page(tx, organization: organization) }
        }
        return isDone ? .done : .again(atMs: clock.nowMs)
    }

    /// Sees to it that what the transaction marks is removed.
    func enqueue(_ tx: any WriteTransaction, organization: ID<Organization>) throws {
        try JobQueue.add(tx, id: ids.next(), kind: Self.kind, payload: organization.description, dueAtMs: clock.nowMs)
    }

    /// Removes some of the records that an organisation's bin has given up, or clears some of the lookups that name them.
    ///
    /// - Returns: Whether there may be more.
    func page(_ tx: any WriteTransaction, organization: ID<Organization>) throws -> Bool {
        let batch = try BinQueries.givenUp(tx, organization: organization, limit: Self.recordsAtOnce)
        if batch.records.isEmpty { return false }
        let held = try LifecycleQueries.hold(
            tx,
            organization: organization,
            batch.records,
            where: RecordState.givenUp.condition(in: organization)
        )
        if held.isEmpty { return true }
        // A Lead that became one of them is the same person, and has no other way to go.
        let leads = try ConversionQueries.leads(tx, organization: organization, of: held.map(\.id))
        let all = held + leads
        let now = clock.nowMs
        guard try forget(tx, all, in: organization, atMs: now) else { return true }
        let author: RecordAuthor = batch.by.map { .user($0) } ?? .system(cause: "bin_expired")
        for follower in followers { try follower.purge(tx, organization: organization, records: all.map(\.id)) }
        try SignalQueries.delete(tx, organization: organization, groups: all.map(\.id.rawValue))
        for record in all {
            try RecordWriter.tell(tx, ids: ids, "purged", of: record, author: author, atMs: now)
            try RecordAudit.append(tx, ids: ids, .recordPurged, record, author: author, atMs: now)
        }
        try LifecycleQueries.erase(tx, organization: organization, all.map(\.id))
        return true
    }

    /// Clears the lookups that name some records, in whatever state the records are that have them.
    ///
    /// - Returns: Whether none is left.
    private func forget(
        _ tx: any WriteTransaction,
        _ records: [Record],
        in organization: ID<Organization>,
        atMs: Int64
    ) throws -> Bool {
        let going = Set(records.map(\.id))
        var rest = Self.lookupsAtOnce
        for (module, named) in Dictionary(grouping: records, by: \.module.id) {
            for field in try FieldQueries.naming(tx, organization: organization, module: module) {
                let fields = try FieldQueries.all(tx, organization: organization, module: field.module)
                for record in named {
                    let naming = try LifecycleQueries.naming(
                        tx,
                        organization: organization,
                        record.id,
                        in: field.id,
                        limit: rest + going.count
                    ).filter { !going.contains($0) }.prefix(rest)
                    try clear(tx, field, in: Array(naming), fields: fields, organization: organization, atMs: atMs)
                    rest -= naming.count
                    if rest == 0 { return false }
                }
            }
        }
        return true
    }

    private func clear(
        _ tx: any WriteTransaction,
        _ field: Field,
        in records: [ID<Record>],
        fields: [Field],
        organization: ID<Organization>,
        atMs: Int64
    ) throws {
        if records.isEmpty { return }
        let held = try LifecycleQueries.hold(
            tx,
            organization: organization,
            records,
            where: "records.organization_id = \(organization)"
        )
        for record in held {
            var values = record.values
            values[field.id] = nil
            try RecordWriter.move(
                tx,
                ids: ids,
                record,
                fields: fields,
                to: values,
                author: .system(cause: "record_purged"),
                atMs: atMs
            )
        }
    }
}
