import Foundation
package import Identity
package import Storage

/// SQL of messages.
package enum MessageQueries {
    private static let selected: SQLStatement =
        """
        SELECT messages.id, messages.conversation_id, messages.direction, messages.kind, messages.text, messages.content,
               messages.quoted_wamid, messages.edited_at_ms, messages.revoked_at_ms, messages.retry_of_id, messages.template_id,
               message_templates.name AS template_name, messages.status, messages.error_code,
               messages.sender_id, users.name AS sender_name, messages.at_ms, messages.sent_at_ms, messages.delivered_at_ms,
               messages.read_at_ms, outbox.state AS outbox_state
          FROM messages
          LEFT JOIN message_templates ON message_templates.id = messages.template_id
          LEFT JOIN users ON users.id = messages.sender_id
          LEFT JOIN outbox ON outbox.message_id = messages.id
        """

    struct New {
        let id: ID<Message>
        let organization: ID<Organization>
        let businessNumber: ID<BusinessNumber>
        let conversation: ID<Conversation>
        let direction: MessageDirection
        let kind: Message.Kind
        let text: String
        var content = MessageContent()
        var quotedWAMID: String?
        var retryOf: ID<Message>?
        var template: ID<MessageTemplate>?
        let status: DeliveryStatus
        var sender: ID<User>?
        var wamid: String?
        var raw: String?
        var once: IdempotencyKey?
        let atMs: Int64
    }

    /// Inserts a message, unless the customer's message or the client's key is there already.
    ///
    /// - Returns: Whether a row was added.
    static func insert(_ tx: any WriteTransaction, _ new: New) throws -> Bool {
        let content: String? =
            new.content.isEmpty ? nil : String(decoding: try JSONEncoder().encode(new.content), as: UTF8.self)
        return try tx.execute(
            """
            INSERT INTO messages (id, organization_id, business_number_id, conversation_id, direction, kind, text, content,
                                  quoted_wamid, retry_of_id, template_id, status, sender_id, wamid, raw, idempotency_key,
                                  idempotency_digest, at_ms)
            VALUES (\(new.id), \(new.organization), \(new.businessNumber), \(new.conversation), \(new.direction.rawValue),
                    \(new.kind.rawValue), \(new.text), \(content), \(new.quotedWAMID), \(new.retryOf), \(new.template),
                    \(new.status.rawValue), \(new.sender), \(new.wamid), \(new.raw), \(new.once?.key), \(new.once?.digest),
                    \(new.atMs))
            ON CONFLICT DO NOTHING
            """
        ) > 0
    }

    /// A page of a conversation's messages, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - conversation: The conversation, which the caller may see.
    ///   - cursor: Time and id of the last message of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        conversation: ID<Conversation>,
        before cursor: (atMs: Int64, id: ID<Message>)?,
        limit: Int
    ) throws -> [Message] {
        let older: SQLStatement =
            if let cursor { "AND (messages.at_ms, messages.id) < (\(cursor.atMs), \(cursor.id))" } else { "" }
        return try tx.run(
            """
            \(fragment: selected)
             WHERE messages.organization_id = \(organization) AND messages.conversation_id = \(conversation)
               \(fragment: older)
             ORDER BY messages.at_ms DESC, messages.id DESC
             LIMIT \(limit)
            """
        ).map(Message.init(row:))
    }

    /// Finds a message.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The message.
    /// - Returns: The message, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<Message>
    ) throws -> Message? {
        try tx.first(
            "\(fragment: selected) WHERE messages.organization_id = \(organization) AND messages.id = \(id)"
        ).map(Message.init(row:))
    }

    /// Finds some messages.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The messages, whose conversations the caller may see; as many as a page has.
    /// - Returns: Those of them that there are, in no order.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ids: [ID<Message>]
    ) throws -> [Message] {
        if ids.isEmpty { return [] }
        return try tx.run(
            """
            \(fragment: selected)
             WHERE messages.id IN (\(list: ids)) AND +messages.organization_id = \(organization)
            """
        ).map(Message.init(row:))
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        sender: ID<User>,
        once: IdempotencyKey
    ) throws -> (id: ID<Message>, isSameRequest: Bool)? {
        try tx.first(
            """
            SELECT id, idempotency_digest FROM messages
             WHERE organization_id = \(organization) AND sender_id = \(sender) AND idempotency_key = \(once.key)
            """
        ).map { row in
            (try row.get("id"), try row.get("idempotency_digest", as: String?.self) == once.digest)
        }
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        businessNumber: ID<BusinessNumber>,
        wamid: String
    ) throws -> Message? {
        try tx.first(
            """
            \(fragment: selected)
             WHERE messages.organization_id = \(organization) AND messages.business_number_id = \(businessNumber)
               AND messages.wamid = \(wamid)
            """
        ).map(Message.init(row:))
    }

    /// Those of some messages, by Meta's ids, that stand in a conversation with one of a channel's numbers.
    static func known(
        _ tx: any ReadTransaction,
        of channel: ChannelAccount,
        wamids: [String]
    ) throws -> Set<KnownMessage> {
        if wamids.isEmpty { return [] }
        let rows = try tx.run(
            """
            SELECT messages.business_number_id, messages.wamid FROM business_numbers
              JOIN messages ON messages.organization_id = business_numbers.organization_id
                           AND messages.business_number_id = business_numbers.id
             WHERE business_numbers.organization_id = \(channel.organization)
               AND business_numbers.channel_id = \(channel.id) AND messages.wamid IN (\(list: wamids))
            """
        )
        return Set(try rows.map { KnownMessage(number: try $0.get("business_number_id"), wamid: try $0.get("wamid")) })
    }

    /// Meta's id of a message that a conversation has; nil where Meta does not know it, and for what was deleted.
    static func wamid(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        in conversation: ID<Conversation>,
        _ id: ID<Message>
    ) throws -> String? {
        try tx.first(
            """
            SELECT wamid FROM messages
             WHERE organization_id = \(organization) AND id = \(id) AND conversation_id = \(conversation)
               AND kind <> 'notice' AND revoked_at_ms IS NULL
            """
        )?.get("wamid")
    }

    /// Finds the messages that some messages answer.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - conversation: The conversation, which the caller may see.
    ///   - wamids: Meta's ids, as many as a page has.
    /// - Returns: Those that there are, by Meta's id.
    /// - Throws: ``StoreError``.
    package static func quoted(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        conversation: Conversation,
        wamids: [String]
    ) throws -> [String: Message] {
        if wamids.isEmpty { return [:] }
        let rows = try tx.run(
            """
            SELECT id, wamid FROM messages
             WHERE organization_id = \(organization) AND business_number_id = \(conversation.businessNumber)
               AND conversation_id = \(conversation.id) AND wamid IN (\(list: wamids))
            """
        ).map { (id: try $0.get("id", as: ID<Message>.self), wamid: try $0.get("wamid", as: String.self)) }
        let found = try find(tx, organization: organization, ids: rows.map(\.id))
        let messages = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let pairs = rows.compactMap { row in messages[row.id].map { (row.wamid, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The message that tries a failed one once more.
    static func retry(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of id: ID<Message>
    ) throws -> Message? {
        try tx.first(
            "\(fragment: selected) WHERE messages.organization_id = \(organization) AND messages.retry_of_id = \(id)"
        ).map(Message.init(row:))
    }

    /// Those of some messages that have been tried once more.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: A page's messages, which the caller may see.
    /// - Returns: The messages that try them again, by those that failed.
    /// - Throws: ``StoreError``.
    package static func retries(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of ids: [ID<Message>]
    ) throws -> [ID<Message>: ID<Message>] {
        if ids.isEmpty { return [:] }
        let pairs = try tx.run(
            """
            SELECT id, retry_of_id FROM messages
             WHERE organization_id = \(organization) AND retry_of_id IS NOT NULL AND retry_of_id IN (\(list: ids))
            """
        ).map { (try $0.get("retry_of_id", as: ID<Message>.self), try $0.get("id", as: ID<Message>.self)) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Finds a message that a number of ours sent.
    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        sentFrom businessNumber: ID<BusinessNumber>,
        id: ID<Message>
    ) throws -> Message? {
        try tx.first(
            """
            \(fragment: selected)
             WHERE messages.organization_id = \(organization) AND messages.id = \(id)
               AND messages.business_number_id = \(businessNumber) AND messages.direction = 'outbound'
            """
        ).map(Message.init(row:))
    }

    /// Moves a message forward, and never back, whatever has happened since the caller looked.
    static func setStatus(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<Message>,
        _ status: DeliveryStatus,
        wamid: String?,
        errorCode: String? = nil,
        atMs: Int64
    ) throws {
        let lower = DeliveryStatus.allCases.filter { $0.rises(to: status) }
        let sent: Int64? = status == .failed ? nil : atMs
        let delivered: Int64? = status == .delivered || status == .read ? atMs : nil
        let read: Int64? = status == .read ? atMs : nil
        try tx.execute(
            """
            UPDATE messages
               SET status = \(status.rawValue), wamid = coalesce(wamid, \(wamid)), error_code = \(errorCode),
                   sent_at_ms = coalesce(sent_at_ms, \(sent)),
                   delivered_at_ms = coalesce(delivered_at_ms, \(delivered)), read_at_ms = coalesce(read_at_ms, \(read))
             WHERE organization_id = \(organization) AND id = \(id) AND status IN (\(list: lower.map(\.rawValue)))
            """
        )
    }
}

extension Message {
    init(row: SQLRow) throws {
        id = try row.get("id")
        conversation = try row.get("conversation_id")
        direction = MessageDirection(rawValue: try row.get("direction")) ?? .inbound
        kind = Kind(rawValue: try row.get("kind")) ?? .unsupported
        text = try row.get("text")
        let json: String? = try row.get("content")
        content =
            try json.map { try JSONDecoder().decode(MessageContent.self, from: Data($0.utf8)) } ?? MessageContent()
        quotedWAMID = try row.get("quoted_wamid")
        editedAtMs = try row.get("edited_at_ms")
        revokedAtMs = try row.get("revoked_at_ms")
        retryOf = try row.get("retry_of_id")
        template = try row.get("template_id")
        templateName = try row.get("template_name")
        status = DeliveryStatus(rawValue: try row.get("status")) ?? .failed
        isOutcomeUnknown = try row.get("outbox_state", as: String?.self) == OutboxState.unknown.rawValue
        errorCode = try row.get("error_code")
        sender = try row.get("sender_id")
        senderName = try row.get("sender_name")
        atMs = try row.get("at_ms")
        sentAtMs = try row.get("sent_at_ms")
        deliveredAtMs = try row.get("delivered_at_ms")
        readAtMs = try row.get("read_at_ms")
    }
}

/// What tells one message of Meta's from another.
struct KnownMessage: Hashable, Sendable {
    let number: ID<BusinessNumber>
    let wamid: String
}
