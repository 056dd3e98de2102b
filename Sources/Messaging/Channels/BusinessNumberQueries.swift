package import Identity
package import Storage
import WhatsAppCloud

extension ChannelQueries {
    private static let numberColumns: SQLStatement =
        """
        id, channel_id, phone_number_id, display_number, verified_name, quality, is_in_use, stopped_reason, status,
        name_status, messaging_limit, throughput, checked_at_ms
        """

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ number: BusinessNumber) throws {
        try tx.execute(
            """
            INSERT INTO business_numbers (id, organization_id, channel_id, phone_number_id, display_number, verified_name,
                                          quality, is_in_use)
            VALUES (\(number.id), \(organization), \(number.channel), \(number.phoneNumberID), \(number.displayNumber),
                    \(number.verifiedName), \(number.quality), \(number.isInUse))
            """
        )
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
            SELECT \(fragment: numberColumns) FROM business_numbers
             WHERE organization_id = \(organization) ORDER BY id LIMIT 500
            """
        ).map(BusinessNumber.init(row:))
    }

    /// The numbers of one channel.
    static func numbers(_ tx: any ReadTransaction, of channel: ChannelAccount) throws -> [BusinessNumber] {
        try tx.run(
            """
            SELECT \(fragment: numberColumns) FROM business_numbers
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) ORDER BY id LIMIT 500
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
            SELECT \(fragment: numberColumns) FROM business_numbers
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(BusinessNumber.init(row:))
    }

    /// Finds a channel's number by Meta's id, also one that was put out of use.
    static func number(
        _ tx: any ReadTransaction,
        of channel: ChannelAccount,
        phoneNumberID: String
    ) throws -> BusinessNumber? {
        try tx.first(
            """
            SELECT \(fragment: numberColumns) FROM business_numbers
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
               AND phone_number_id = \(phoneNumberID)
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

    /// Which of some numbers a connected account of another organisation uses.
    static func takenElsewhere(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        phoneNumberIDs: [String]
    ) throws -> Set<String> {
        if phoneNumberIDs.isEmpty { return [] }
        let rows = try tx.run(
            """
            SELECT business_numbers.phone_number_id FROM business_numbers
              JOIN channel_connections ON channel_connections.channel_id = business_numbers.channel_id
             WHERE business_numbers.organization_id <> \(organization) AND business_numbers.is_in_use
               AND business_numbers.phone_number_id IN (\(list: phoneNumberIDs))
            """
        )
        return Set(try rows.map { try $0.get("phone_number_id") })
    }

    static func setInUse(
        _ tx: any WriteTransaction,
        _ number: BusinessNumber,
        of channel: ChannelAccount,
        _ isInUse: Bool
    )
        throws
    {
        try tx.execute(
            """
            UPDATE business_numbers SET is_in_use = \(isInUse)
             WHERE organization_id = \(channel.organization) AND id = \(number.id)
            """
        )
    }

    /// Keeps what Meta says of a number.
    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ number: BusinessNumber,
        from remote: RemoteNumber,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE business_numbers
               SET display_number = \(remote.displayNumber), verified_name = \(remote.verifiedName),
                   quality = \(remote.qualityRating), status = \(remote.status),
                   code_verification = \(remote.codeVerification), name_status = \(remote.nameStatus),
                   messaging_limit = coalesce(\(remote.messagingLimit), messaging_limit),
                   throughput = \(remote.throughput), checked_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND id = \(number.id)
            """
        )
    }

    /// Keeps what a webhook says of a number; nil leaves what is known.
    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ number: ID<BusinessNumber>,
        messagingLimit: String? = nil,
        throughput: String? = nil,
        verifiedName: String? = nil,
        nameStatus: String? = nil
    ) throws {
        try tx.execute(
            """
            UPDATE business_numbers
               SET messaging_limit = coalesce(\(messagingLimit), messaging_limit),
                   throughput = coalesce(\(throughput), throughput),
                   verified_name = coalesce(\(verifiedName), verified_name),
                   name_status = coalesce(\(nameStatus), name_status)
             WHERE organization_id = \(organization) AND id = \(number)
            """
        )
    }

    /// Stops a number, or lets it send again with nil.
    ///
    /// - Returns: False where that is nothing new.
    static func setStopped(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        number: ID<BusinessNumber>,
        reason: String?
    ) throws -> Bool {
        // The first reason stays until the number sends again: one cause is told once.
        let changes: SQLStatement = reason == nil ? "stopped_reason IS NOT NULL" : "stopped_reason IS NULL"
        let count = try tx.execute(
            """
            UPDATE business_numbers SET stopped_reason = \(reason)
             WHERE organization_id = \(organization) AND id = \(number) AND \(fragment: changes)
            """
        )
        if count > 0, reason == nil { try tx.notify(.outbox) }
        return count > 0
    }

    /// Keeps of which stop of a number people are told.
    ///
    /// - Returns: False where they were told of the same one since then.
    static func setTold(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        number: ID<BusinessNumber>,
        reason: String,
        ifNotSinceMs sinceMs: Int64,
        atMs: Int64
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE business_numbers SET told_reason = \(reason), told_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND id = \(number)
               AND (told_reason IS NULL OR told_reason <> \(reason) OR told_at_ms <= \(sinceMs))
            """
        ) > 0
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
        isInUse = try row.get("is_in_use")
        stoppedReason = try row.get("stopped_reason")
        status = try row.get("status")
        nameStatus = try row.get("name_status")
        messagingLimit = try row.get("messaging_limit")
        throughput = try row.get("throughput")
        checkedAtMs = try row.get("checked_at_ms")
    }
}
