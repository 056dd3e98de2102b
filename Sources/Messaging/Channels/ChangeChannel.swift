package import Identity
package import Storage
import WhatsAppCloud

/// Changes what a team decided about a channel: its nickname, whom new people go to, which numbers it uses.
package struct ChangeChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
    }

    /// Changes nickname and preferences; those of a disabled channel too, for when it comes back.
    ///
    /// - Parameters:
    ///   - id: The channel.
    ///   - settings: What they shall be.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal/notFound``, ``InvalidInput`` or ``StoreError``.
    package func callAsFunction(_ id: ID<ChannelAccount>, _ settings: ChannelSettings, by user: SignedIn) async throws {
        try user.require(.manageChannels)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let channel = try ChannelQueries.find(tx, organization: user.organization, id: id) else {
                throw ChannelRefusal.notFound
            }
            try settings.requireAssignees(tx, organization: user.organization)
            let assignment = try ChannelAssignment.selection(tx, of: channel)
            let changes: [AuditChange] =
                try AuditChange.between("nickname", channel.nickname, settings.nickname)
                + AuditChange.between("new_people", channel.newPeople.rawValue, settings.newPeople.rawValue)
                + Self.changes(tx, from: assignment, to: settings.assignment, of: channel)
            if changes.isEmpty { return }
            try ChannelQueries.update(tx, channel, nickname: settings.nickname, newPeople: settings.newPeople)
            if assignment != settings.assignment {
                try ChannelAssignment.set(tx, ids: ids, of: channel, settings.assignment)
            }
            try tell(tx, channel, changes, by: user, atMs: now)
        }
    }

    /// Uses other numbers of the account; what was said with those that go out of use stays.
    ///
    /// - Parameters:
    ///   - phoneNumberIDs: Meta's ids of the numbers to use.
    ///   - id: The channel, which is connected.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal``, ``InvalidInput`` naming `numbers`, or ``StoreError``.
    package func use(_ phoneNumberIDs: [String], of id: ID<ChannelAccount>, by user: SignedIn) async throws {
        try user.require(.manageChannels)
        let phoneNumberIDs = try ChannelSettings.numbers(phoneNumberIDs)
        let open = try await OpenAccount(.channel(id), by: user, store: store, graph: graph)
        let probed = try await ProbeAccount(store: store, graph: graph).look(open, by: user)
        // One that is used already stays, whatever has become of it.
        let fresh = try probed.chosen(
            phoneNumberIDs.filter { id in !probed.numbers.contains { $0.remote.id == id && $0.isInUse } }
        )
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let channel = try ChannelQueries.find(tx, organization: user.organization, id: id) else {
                throw ChannelRefusal.notFound
            }
            let before = try ChannelQueries.numbers(tx, of: channel).filter(\.isInUse)
            let remotes = probed.numbers.filter { phoneNumberIDs.contains($0.remote.id) }.map(\.remote)
            if Set(before.map(\.phoneNumberID)) == Set(phoneNumberIDs) { return }
            try ChannelQueries.choose(tx, ids: ids, remotes, of: channel)
            for number in try ChannelQueries.numbers(tx, of: channel) {
                guard let remote = fresh.first(where: { $0.remote.id == number.phoneNumberID })?.remote else {
                    continue
                }
                try ChannelQueries.update(tx, organization: channel.organization, number, from: remote, atMs: now)
            }
            let changes = AuditChange.between(
                "numbers",
                before.map(\.displayNumber).sorted().joined(separator: ", "),
                remotes.map(\.displayNumber).sorted().joined(separator: ", ")
            )
            try tell(tx, channel, changes, by: user, atMs: now)
        }
    }

    private func tell(
        _ tx: any WriteTransaction,
        _ channel: ChannelAccount,
        _ changes: [AuditChange],
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: user.organization,
            user: user.user,
            action: .channelChanged,
            subject: channel.id.rawValue,
            subjectName: channel.nickname,
            changes: changes,
            atMs: atMs
        )
        try ChannelStops(ids: ids, organization: user.organization, channel: channel.id).tellChange(tx, atMs: atMs)
    }

    /// In names, since those who read the trail know no ids.
    private static func changes(
        _ tx: any ReadTransaction,
        from old: UserSelection,
        to new: UserSelection,
        of channel: ChannelAccount
    ) throws -> [AuditChange] {
        if old == new { return [] }
        let names = try [old, new].map { selection in
            try UserSelectionQueries.names(tx, organization: channel.organization, of: selection).joined(
                separator: ", "
            )
        }
        return [AuditChange(name: "assignment", old: names[0], new: names[1])]
    }
}
