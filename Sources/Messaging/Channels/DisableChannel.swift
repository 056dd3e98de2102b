package import Identity
package import Storage
import WhatsAppCloud

/// Disables a channel: Meta is told to send nothing more, then the connection and its secrets go.
///
/// What was said stays, and so do templates, numbers and preferences. Source: spec rows 1.96 to 1.99, A-21.
package struct DisableChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
    }

    /// Disables a connected channel.
    ///
    /// - Parameters:
    ///   - id: The channel.
    ///   - anyway: Whether it goes also where Meta cannot be told; Meta then gets 404 from its address.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal`` or ``StoreError``; with ``ChannelRefusal/notUnsubscribed(_:)`` all is as it was.
    package func callAsFunction(_ id: ID<ChannelAccount>, anyway: Bool, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let found = try await store.read { tx in
            try ChannelQueries.find(tx, organization: user.organization, id: id)
        }
        guard let channel = found else { throw ChannelRefusal.notFound }
        guard channel.isConnected else { throw ChannelRefusal.noChannel }
        do {
            try await unsubscribe(channel)
        } catch let refusal as ChannelRefusal where anyway {
            // Whoever asked was told what it means, and wants it so.
            guard case .notUnsubscribed = refusal else { throw refusal }
        }
        let disabled = FailQueued.Disabled(organization: channel.organization, channel: channel.id, atMs: clock.nowMs)
        try await remove(channel, disabled, by: user)
        let failing = FailQueued(store: store, clock: clock, ids: ids)
        await PagedWork.begin { try await failing.page(disabled) }
    }

    private func unsubscribe(_ channel: ChannelAccount) async throws {
        let client: GraphClient
        do {
            client = try await graph.client(for: channel.id, of: channel.organization, store: store)
        } catch is SecretBox.Failure {
            throw ChannelRefusal.notUnsubscribed(nil)
        }
        do throws(CallFailure) {
            try await client.unsubscribe(channel.wabaID)
        } catch {
            if case .refused(let refusal) = error { throw ChannelRefusal.notUnsubscribed(refusal.details) }
            throw ChannelRefusal.notUnsubscribed(nil)
        }
    }

    private func remove(_ channel: ChannelAccount, _ disabled: FailQueued.Disabled, by user: SignedIn) async throws {
        let now = disabled.atMs
        try await store.write { [ids] tx in
            let organization = channel.organization
            // Of two who disable it, one does.
            guard try ConnectionQueries.delete(tx, organization: organization, channel: channel.id) else { return }
            try NoticeQueries.deleteAll(tx, of: channel)
            try FailQueued.request(tx, ids: ids, disabled)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organization,
                user: user.user,
                action: .channelDisabled,
                subject: channel.id.rawValue,
                subjectName: channel.nickname,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: organization.rawValue,
                kind: "channel.disabled",
                subjectID: channel.id.rawValue,
                atMs: now
            )
        }
    }
}
