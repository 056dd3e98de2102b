import Identity
import PhoneNumbers
import Records
import Storage

extension ConversationQueries {
    /// The record that somebody with a user id has a conversation of, on whichever number of ours.
    static func record(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ofUser providerUserID: String
    ) throws -> ID<Record>? {
        try tx.first(
            """
            SELECT record_id FROM conversations
             WHERE organization_id = \(organization) AND provider_user_id = \(providerUserID) AND record_id IS NOT NULL
             ORDER BY +last_activity_at_ms DESC LIMIT 1
            """
        )?.get("record_id")
    }

    /// Keeps what is newly known of a person: their user id, their name there, and the number they last wrote from.
    static func learn(_ tx: any WriteTransaction, _ conversation: Conversation, _ person: Person) throws {
        let matchKey = person.phone?.matchKey
        // What belongs to another conversation already stays there: two that were one person all along are joined by hand.
        try tx.execute(
            """
            UPDATE conversations
               SET wa_id = coalesce(\(person.waID), wa_id),
                   username = coalesce(\(person.username), username),
                   match_key = CASE WHEN EXISTS (\(fragment: others(conversation)) AND other.match_key = \(matchKey))
                                    THEN match_key ELSE coalesce(match_key, \(matchKey)) END,
                   provider_user_id = CASE WHEN EXISTS (\(fragment: others(conversation))
                                                           AND other.provider_user_id = \(person.userID))
                                           THEN provider_user_id ELSE coalesce(\(person.userID), provider_user_id) END
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
            """
        )
    }

    /// Gives a conversation its person's new number, unless another conversation has it.
    static func changeNumber(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        waID: String,
        matchKey: String
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET wa_id = \(waID), match_key = \(matchKey)
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
               AND NOT EXISTS (\(fragment: others(conversation)) AND other.match_key = \(matchKey))
            """
        )
    }

    /// Gives a conversation its person's new user id, unless another conversation has it.
    static func changeUser(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        to providerUserID: String
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET provider_user_id = \(providerUserID)
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
               AND NOT EXISTS (\(fragment: others(conversation)) AND other.provider_user_id = \(providerUserID))
            """
        )
    }

    /// Keeps whether the person wants marketing.
    ///
    /// - Returns: Whether it is news.
    static func setMarketing(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        stoppedAtMs: Int64?
    ) throws -> Bool {
        let isOther: SQLStatement =
            stoppedAtMs == nil ? "marketing_stopped_at_ms IS NOT NULL" : "marketing_stopped_at_ms IS NULL"
        return try tx.execute(
            """
            UPDATE conversations SET marketing_stopped_at_ms = \(stoppedAtMs)
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id) AND \(fragment: isOther)
            """
        ) > 0
    }

    /// The customer's latest message in a conversation, and the number it came to.
    static func latestReceived(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ conversation: ID<Conversation>
    ) throws -> (wamid: String, phoneNumberID: String, channel: ID<ChannelAccount>)? {
        try tx.first(
            """
            SELECT messages.wamid, business_numbers.phone_number_id, business_numbers.channel_id FROM messages
              JOIN business_numbers ON business_numbers.id = messages.business_number_id
             WHERE messages.organization_id = \(organization) AND messages.conversation_id = \(conversation)
               AND messages.direction = 'inbound' AND messages.wamid IS NOT NULL AND messages.kind <> 'notice'
             ORDER BY messages.at_ms DESC, messages.id DESC LIMIT 1
            """
        ).map { (try $0.get("wamid"), try $0.get("phone_number_id"), try $0.get("channel_id")) }
    }

    private static func others(_ conversation: Conversation) -> SQLStatement {
        """
        SELECT 1 FROM conversations AS other
         WHERE other.organization_id = \(conversation.organization)
           AND other.business_number_id = \(conversation.businessNumber) AND other.id <> \(conversation.id)
        """
    }
}
