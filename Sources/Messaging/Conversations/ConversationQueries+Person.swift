import Identity
import PhoneNumbers
import Records
import Storage
import WhatsAppCloud

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
        let isNews =
            (person.waID != nil && person.waID != conversation.waID)
            || (person.userID != nil && person.userID != conversation.providerUserID)
            || (person.username != nil && person.username != conversation.username)
        guard isNews else { return }
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

    /// Keeps who got some messages, as Meta tells when it takes them: by user id alone they would be strangers once they answer.
    ///
    /// Source: wire reference 5.6.
    static func learn(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ accepted: [(message: ID<Message>, told: AcceptedMessage)]
    ) throws {
        let rows = try tx.run(
            """
            SELECT messages.id, conversations.provider_user_id IS NULL AS lacks_user, conversations.wa_id IS NULL AS lacks_number
              FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
             WHERE messages.organization_id = \(organization) AND messages.id IN (\(list: accepted.map(\.message)))
               AND (conversations.provider_user_id IS NULL OR conversations.wa_id IS NULL)
            """
        )
        let told = Dictionary(accepted.map { ($0.message, $0.told) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            let message: ID<Message> = try row.get("id")
            guard let told = told[message] else { continue }
            let (lacksUser, lacksNumber): (Bool, Bool) = (try row.get("lacks_user"), try row.get("lacks_number"))
            // Most people have no user id that Meta would tell.
            guard lacksUser && told.userID != nil || lacksNumber && told.waID != nil else { continue }
            try learn(tx, organization: organization, message: message, told)
        }
    }

    private static func learn(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        _ accepted: AcceptedMessage
    ) throws {
        let other: SQLStatement =
            """
            SELECT 1 FROM conversations AS other
             WHERE other.organization_id = conversations.organization_id
               AND other.business_number_id = conversations.business_number_id AND other.id <> conversations.id
            """
        let matchKey = accepted.waID.flatMap { PhoneNumber(waID: $0) }?.matchKey
        try tx.execute(
            """
            UPDATE conversations
               SET wa_id = coalesce(wa_id, \(accepted.waID)),
                   match_key = CASE WHEN match_key IS NULL
                                     AND NOT EXISTS (\(fragment: other) AND other.match_key = \(matchKey))
                                    THEN \(matchKey) ELSE match_key END,
                   provider_user_id = CASE WHEN provider_user_id IS NULL
                                            AND NOT EXISTS (\(fragment: other)
                                                            AND other.provider_user_id = \(accepted.userID))
                                           THEN \(accepted.userID) ELSE provider_user_id END
             WHERE organization_id = \(organization)
               AND id = (SELECT conversation_id FROM messages
                          WHERE organization_id = \(organization) AND id = \(message))
               AND former_match_key IS NULL AND former_user_id IS NULL
               AND ((provider_user_id IS NULL AND CAST(\(accepted.userID) AS TEXT) IS NOT NULL)
                    OR (wa_id IS NULL AND CAST(\(accepted.waID) AS TEXT) IS NOT NULL))
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

    /// Keeps whether the person wants marketing, in WhatsApp's own settings; what they said later counts.
    ///
    /// - Returns: Whether it is news.
    static func setMarketing(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        isStopped: Bool,
        atMs: Int64
    ) throws -> Bool {
        let before = try tx.first(
            """
            SELECT marketing_stopped_at_ms, marketing_told_at_ms FROM conversations
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
            """
        )
        guard let before, try before.get("marketing_told_at_ms", as: Int64?.self) ?? 0 <= atMs else { return false }
        try tx.execute(
            """
            UPDATE conversations
               SET marketing_stopped_at_ms = \(isStopped ? atMs : nil), marketing_told_at_ms = \(atMs)
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
            """
        )
        return try (before.get("marketing_stopped_at_ms", as: Int64?.self) != nil) != isStopped
    }

    /// Keeps what the person has said about marketing here; what they said later counts.
    static func setConsent(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        _ state: ConsentState,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET consent = \(state.rawValue), consent_at_ms = \(atMs)
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
               AND (consent_at_ms IS NULL OR consent_at_ms <= \(atMs))
            """
        )
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
