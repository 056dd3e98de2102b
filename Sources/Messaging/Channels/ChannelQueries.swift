package import Identity
package import Storage

/// SQL of accounts.
package enum ChannelQueries {
    private static let selection: SQLStatement =
        """
        SELECT channel_accounts.id, channel_accounts.organization_id, channel_accounts.nickname, channel_accounts.waba_id,
               channel_accounts.webhook_key, channel_accounts.owner_id, channel_accounts.new_people,
               channel_accounts.connected_at_ms, channel_connections.channel_id AS connection,
               channel_connections.activated_at_ms, channel_connections.stopped_reason
          FROM channel_accounts
          LEFT JOIN channel_connections ON channel_connections.channel_id = channel_accounts.id
        """

    static func insert(_ tx: any WriteTransaction, _ channel: ChannelAccount) throws {
        let count = try tx.execute(
            """
            INSERT INTO channel_accounts (id, organization_id, nickname, waba_id, webhook_key, owner_id, new_people,
                                          connected_at_ms)
            VALUES (\(channel.id), \(channel.organization), \(channel.nickname), \(channel.wabaID), \(channel.webhookKey),
                    \(channel.owner), \(channel.newPeople.rawValue), \(channel.connectedAtMs))
            ON CONFLICT (organization_id, waba_id) DO NOTHING
            """
        )
        if count == 0 { throw ChannelRefusal.alreadyConnected }
    }

    /// All channels of an organisation, disabled ones too; it has a few.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most 100, the oldest first.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [ChannelAccount] {
        try tx.run(
            """
            \(fragment: selection) WHERE channel_accounts.organization_id = \(organization)
             ORDER BY channel_accounts.id LIMIT 100
            """
        ).map(ChannelAccount.init(row:))
    }

    /// Finds a channel.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The channel.
    /// - Returns: The channel, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<ChannelAccount>
    ) throws -> ChannelAccount? {
        try tx.first(
            """
            \(fragment: selection)
             WHERE channel_accounts.organization_id = \(organization) AND channel_accounts.id = \(id)
            """
        ).map(ChannelAccount.init(row:))
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        wabaID: String
    ) throws -> ChannelAccount? {
        try tx.first(
            """
            \(fragment: selection)
             WHERE channel_accounts.organization_id = \(organization) AND channel_accounts.waba_id = \(wabaID)
            """
        ).map(ChannelAccount.init(row:))
    }

    /// The channel of a journal entry, whose organisation is only known from it.
    static func find(_ tx: any ReadTransaction, id: ID<ChannelAccount>) throws -> ChannelAccount? {
        try tx.first("\(fragment: selection) WHERE channel_accounts.id = \(id)").map(ChannelAccount.init(row:))
    }

    /// Finds a channel by its webhook key, which is unique on the server.
    static func find(_ tx: any ReadTransaction, webhookKey: String) throws -> ChannelAccount? {
        try tx.first("\(fragment: selection) WHERE channel_accounts.webhook_key = \(webhookKey)")
            .map(ChannelAccount.init(row:))
    }

    /// The channels with a connection, of all organisations, for the service that asks Meta about them.
    static func connected(
        _ tx: any ReadTransaction,
        after: ID<ChannelAccount>?,
        limit: Int
    ) throws -> [(id: ID<ChannelAccount>, organization: ID<Organization>)] {
        try tx.run(
            """
            SELECT channel_id, organization_id FROM channel_connections
             WHERE channel_id > \(after?.rawValue ?? 0) ORDER BY channel_id LIMIT \(limit)
            """
        ).map { (try $0.get("channel_id"), try $0.get("organization_id")) }
    }

    static func update(
        _ tx: any WriteTransaction,
        _ channel: ChannelAccount,
        nickname: String,
        newPeople: ChannelAccount.NewPeople
    ) throws {
        try tx.execute(
            """
            UPDATE channel_accounts SET nickname = \(nickname), new_people = \(newPeople.rawValue)
             WHERE organization_id = \(channel.organization) AND id = \(channel.id)
            """
        )
    }

    /// Takes up an account again that was disabled.
    static func reconnect(
        _ tx: any WriteTransaction,
        _ channel: ChannelAccount,
        owner: ID<User>,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE channel_accounts SET owner_id = \(owner), connected_at_ms = \(atMs)
             WHERE organization_id = \(channel.organization) AND id = \(channel.id)
            """
        )
    }

    /// Removes a channel that nothing refers to yet, with its numbers.
    static func delete(_ tx: any WriteTransaction, _ channel: ChannelAccount) throws {
        let (organization, id) = (channel.organization, channel.id)
        let own: SQLStatement = "organization_id = \(organization) AND channel_id = \(id)"
        try tx.execute("DELETE FROM channel_connections WHERE \(fragment: own)")
        try tx.execute("DELETE FROM channel_assignees WHERE \(fragment: own)")
        try tx.execute("DELETE FROM channel_notices WHERE \(fragment: own)")
        try tx.execute("DELETE FROM business_numbers WHERE \(fragment: own)")
        try tx.execute("DELETE FROM channel_accounts WHERE organization_id = \(organization) AND id = \(id)")
    }
}

extension ChannelAccount {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        nickname = try row.get("nickname")
        wabaID = try row.get("waba_id")
        webhookKey = try row.get("webhook_key")
        owner = try row.get("owner_id")
        newPeople = NewPeople(rawValue: try row.get("new_people")) ?? .leads
        connectedAtMs = try row.get("connected_at_ms")
        state =
            if try row.get("connection", as: Int64?.self) == nil {
                .disabled
            } else if let code = try row.get("stopped_reason", as: String?.self) {
                .stopped(code: code)
            } else {
                try row.get("activated_at_ms", as: Int64?.self) == nil ? .connecting : .active
            }
    }
}
