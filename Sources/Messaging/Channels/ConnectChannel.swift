package import Identity
package import Storage
import WhatsAppCloud

/// Connects a WhatsApp Business account with some of its numbers, for the first time or again.
///
/// Source: spec rows 2.1 to 2.10, A-21.
package struct ConnectChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let publicAddress: String

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of connecting.
    ///   - ids: For the new rows.
    ///   - graph: Meta.
    ///   - publicAddress: Scheme, host and port under which Meta reaches this server.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, publicAddress: String) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.publicAddress = publicAddress
    }

    /// What somebody chose on the way through the wizard.
    package struct Request: Sendable {
        let credentials: AccountCredentials
        let numbers: [String]
        let settings: ChannelSettings

        /// What to connect.
        ///
        /// - Parameters:
        ///   - credentials: How the account is reached.
        ///   - numbers: Meta's ids of the numbers to use.
        ///   - settings: What the team decides.
        /// - Throws: ``InvalidInput`` naming `numbers`.
        package init(credentials: AccountCredentials, numbers: [String], settings: ChannelSettings) throws(InvalidInput)
        {
            self.credentials = credentials
            self.numbers = try ChannelSettings.numbers(numbers)
            self.settings = settings
        }
    }

    /// Asks Meta once more for everything, stores the connection, subscribes, and lets it send once Meta's call has come through.
    ///
    /// The row stands before Meta is asked to subscribe, since Meta calls the address at once; where that fails the connection goes
    /// again, and so does an account that was not there before.
    ///
    /// - Parameters:
    ///   - request: What was chosen.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Returns: The channel's id.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal``, ``InvalidInput`` or ``StoreError``; nothing is connected then.
    package func callAsFunction(_ request: Request, by user: SignedIn) async throws -> ID<ChannelAccount> {
        try user.require(.manageChannels)
        let open = try await OpenAccount(.typed(request.credentials), by: user, store: store, graph: graph)
        let probed = try await ProbeAccount(store: store, graph: graph).look(open, by: user)
        if let missing = Prerequisite.allCases.first(where: probed.missing.contains) {
            throw ChannelRefusal.missing(missing)
        }
        let chosen = try probed.chosen(request.numbers)
        let secrets = ChannelSecrets(
            accessToken: request.credentials.accessToken,
            appSecret: request.credentials.appSecret,
            verifyToken: BearerSecret().text
        )
        let (channel, isNew) = try await insert(request, chosen, secrets, by: user)
        do {
            try await subscribe(channel, open.client, secrets, appID: probed.token.appID)
        } catch {
            await letGo(channel, open.client)
            try await remove(channel, isNew: isNew)
            throw error
        }
        try await activate(channel, probed, by: user)
        return channel.id
    }

    private func insert(
        _ request: Request,
        _ chosen: [ProbedNumber],
        _ secrets: ChannelSecrets,
        by user: SignedIn
    ) async throws -> (ChannelAccount, isNew: Bool) {
        let fresh = ChannelAccount(
            id: ids.next(),
            organization: user.organization,
            nickname: request.settings.nickname,
            wabaID: request.credentials.wabaID,
            webhookKey: BearerSecret().text,
            state: .connecting,
            owner: user.user,
            newPeople: request.settings.newPeople,
            connectedAtMs: clock.nowMs
        )
        return try await store.write { [ids, box = graph.box] tx in
            let organization = user.organization
            try tx.lock(AdvisoryLock(named: "channels \(organization)"))
            try request.settings.requireAssignees(tx, organization: organization)
            let earlier = try ChannelQueries.find(tx, organization: organization, wabaID: fresh.wabaID)
            switch earlier?.state {
            case nil: try ChannelQueries.insert(tx, fresh)
            case .active, .stopped: throw ChannelRefusal.alreadyConnected
            case .connecting, .disabled: break
            }
            let channel = earlier ?? fresh
            // One that never got further than this is begun anew.
            _ = try ConnectionQueries.delete(tx, organization: organization, channel: channel.id)
            try ConnectionQueries.insert(
                tx,
                organization: organization,
                channel: channel.id,
                secrets: secrets,
                box: box,
                activatedAtMs: nil
            )
            try ChannelQueries.reconnect(tx, channel, owner: user.user, atMs: fresh.connectedAtMs)
            let settings = request.settings
            try ChannelQueries.update(tx, channel, nickname: settings.nickname, newPeople: settings.newPeople)
            try ChannelAssignment.set(tx, ids: ids, of: channel, settings.assignment)
            try ChannelQueries.choose(tx, ids: ids, chosen.map(\.remote), of: channel)
            return (channel, isNew: earlier == nil)
        }
    }

    /// The round trip: Meta calls the address while it subscribes, and names it afterwards.
    private func subscribe(
        _ channel: ChannelAccount,
        _ client: GraphClient,
        _ secrets: ChannelSecrets,
        appID: String
    ) async throws {
        let address = channel.webhookURL(under: publicAddress)
        let apps = try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await client.subscribe(channel.wabaID, callbackURL: address, verifyToken: secrets.verifyToken)
            return try await client.subscribedApps(channel.wabaID)
        }
        guard apps.contains(where: { $0.id == appID && $0.callbackURL == address }) else {
            throw ChannelRefusal.webhookUnreachable("Meta does not name \(address) among the account's addresses.")
        }
        let facts = try await store.read { tx in try ConnectionQueries.facts(tx, of: channel) }
        guard facts?.handshakeAtMs != nil else {
            throw ChannelRefusal.webhookUnreachable("Meta's call did not come to this server.")
        }
    }

    /// Takes back what Meta may have agreed to, so that it does not call an address in vain for ever; where it is away, an
    /// administrator who connects again puts it right.
    private func letGo(_ channel: ChannelAccount, _ client: GraphClient) async {
        let address = channel.webhookURL(under: publicAddress)
        guard let apps = try? await client.subscribedApps(channel.wabaID),
            apps.contains(where: { $0.callbackURL == address })
        else { return }
        try? await client.unsubscribe(channel.wabaID)
    }

    private func remove(_ channel: ChannelAccount, isNew: Bool) async throws {
        do {
            try await store.write { tx in
                if isNew {
                    try ChannelQueries.delete(tx, channel)
                } else {
                    _ = try ConnectionQueries.delete(tx, organization: channel.organization, channel: channel.id)
                }
            }
        } catch let error as StoreError where error.code == .foreignKey {
            // A body came in meanwhile and stays; what can send and receive goes.
            _ = try await store.write { tx in
                try ConnectionQueries.delete(tx, organization: channel.organization, channel: channel.id)
            }
        }
    }

    /// Says that the channel works now, once Meta has agreed.
    private func activate(_ channel: ChannelAccount, _ probed: ProbedAccount, by user: SignedIn) async throws {
        let now = clock.nowMs
        // What was queued before it was disabled, and came back from a call since, is not sent now.
        let disabled = FailQueued.Disabled(organization: channel.organization, channel: channel.id, atMs: now + 1)
        let failing = FailQueued(store: store, clock: clock, ids: ids)
        while try await failing.page(disabled) {}
        try await store.write { [ids] tx in
            try ConnectionQueries.activate(tx, organization: channel.organization, channel: channel.id, atMs: now)
            try ConnectionQueries.checked(
                tx,
                channel,
                token: probed.token,
                tokenState: .valid,
                subscription: .here,
                failure: nil,
                atMs: now
            )
            let remotes = Dictionary(probed.numbers.map { ($0.remote.id, $0.remote) }, uniquingKeysWith: { $1 })
            for number in try ChannelQueries.numbers(tx, of: channel) {
                guard let remote = remotes[number.phoneNumberID] else { continue }
                try ChannelQueries.update(tx, organization: channel.organization, number, from: remote, atMs: now)
            }
            try CheckChannelJob.schedule(tx, ids: ids, channel.id, of: channel.organization, dueAtMs: now + 3_600_000)
            try RefreshTemplatesJob.begin(tx, ids: ids, channel.id, of: channel.organization, atMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .channelConnected,
                subject: channel.id.rawValue,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "channel.connected",
                subjectID: channel.id.rawValue,
                atMs: now
            )
        }
    }
}

extension ChannelQueries {
    /// Uses some of an account's numbers, and no others.
    static func choose(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ remotes: [RemoteNumber],
        of channel: ChannelAccount
    ) throws {
        let known = try numbers(tx, of: channel)
        for number in known {
            let isInUse = remotes.contains { $0.id == number.phoneNumberID }
            if number.isInUse != isInUse { try setInUse(tx, number, of: channel, isInUse) }
            if isInUse, number.stoppedReason != nil {
                _ = try setStopped(tx, organization: channel.organization, number: number.id, reason: nil)
            }
        }
        for remote in remotes where !known.contains(where: { $0.phoneNumberID == remote.id }) {
            try insert(
                tx,
                organization: channel.organization,
                BusinessNumber(
                    id: ids.next(),
                    channel: channel.id,
                    phoneNumberID: remote.id,
                    displayNumber: remote.displayNumber,
                    verifiedName: remote.verifiedName,
                    quality: remote.qualityRating
                )
            )
        }
    }
}
