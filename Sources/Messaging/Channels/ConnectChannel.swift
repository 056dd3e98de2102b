package import Identity
package import Storage
import WhatsAppCloud

/// Why nothing was done with a channel.
package enum ChannelRefusal: Error, Sendable, Equatable {
    /// This account is connected already.
    case alreadyConnected
    /// The organisation has no channel, or not this one.
    case noChannel
    /// Meta stopped the channel; the code says why.
    case stopped(code: String)
    /// Meta answered, and refused; its own sentence.
    case metaRefused(String)
    /// Meta did not answer.
    case metaUnreachable
}

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
        let numbers = try await asking { () async throws(CallFailure) in try await client.numbers(of: request.wabaID) }
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
            try await asking { () async throws(CallFailure) in
                try await client.subscribe(
                    request.wabaID,
                    callbackURL: webhookURL(of: channel),
                    verifyToken: secrets.verifyToken
                )
            }
        } catch {
            try await store.write { tx in
                try tx.execute("DELETE FROM business_numbers WHERE channel_id = \(channel.id)")
                try tx.execute("DELETE FROM channel_accounts WHERE id = \(channel.id)")
            }
            throw error
        }
        return channel
    }

    /// Where Meta sends what happens to a channel.
    ///
    /// - Parameter channel: The channel.
    /// - Returns: The address.
    package func webhookURL(of channel: ChannelAccount) -> String {
        "\(publicAddress)/webhooks/whatsapp/\(channel.webhookKey)"
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
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "channel.connected",
                subjectID: channel.id.rawValue,
                atMs: channel.connectedAtMs
            )
        }
        return channel
    }

    private func asking<Answer>(_ call: () async throws(CallFailure) -> Answer) async throws -> Answer {
        do throws(CallFailure) {
            return try await call()
        } catch {
            throw ChannelRefusal(error)
        }
    }
}

extension ChannelRefusal {
    init(_ failure: CallFailure) {
        switch failure {
        case .refused(let error): self = .metaRefused(error.details)
        case .unreachable, .unanswered: self = .metaUnreachable
        }
    }
}

/// Puts the demo's channel into a new demo: the simulator's account, with the webhook key `demo`.
package struct DemoChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let box: SecretBox

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, box: SecretBox) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.box = box
    }

    /// Stores the channel; the ids are the simulator's defaults.
    ///
    /// - Parameters:
    ///   - organization: The demo's organisation.
    ///   - owner: Its administrator.
    ///   - accessToken: The simulator's.
    ///   - appSecret: The simulator's.
    ///   - verifyToken: The simulator's.
    /// - Throws: ``StoreError``.
    package func plant(
        in organization: ID<Organization>,
        owner: ID<User>,
        accessToken: String,
        appSecret: String,
        verifyToken: String
    ) async throws {
        let channel = ChannelAccount(
            id: ids.next(),
            organization: organization,
            nickname: "WhatsApp",
            wabaID: "200000000000001",
            webhookKey: "demo",
            state: .active,
            stoppedReason: nil,
            owner: owner,
            connectedAtMs: clock.nowMs
        )
        let secrets = ChannelSecrets(accessToken: accessToken, appSecret: appSecret, verifyToken: verifyToken)
        let number = BusinessNumber(
            id: ids.next(),
            channel: channel.id,
            phoneNumberID: "100000000000001",
            displayNumber: "+86 21 5550 0100",
            verifiedName: "半日咖啡设备",
            quality: "GREEN"
        )
        try await store.write { [box] tx in
            try ChannelQueries.insert(tx, channel, secrets: secrets, box: box)
            try ChannelQueries.insert(tx, organization: organization, number)
        }
    }
}
