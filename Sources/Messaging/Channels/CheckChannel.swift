package import Identity
package import Storage
import WhatsAppCloud

/// Looks at Meta how a channel is: its token, its account, its numbers, and where its webhooks go.
///
/// What Meta refuses is stopped, and what Meta says is well again goes on. Source: spec rows 2.7, 2.40.
package struct CheckChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let publicAddress: String

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of the look.
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

    /// Looks because somebody asked, and has webhooks come here again where they do not.
    ///
    /// By itself nothing subscribes: a copy of a database that runs elsewhere would take the webhooks of the first.
    ///
    /// - Parameters:
    ///   - id: The channel, which is connected.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal`` or ``StoreError``.
    package func callAsFunction(_ id: ID<ChannelAccount>, by user: SignedIn) async throws {
        try user.require(.manageChannels)
        switch try await look(at: id, of: user.organization, repairs: true) {
        case nil: throw ChannelRefusal.notFound
        case .disabled: throw ChannelRefusal.noChannel
        case .seen, .away, .throttled: return
        }
    }

    /// What came of a look.
    enum Outcome: Sendable {
        /// There is no connection to look after.
        case disabled
        case seen(isPending: Bool)
        /// Meta did not answer, or not about this.
        case away
        /// Meta wants to be asked less.
        case throttled
    }

    /// What Meta answered.
    private struct Sight: Sendable {
        var token: TokenFacts?
        var tokenState: TokenState?
        let account: RemoteAccount
        let numbers: [RemoteNumber]
        var subscription: SubscriptionState?
    }

    /// Looks, and writes down what there is to see.
    ///
    /// - Returns: Nil where there is no such channel.
    func look(at id: ID<ChannelAccount>, of organization: ID<Organization>, repairs: Bool) async throws -> Outcome? {
        let found = try await store.read { tx in try ChannelQueries.find(tx, organization: organization, id: id) }
        guard let channel = found else { return nil }
        guard channel.isConnected else { return .disabled }
        let secrets: ChannelSecrets?
        do {
            secrets = try await store.read { [box = graph.box] tx in
                try ConnectionQueries.secrets(tx, organization: organization, of: id, box: box)
            }
        } catch is SecretBox.Failure {
            try await stop(channel, "secret_unreadable")
            return .seen(isPending: true)
        }
        guard let secrets else { return .disabled }
        let sight: Sight
        do throws(CallFailure) {
            sight = try await self.sight(of: channel, secrets, repairs: repairs)
        } catch {
            return try await keep(error, channel)
        }
        return try await keep(sight, channel)
    }

    private func sight(
        of channel: ChannelAccount,
        _ secrets: ChannelSecrets,
        repairs: Bool
    ) async throws(CallFailure) -> Sight {
        let client = graph.client(token: secrets.accessToken, appSecret: secrets.appSecret)
        let account = try await client.account(channel.wabaID)
        let numbers = try await client.numbers(of: channel.wabaID)
        let apps = try await client.subscribedApps(channel.wabaID)
        var sight = Sight(account: account, numbers: numbers)
        do throws(CallFailure) {
            let token = try await client.tokenFacts()
            sight.token = token
            sight.tokenState = !token.isValid ? .invalid : token.missingScopes.isEmpty ? .valid : .scopesMissing
        } catch {
            // Meta tells some tokens nothing about themselves; that they are taken was seen above.
            sight.tokenState = .valid
        }
        let address = channel.webhookURL(under: publicAddress)
        sight.subscription = Self.subscription(apps, own: sight.token?.appID, numbers, address: address)
        if repairs, sight.subscription != .here {
            try await client.subscribe(channel.wabaID, callbackURL: address, verifyToken: secrets.verifyToken)
            sight.subscription = .here
        }
        return sight
    }

    /// Whether the webhooks come here; an app without an address of the account's own gets them at the app's.
    private static func subscription(
        _ apps: [SubscribedApp],
        own: String?,
        _ numbers: [RemoteNumber],
        address: String
    ) -> SubscriptionState {
        guard let app = apps.first(where: { own == nil || $0.id == own }) else { return .missing }
        return (app.callbackURL ?? numbers.first?.webhookURL) == address ? .here : .elsewhere
    }

    private func keep(_ sight: Sight, _ channel: ChannelAccount) async throws -> Outcome {
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            guard try ConnectionQueries.isThere(tx, organization: channel.organization, channel: channel.id) else {
                return .disabled
            }
            let stops = ChannelStops(ids: ids, organization: channel.organization, channel: channel.id)
            try ConnectionQueries.checked(
                tx,
                channel,
                token: sight.token,
                tokenState: sight.tokenState,
                subscription: sight.subscription,
                failure: nil,
                atMs: now
            )
            let reason = AccountStanding.stopReason(of: sight.account) ?? Self.stopReason(of: sight.tokenState)
            if let reason { try stops.stop(tx, reason: reason, atMs: now) } else { try stops.start(tx, atMs: now) }
            var isPending = reason != nil
            for number in try ChannelQueries.numbers(tx, of: channel) where number.isInUse {
                let remote = sight.numbers.first { $0.id == number.phoneNumberID }
                if let remote {
                    try ChannelQueries.update(tx, organization: channel.organization, number, from: remote, atMs: now)
                }
                if let reason = AccountStanding.stopReason(of: remote) {
                    isPending = true
                    try stops.stop(tx, number: number.id, reason: reason, atMs: now)
                } else {
                    try stops.start(tx, number: number.id, atMs: now)
                }
                if remote?.nameStatus == "PENDING_REVIEW" { isPending = true }
            }
            try stops.tellChange(tx, atMs: now)
            return .seen(isPending: isPending)
        }
    }

    private static func stopReason(of token: TokenState?) -> String? {
        switch token {
        case .invalid: "190"
        case .scopesMissing: "scopes_missing"
        case .valid, nil: nil
        }
    }

    private func keep(_ failure: CallFailure, _ channel: ChannelAccount) async throws -> Outcome {
        let (word, reason): (String, String?)
        var isThrottled = false
        switch failure {
        case .unreachable, .unanswered: (word, reason) = ("unreachable", nil)
        case .refused(let refusal):
            (word, reason) = (
                refusal.code.map(String.init) ?? "http_\(refusal.status)", AccountStanding.stopReason(of: refusal)
            )
            isThrottled = [4, 17, 613, 80_007].contains(refusal.code ?? 0) || refusal.status == 429
        }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try ConnectionQueries.checked(
                tx,
                channel,
                token: nil,
                tokenState: reason == nil ? nil : .invalid,
                subscription: nil,
                failure: word,
                atMs: now
            )
            let stops = ChannelStops(ids: ids, organization: channel.organization, channel: channel.id)
            if let reason { try stops.stop(tx, reason: reason, atMs: now) }
            try stops.tellChange(tx, atMs: now)
        }
        if isThrottled { return .throttled }
        return reason == nil ? .away : .seen(isPending: true)
    }

    private func stop(_ channel: ChannelAccount, _ reason: String) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try ChannelStops(ids: ids, organization: channel.organization, channel: channel.id)
                .stop(tx, reason: reason, atMs: now)
        }
    }
}
