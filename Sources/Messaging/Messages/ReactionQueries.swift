package import Identity
package import Storage
import WhatsAppCloud

/// An emoji on a message.
package struct Reaction: Sendable, Hashable {
    /// The message.
    package let message: ID<Message>
    /// Whose: the customer's is inbound, the team's outbound.
    package let direction: MessageDirection
    /// The emoji.
    package let emoji: String
}

/// SQL of reactions: one of the customer's and one of the team's on each message.
package enum ReactionQueries {
    /// Sets a reaction, or takes it back with an empty one; what is earlier than the present one changes nothing.
    ///
    /// A reaction that was taken back keeps its row, so that an earlier one that comes late does not bring it back.
    ///
    /// - Returns: Whether it is news.
    static func set(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        _ direction: MessageDirection,
        emoji: String,
        by user: ID<User>?,
        atMs: Int64
    ) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO message_reactions (organization_id, message_id, direction, emoji, user_id, at_ms)
            VALUES (\(organization), \(message), \(direction.rawValue), \(emoji), \(user), \(atMs))
            ON CONFLICT (organization_id, message_id, direction) DO UPDATE
               SET emoji = excluded.emoji, user_id = excluded.user_id, at_ms = excluded.at_ms
             WHERE message_reactions.at_ms <= excluded.at_ms AND message_reactions.emoji <> excluded.emoji
            """
        ) > 0
    }

    /// Takes the team's reaction back where it is still the one that Meta refused.
    ///
    /// - Returns: Whether it was.
    static func takeBack(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        emoji: String
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE message_reactions SET emoji = ''
             WHERE organization_id = \(organization) AND message_id = \(message) AND direction = 'outbound'
               AND emoji = \(emoji) AND emoji <> ''
            """
        ) > 0
    }

    /// The team's reaction to a message, and what is needed to hand it to Meta.
    struct Outgoing: Sendable {
        let channel: ID<ChannelAccount>
        let phoneNumberID: String
        let recipient: Recipient
        let wamid: String
        let emoji: String?
    }

    static func outgoing(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        on message: ID<Message>
    ) throws -> Outgoing? {
        let row = try tx.first(
            """
            SELECT message_reactions.emoji, messages.wamid, messages.conversation_id, messages.business_number_id
              FROM message_reactions JOIN messages ON messages.id = message_reactions.message_id
             WHERE message_reactions.organization_id = \(organization) AND message_reactions.message_id = \(message)
               AND message_reactions.direction = 'outbound'
            """
        )
        guard let row, let wamid: String = try row.get("wamid"),
            let conversation = try ConversationQueries.find(
                tx,
                organization: organization,
                id: row.get("conversation_id")
            ),
            let recipient = conversation.recipient,
            let number = try ChannelQueries.number(tx, organization: organization, id: row.get("business_number_id"))
        else { return nil }
        let emoji: String = try row.get("emoji")
        return Outgoing(
            channel: number.channel,
            phoneNumberID: number.phoneNumberID,
            recipient: recipient,
            wamid: wamid,
            emoji: emoji.isEmpty ? nil : emoji
        )
    }

    /// The reactions to some messages.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - messages: A page's messages, which the caller may see.
    /// - Returns: Those that there are.
    /// - Throws: ``StoreError``.
    package static func of(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ messages: [ID<Message>]
    ) throws -> [Reaction] {
        if messages.isEmpty { return [] }
        return try tx.run(
            """
            SELECT message_id, direction, emoji FROM message_reactions
             WHERE organization_id = \(organization) AND message_id IN (\(list: messages)) AND emoji <> ''
             ORDER BY message_id, at_ms
            """
        ).map { row in
            Reaction(
                message: try row.get("message_id"),
                direction: MessageDirection(rawValue: try row.get("direction")) ?? .inbound,
                emoji: try row.get("emoji")
            )
        }
    }
}
