package import Identity
package import Storage
import WhatsAppCloud

/// Gives a channel a new access token and app secret, and lets a stopped one send again.
package struct RenewChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let publicAddress: String

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the times of event and audit entry.
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

    /// What somebody typed to renew a channel.
    package struct Request: Sendable {
        let accessToken: String
        let appSecret: String

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - accessToken: As Meta issued it.
        ///   - appSecret: As Meta issued it.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(accessToken: String, appSecret: String) throws(InvalidInput) {
            self.accessToken = try TextRule.line(accessToken, field: "access_token", maximum: 1_000)
            self.appSecret = try TextRule.line(appSecret, field: "app_secret", maximum: 200)
        }
    }

    /// Asks Meta with the new token, stores the secrets, subscribes again, and starts what waited.
    ///
    /// A token that Meta refuses changes nothing. Where only subscribing fails, the new secrets are kept and the channel's state
    /// stays as it was: the same call may be made again.
    ///
    /// - Parameters:
    ///   - request: What was typed.
    ///   - id: The channel.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal`` or ``StoreError``.
    package func callAsFunction(_ request: Request, of id: ID<ChannelAccount>, by user: SignedIn) async throws {
        try user.require(.manageChannels)
        let found = try await store.read { tx in
            try ChannelQueries.find(tx, organization: user.organization, id: id)
        }
        guard let channel = found else { throw ChannelRefusal.notFound }
        guard channel.isConnected else { throw ChannelRefusal.noChannel }
        let typed = try AccountCredentials(
            wabaID: channel.wabaID,
            accessToken: request.accessToken,
            appSecret: request.appSecret
        )
        let open = try await OpenAccount(.typed(typed), by: user, store: store, graph: graph)
        _ = try await open.account()
        let token = try await open.token()
        let client = open.client
        let numbers = try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await client.numbers(of: channel.wabaID)
        }
        try await requireOwnNumbers(numbers, channel)
        let verifyToken = try await store(request, channel)
        try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await client.subscribe(
                channel.wabaID,
                callbackURL: channel.webhookURL(under: publicAddress),
                verifyToken: verifyToken
            )
        }
        try await start(channel, token, by: user)
    }

    /// A token of another account would stop the channel again at its first message.
    private func requireOwnNumbers(_ numbers: [RemoteNumber], _ channel: ChannelAccount) async throws {
        let known = try await store.read { tx in
            try ChannelQueries.numbers(tx, of: channel).filter(\.isInUse)
        }
        let remote = Set(numbers.map(\.id))
        guard known.allSatisfy({ remote.contains($0.phoneNumberID) }) else {
            throw InvalidInput(
                field: "access_token",
                code: "not_valid",
                detail: "With this token the account does not show the channel's number."
            )
        }
    }

    /// The verify token stays where it still opens, since the address's handshake may be under way.
    private func store(_ request: Request, _ channel: ChannelAccount) async throws -> String {
        try await store.write { [box = graph.box] tx in
            let earlier: ChannelSecrets?
            do {
                earlier = try ConnectionQueries.secrets(
                    tx,
                    organization: channel.organization,
                    of: channel.id,
                    box: box
                )
            } catch is SecretBox.Failure {
                earlier = nil
            }
            let secrets = ChannelSecrets(
                accessToken: request.accessToken,
                appSecret: request.appSecret,
                verifyToken: earlier?.verifyToken ?? BearerSecret().text
            )
            try ConnectionQueries.setSecrets(
                tx,
                organization: channel.organization,
                channel: channel.id,
                secrets: secrets,
                box: box
            )
            return secrets.verifyToken
        }
    }

    private func start(_ channel: ChannelAccount, _ token: TokenFacts, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try ConnectionQueries.activate(tx, organization: channel.organization, channel: channel.id, atMs: now)
            _ = try ConnectionQueries.setStopped(
                tx,
                organization: channel.organization,
                channel: channel.id,
                reason: nil
            )
            try ConnectionQueries.checked(
                tx,
                channel,
                token: token,
                tokenState: .valid,
                subscription: .here,
                failure: nil,
                atMs: now
            )
            try CheckChannelJob.schedule(tx, ids: ids, channel.id, of: channel.organization, dueAtMs: now)
            try RefreshTemplatesJob.begin(tx, ids: ids, channel.id, of: channel.organization, atMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: channel.organization,
                user: user.user,
                action: .channelRenewed,
                subject: channel.id.rawValue,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: channel.organization.rawValue,
                kind: "channel.renewed",
                subjectID: channel.id.rawValue,
                atMs: now
            )
        }
    }
}
