package import Identity
package import Storage
import WhatsAppCloud

/// Connects a WhatsApp Business number.
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

    /// What somebody typed to connect a number.
    package struct Request: Sendable {
        let nickname: String
        let wabaID: String
        let phoneNumberID: String
        let accessToken: String
        let appSecret: String

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - nickname: 1…100 characters.
        ///   - wabaID: Digits.
        ///   - phoneNumberID: Digits.
        ///   - accessToken: As Meta issued it.
        ///   - appSecret: As Meta issued it.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            nickname: String,
            wabaID: String,
            phoneNumberID: String,
            accessToken: String,
            appSecret: String
        ) throws(InvalidInput) {
            self.nickname = try TextRule.line(nickname, field: "nickname", maximum: 100)
            self.wabaID = try Self.digits(wabaID, field: "waba_id")
            self.phoneNumberID = try Self.digits(phoneNumberID, field: "phone_number_id")
            self.accessToken = try TextRule.line(accessToken, field: "access_token", maximum: 1_000)
            self.appSecret = try TextRule.line(appSecret, field: "app_secret", maximum: 200)
        }

        private static func digits(_ text: String, field: String) throws(InvalidInput) -> String {
            let line = try TextRule.line(text, field: field, maximum: 32)
            guard line.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw InvalidInput(field: field, code: "not_valid", detail: "This is Meta's id: digits only.")
            }
            return line
        }
    }

    /// Asks Meta for the number, stores the channel, and subscribes to its webhooks.
    ///
    /// The row stands before Meta is asked to subscribe, since Meta calls the address at once; where that fails the row goes again.
    ///
    /// - Parameters:
    ///   - request: What was typed.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Returns: The channel.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal``, ``InvalidInput`` where the number is not the account's, or ``StoreError``.
    package func callAsFunction(_ request: Request, by user: SignedIn) async throws -> ChannelAccount {
        try user.require(.manageChannels)
        let client = graph.client(token: request.accessToken)
        let numbers = try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await client.numbers(of: request.wabaID)
        }
        guard let number = numbers.first(where: { $0.id == request.phoneNumberID }) else {
            throw InvalidInput(
                field: "phone_number_id",
                code: "not_valid",
                detail: "The account has no number with this id."
            )
        }
        let secrets = ChannelSecrets(
            accessToken: request.accessToken,
            appSecret: request.appSecret,
            verifyToken: BearerSecret().text
        )
        let channel = try await insert(request, number: number, secrets: secrets, by: user)
        do {
            try await ChannelRefusal.asking { () async throws(CallFailure) in
                try await client.subscribe(
                    request.wabaID,
                    callbackURL: channel.webhookURL(under: publicAddress),
                    verifyToken: secrets.verifyToken
                )
            }
        } catch {
            try await store.write { tx in try ChannelQueries.delete(tx, channel) }
            throw error
        }
        try await announce(channel, by: user)
        return channel
    }

    private func insert(
        _ request: Request,
        number: RemoteNumber,
        secrets: ChannelSecrets,
        by user: SignedIn
    ) async throws -> ChannelAccount {
        let channel = ChannelAccount(
            id: ids.next(),
            organization: user.organization,
            nickname: request.nickname,
            wabaID: request.wabaID,
            webhookKey: BearerSecret().text,
            state: .active,
            stoppedReason: nil,
            owner: user.user,
            connectedAtMs: clock.nowMs
        )
        try await store.write { [ids, box = graph.box] tx in
            try ChannelQueries.insert(tx, channel, secrets: secrets, box: box)
            try ChannelQueries.insert(
                tx,
                organization: user.organization,
                BusinessNumber(
                    id: ids.next(),
                    channel: channel.id,
                    phoneNumberID: number.id,
                    displayNumber: number.displayNumber,
                    verifiedName: number.verifiedName,
                    quality: number.qualityRating
                )
            )
        }
        return channel
    }

    /// Says that the channel works now, once Meta has agreed.
    private func announce(_ channel: ChannelAccount, by user: SignedIn) async throws {
        try await store.write { [ids] tx in
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .channelConnected,
                subject: channel.id.rawValue,
                atMs: channel.connectedAtMs
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "channel.connected",
                subjectID: channel.id.rawValue,
                atMs: channel.connectedAtMs
            )
        }
    }
}
