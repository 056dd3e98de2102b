package import Identity
package import Storage

/// SQL of channels and their numbers.
package enum ChannelQueries {
    private static let columns: SQLStatement =
        "id, organization_id, nickname, waba_id, webhook_key, state, stopped_reason, owner_id, connected_at_ms"

    static func insert(
        _ tx: any WriteTransaction,
        _ channel: ChannelAccount,
        secrets: ChannelSecrets,
        box: SecretBox
    ) throws {
        let count = try tx.execute(
            """
            INSERT INTO channel_accounts (id, organization_id, nickname, waba_id, access_token_sealed, app_secret_sealed,
                                          verify_token_sealed, webhook_key, state, owner_id, connected_at_ms)
            VALUES (\(channel.id), \(channel.organization), \(channel.nickname), \(channel.wabaID),
                    \(try box.seal(secrets.accessToken, purpose: "access_token")),
                    \(try box.seal(secrets.appSecret, purpose: "app_secret")),
                    \(try box.seal(secrets.verifyToken, purpose: "verify_token")),
                    \(channel.webhookKey), \(channel.state.rawValue), \(channel.owner), \(channel.connectedAtMs))
            ON CONFLICT (organization_id, waba_id) DO NOTHING
            """
        )
        if count == 0 { throw ChannelRefusal.alreadyConnected }
    }

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ number: BusinessNumber) throws {
        try tx.execute(
            """
            INSERT INTO business_numbers (id, organization_id, channel_id, phone_number_id, display_number, verified_name,
                                          quality)
            VALUES (\(number.id), \(organization), \(number.channel), \(number.phoneNumberID), \(number.displayNumber),
                    \(number.verifiedName), \(number.quality))
            """
        )
    }

    /// All channels of an organisation, which has a few.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most 100, the oldest first.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [ChannelAccount] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM channel_accounts WHERE organization_id = \(organization)
             ORDER BY id LIMIT 100
            """
        ).map(ChannelAccount.init(row:))
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<ChannelAccount>
    ) throws -> ChannelAccount? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM channel_accounts
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(ChannelAccount.init(row:))
    }

    /// The channel of a journal entry, whose organisation is only known from it.
    static func find(_ tx: any ReadTransaction, id: ID<ChannelAccount>) throws -> ChannelAccount? {
        try tx.first("SELECT \(fragment: columns) FROM channel_accounts WHERE id = \(id)").map(
            ChannelAccount.init(row:)
        )
    }

    /// Finds a channel by its webhook key, which is unique on the server.
    static func find(_ tx: any ReadTransaction, webhookKey: String) throws -> ChannelAccount? {
        try tx.first("SELECT \(fragment: columns) FROM channel_accounts WHERE webhook_key = \(webhookKey)")
            .map(ChannelAccount.init(row:))
    }

    static func secrets(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of channel: ID<ChannelAccount>,
        box: SecretBox
    ) throws -> ChannelSecrets? {
        try tx.first(
            """
            SELECT access_token_sealed, app_secret_sealed, verify_token_sealed FROM channel_accounts
             WHERE organization_id = \(organization) AND id = \(channel)
            """
        ).map { row in
            ChannelSecrets(
                accessToken: try box.open(row.get("access_token_sealed"), purpose: "access_token"),
                appSecret: try box.open(row.get("app_secret_sealed"), purpose: "app_secret"),
                verifyToken: try box.open(row.get("verify_token_sealed"), purpose: "verify_token")
            )
        }
    }

    /// The numbers of an organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most 500, the oldest first.
    /// - Throws: ``StoreError``.
    package static func numbers(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [BusinessNumber] {
        try tx.run(
            """
            SELECT id, channel_id, phone_number_id, display_number, verified_name, quality FROM business_numbers
             WHERE organization_id = \(organization) ORDER BY id LIMIT 500
            """
        ).map(BusinessNumber.init(row:))
    }

    /// Finds a number.
    static func number(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<BusinessNumber>
    ) throws -> BusinessNumber? {
        try tx.first(
            """
            SELECT id, channel_id, phone_number_id, display_number, verified_name, quality FROM business_numbers
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(BusinessNumber.init(row:))
    }

    /// The channel that a conversation is on.
    static func channel(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of conversation: ID<Conversation>
    ) throws -> ID<ChannelAccount>? {
        try tx.first(
            """
            SELECT business_numbers.channel_id FROM conversations
              JOIN business_numbers ON business_numbers.id = conversations.business_number_id
             WHERE conversations.organization_id = \(organization) AND conversations.id = \(conversation)
            """
        )?.get("channel_id")
    }

    /// Finds a channel's number by Meta's id.
    static func number(
        _ tx: any ReadTransaction,
        of channel: ChannelAccount,
        phoneNumberID: String
    ) throws -> BusinessNumber? {
        try tx.first(
            """
            SELECT id, channel_id, phone_number_id, display_number, verified_name, quality FROM business_numbers
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
               AND phone_number_id = \(phoneNumberID)
            """
        ).map(BusinessNumber.init(row:))
    }

    /// Stops a channel; false where it was stopped already.
    static func stop(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<ChannelAccount>,
        reason: String
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE channel_accounts SET state = 'stopped', stopped_reason = \(reason)
             WHERE organization_id = \(organization) AND id = \(id) AND state = 'active'
            """
        ) > 0
    }

    /// Removes a channel that nothing refers to yet.
    static func delete(_ tx: any WriteTransaction, _ channel: ChannelAccount) throws {
        try tx.execute(
            """
            DELETE FROM business_numbers
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
            """
        )
        try tx.execute(
            "DELETE FROM channel_accounts WHERE organization_id = \(channel.organization) AND id = \(channel.id)"
        )
    }

    /// Lets a channel send, starting with what waited.
    static func start(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<ChannelAccount>
    ) throws {
        try tx.execute(
            """
            UPDATE channel_accounts SET state = 'active', stopped_reason = NULL
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
        try tx.notify(.outbox)
    }

    /// Gives a channel new secrets.
    static func setSecrets(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<ChannelAccount>,
        secrets: ChannelSecrets,
        box: SecretBox
    ) throws {
        try tx.execute(
            """
            UPDATE channel_accounts
               SET access_token_sealed = \(box.seal(secrets.accessToken, purpose: "access_token")),
                   app_secret_sealed = \(box.seal(secrets.appSecret, purpose: "app_secret")),
                   verify_token_sealed = \(box.seal(secrets.verifyToken, purpose: "verify_token"))
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }
}

extension ChannelAccount {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        nickname = try row.get("nickname")
        wabaID = try row.get("waba_id")
        webhookKey = try row.get("webhook_key")
        state = State(rawValue: try row.get("state")) ?? .stopped
        stoppedReason = try row.get("stopped_reason")
        owner = try row.get("owner_id")
        connectedAtMs = try row.get("connected_at_ms")
    }
}

extension BusinessNumber {
    init(row: SQLRow) throws {
        id = try row.get("id")
        channel = try row.get("channel_id")
        phoneNumberID = try row.get("phone_number_id")
        displayNumber = try row.get("display_number")
        verifiedName = try row.get("verified_name")
        quality = try row.get("quality")
    }
}
