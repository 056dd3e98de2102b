package import Identity
package import Storage

/// Says who takes part in a meeting.
package struct SetParticipants: Sendable {
    private static let maximum = 100

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Replaces the participants.
    ///
    /// - Parameters:
    ///   - participants: Active users, and Leads or Contacts that the user sees; at most 100.
    ///   - id: The meeting.
    ///   - user: Who is signed in.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``InvalidInput`` naming `users` or `records`, or ``StoreError``.
    package func callAsFunction(_ participants: [Participant], of id: ID<Record>, by user: SignedIn) async throws {
        let wanted = Set(participants)
        if wanted.count > Self.maximum {
            throw InvalidInput(field: "users", code: "too_many", detail: "At most \(Self.maximum) take part.")
        }
        try await store.write { [clock, ids] tx in
            // Held first, so that of two who set them at once each sees what the other did.
            try LifecycleQueries.hold(tx, organization: user.organization, id)
            let meeting = try RecordQueries.require(tx, writableBy: user, id: id)
            guard ActivityKind(meeting.module) == .meeting else { throw RecordNotFound() }
            let before = try ParticipantQueries.all(tx, organization: user.organization, record: id)
            if Set(before) == wanted { return }
            try Self.checkUsers(tx, wanted, by: user)
            try Self.checkRecords(tx, wanted, by: user)
            try ParticipantQueries.replace(tx, organization: user.organization, record: id, with: wanted)
            let now = clock.nowMs
            let old = try ParticipantQueries.names(tx, organization: user.organization, before)
            let new = try ParticipantQueries.names(tx, organization: user.organization, Array(wanted))
            try RecordAudit.append(
                tx,
                ids: ids,
                .recordChanged,
                meeting,
                changes: AuditChange.between("participants", old, new),
                author: .user(user.user),
                atMs: now
            )
            try RecordWriter.tell(tx, ids: ids, "changed", of: meeting, author: .user(user.user), atMs: now)
        }
    }

    private static func checkUsers(
        _ tx: any ReadTransaction,
        _ participants: Set<Participant>,
        by user: SignedIn
    ) throws {
        let wanted = participants.compactMap { if case .user(let id) = $0 { id } else { nil } }
        let active = try UserQueries.active(tx, organization: user.organization, among: wanted)
        guard active.count == wanted.count else {
            throw InvalidInput(field: "users", code: "not_valid", detail: "There is no such user.")
        }
    }

    private static func checkRecords(
        _ tx: any ReadTransaction,
        _ participants: Set<Participant>,
        by user: SignedIn
    ) throws {
        let wanted = participants.compactMap { if case .record(let id) = $0 { id } else { nil } }
        let names = try RecordQueries.names(tx, visibleTo: user, ids: wanted)
        guard names.count == wanted.count, names.values.allSatisfy({ ["Leads", "Contacts"].contains($0.module) }) else {
            throw InvalidInput(field: "records", code: "not_valid", detail: "Leads and Contacts can take part.")
        }
    }
}
