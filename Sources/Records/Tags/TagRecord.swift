package import Identity
package import Storage

/// Puts tags on a record.
package struct TagRecord: Sendable {
    /// Tags of one record, at most.
    package static let maximumTags = 20
    /// Tags of one module, at most.
    package static let maximumOfModule = 500
    private static let maximumLength = 40

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Gives a record these tags and no others; a tag that is new to the module is made.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - names: Up to 20, each of 40 characters at most; the same word in another spelling is the same tag.
    ///   - user: May change the record.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``InvalidInput`` for `tags`, or ``StoreError``.
    package func callAsFunction(_ id: ID<Record>, _ names: [String], by user: SignedIn) async throws {
        var checked: [String] = []
        for name in names { checked.append(try TextRule.line(name, field: "tags", maximum: Self.maximumLength)) }
        guard checked.count <= Self.maximumTags else {
            throw InvalidInput(field: "tags", code: "too_many", detail: "At most \(Self.maximumTags) tags.")
        }
        let now = clock.nowMs
        try await store.write { [ids, checked] tx in
            let record = try RecordQueries.require(tx, writableBy: user, id: id)
            try LifecycleQueries.hold(tx, organization: user.organization, id)
            let module = record.module.id
            let known = try TagQueries.all(tx, organization: user.organization, module: module)
            var tags: Set<ID<Tag>> = []
            for name in checked {
                tags.insert(
                    try TagQueries.named(tx, ids: ids, organization: user.organization, module: module, name)
                )
            }
            let new = tags.subtracting(known.map(\.id)).count
            guard known.count + new <= Self.maximumOfModule else {
                throw InvalidInput(
                    field: "tags",
                    code: "too_many",
                    detail: "A module has at most \(Self.maximumOfModule) tags."
                )
            }
            try TagQueries.set(tx, record, tags)
            try RecordWriter.tell(tx, ids: ids, "tagged", of: record, author: .user(user.user), atMs: now)
        }
    }
}
