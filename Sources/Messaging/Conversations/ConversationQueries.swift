package import Identity
package import Records
package import Storage

/// SQL of conversations.
package enum ConversationQueries {
    private static let columns: SQLStatement =
        """
        conversations.id, conversations.organization_id, conversations.business_number_id, conversations.record_id,
        conversations.wa_id, conversations.provider_user_id, conversations.username, conversations.person_name,
        conversations.last_direction, conversations.last_kind, conversations.last_text, conversations.last_status, conversations.last_activity_at_ms, conversations.unread,
        conversations.window_closes_at_ms, conversations.awaiting_reply_since_ms, conversations.blocked_at_ms
        """

    /// A conversation with what a list shows beside it.
    package struct Summary: Sendable {
        /// The conversation.
        package let conversation: Conversation
        /// The linked record's module and name.
        package let record: (module: String, name: String)?
        /// The business number as Meta writes it.
        package let displayNumber: String
    }

    private static let summarized: SQLStatement =
        """
        SELECT \(fragment: columns), records.name AS record_name, modules.name AS module_name,
               business_numbers.display_number
          FROM conversations
          JOIN business_numbers ON business_numbers.id = conversations.business_number_id
          LEFT JOIN records ON records.id = conversations.record_id
          LEFT JOIN modules ON modules.id = records.module_id
        """

    /// The conversations a user may see: those of records they may see; those of no record are for whoever may link them.
    ///
    /// Source: spec row A-45.
    private static func visible(to user: SignedIn, byID: Bool = false) -> SQLStatement {
        let ofNobody: SQLStatement = user.rights.contains(.manageChannels) ? "conversations.record_id IS NULL OR" : ""
        // As with records, a conversation whose id is known is not looked for among the organisation's.
        let plus: SQLStatement = byID ? "+" : ""
        let records = RecordQueries.visible(to: user, byID: true)
        return """
            \(fragment: plus)conversations.organization_id = \(user.organization)
            AND (\(fragment: ofNobody) (conversations.record_id IS NOT NULL AND \(fragment: records)))
            """
    }

    /// A page of conversations, the latest activity first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - record: Only conversations with this record; nil for all.
    ///   - cursor: Activity and id of the last conversation of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        record: ID<Record>?,
        before cursor: (atMs: Int64, id: ID<Conversation>)?,
        limit: Int
    ) throws -> [Summary] {
        var conditions: [SQLStatement] = [visible(to: user)]
        if let record { conditions.append("conversations.record_id = \(record)") }
        if let cursor {
            conditions.append(
                "(conversations.last_activity_at_ms, conversations.id) < (\(cursor.atMs), \(cursor.id))"
            )
        }
        return try tx.run(
            """
            \(fragment: summarized)
             WHERE \(fragment: .joined(conditions, separator: " AND "))
             ORDER BY conversations.last_activity_at_ms DESC, conversations.id DESC
             LIMIT \(limit)
            """
        ).map(Summary.init(row:))
    }

    /// Finds a conversation that a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - id: The conversation.
    /// - Returns: The conversation, if there is one for them.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        id: ID<Conversation>
    ) throws -> Summary? {
        try tx.first(
            """
            \(fragment: summarized)
             WHERE conversations.id = \(id) AND \(fragment: visible(to: user))
            """
        ).map(Summary.init(row:))
    }

    /// Which of some conversations a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - ids: The conversations; as many as a page of events names.
    /// - Returns: Those that the user may see.
    /// - Throws: ``StoreError``.
    package static func seen(
        _ tx: any ReadTransaction,
        by user: SignedIn,
        ids: [ID<Conversation>]
    ) throws -> [ID<Conversation>] {
        if ids.isEmpty { return [] }
        return try tx.run(
            """
            SELECT conversations.id FROM conversations LEFT JOIN records ON records.id = conversations.record_id
             WHERE conversations.id IN (\(list: ids)) AND \(fragment: visible(to: user, byID: true))
            """
        ).map { try $0.get("id") }
    }

    /// Finds some conversations that a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - ids: The conversations; as many as a page has.
    /// - Returns: Those of them that there are for the user, in no order.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        ids: [ID<Conversation>]
    ) throws -> [Summary] {
        try tx.run(
            """
            \(fragment: summarized)
             WHERE conversations.id IN (\(list: ids)) AND \(fragment: visible(to: user, byID: true))
            """
        ).map(Summary.init(row:))
    }

    /// Finds the thread of a person and a business number: by user id, then by what their numbers have in common.
    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        businessNumber: ID<BusinessNumber>,
        providerUserID: String?,
        matchKey: String?
    ) throws -> Conversation? {
        if let providerUserID {
            let row = try tx.first(
                """
                SELECT \(fragment: columns) FROM conversations
                 WHERE organization_id = \(organization) AND business_number_id = \(businessNumber)
                   AND provider_user_id = \(providerUserID)
                """
            )
            if let row { return try Conversation(row: row) }
        }
        guard let matchKey else { return nil }
        return try tx.first(
            """
            SELECT \(fragment: columns) FROM conversations
             WHERE organization_id = \(organization) AND business_number_id = \(businessNumber) AND match_key = \(matchKey)
            """
        ).map(Conversation.init(row:))
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<Conversation>
    ) throws -> Conversation? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM conversations
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(Conversation.init(row:))
    }

    struct New {
        let id: ID<Conversation>
        let organization: ID<Organization>
        let businessNumber: ID<BusinessNumber>
        let record: ID<Record>?
        let matchKey: String?
        let waID: String?
        let providerUserID: String?
        var username: String?
        let personName: String
        let atMs: Int64
    }

    static func insert(_ tx: any WriteTransaction, _ new: New) throws {
        try tx.execute(
            """
            INSERT INTO conversations (id, organization_id, business_number_id, record_id, match_key, wa_id, provider_user_id,
                                       username, person_name, last_activity_at_ms, unread, created_at_ms)
            VALUES (\(new.id), \(new.organization), \(new.businessNumber), \(new.record), \(new.matchKey), \(new.waID),
                    \(new.providerUserID), \(new.username), \(new.personName), \(new.atMs), 0, \(new.atMs))
            """
        )
    }

    /// Moves a conversation for a customer's message; what a blocked person writes waits for nobody.
    static func received(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        message: ID<Message>,
        kind: Message.Kind,
        text: String,
        sentAtMs: Int64,
        opensWindow: Bool,
        atMs: Int64
    ) throws {
        let isHeard = conversation.blockedAtMs == nil
        let closes: Int64? = opensWindow && isHeard ? sentAtMs + ServiceWindow.lengthMs : nil
        try tx.execute(
            """
            UPDATE conversations
               SET last_message_id = CASE WHEN last_activity_at_ms > \(atMs) THEN last_message_id ELSE \(message) END,
                   last_direction = CASE WHEN last_activity_at_ms > \(atMs) THEN last_direction ELSE 'inbound' END,
                   last_kind = CASE WHEN last_activity_at_ms > \(atMs) THEN last_kind ELSE \(kind.rawValue) END,
                   last_text = CASE WHEN last_activity_at_ms > \(atMs) THEN last_text ELSE \(text) END,
                   last_status = CASE WHEN last_activity_at_ms > \(atMs) THEN last_status ELSE 'received' END,
                   last_activity_at_ms = CASE WHEN last_activity_at_ms > \(atMs) THEN last_activity_at_ms ELSE \(atMs) END,
                   unread = unread + \(isHeard ? 1 : 0),
                   window_closes_at_ms = CASE WHEN window_closes_at_ms IS NULL OR window_closes_at_ms < \(closes)
                                              THEN coalesce(\(closes), window_closes_at_ms) ELSE window_closes_at_ms END,
                   awaiting_reply_since_ms = coalesce(awaiting_reply_since_ms, \(isHeard ? sentAtMs : nil))
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
            """
        )
    }

    /// Moves a conversation for a message that a user sends: it answers what was waiting.
    static func sending(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        message: ID<Message>,
        kind: Message.Kind,
        text: String,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE conversations
               SET last_message_id = \(message), last_direction = 'outbound', last_kind = \(kind.rawValue),
                   last_text = \(text), last_status = 'queued',
                   last_activity_at_ms = CASE WHEN last_activity_at_ms > \(atMs) THEN last_activity_at_ms ELSE \(atMs) END,
                   awaiting_reply_since_ms = NULL
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id)
            """
        )
    }

    /// Shows the state of a message in its conversation's row, if it is the latest one there.
    static func setLastStatus(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        conversation: ID<Conversation>,
        status: DeliveryStatus
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET last_status = \(status.rawValue)
             WHERE organization_id = \(organization) AND id = \(conversation) AND last_message_id = \(message)
            """
        )
    }

    /// The same of messages that have the same state.
    static func setLastStatus(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        messages: [ID<Message>],
        status: DeliveryStatus
    ) throws {
        if messages.isEmpty { return }
        try tx.execute(
            """
            UPDATE conversations SET last_status = \(status.rawValue)
             WHERE id IN (SELECT conversation_id FROM messages WHERE messages.id IN (\(list: messages)))
               AND last_message_id IN (\(list: messages)) AND +organization_id = \(organization)
            """
        )
    }

    /// Blocks or unblocks; a blocked conversation waits for no answer.
    ///
    /// - Returns: Whether that changes anything.
    static func setBlocked(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        _ isBlocked: Bool,
        atMs: Int64
    ) throws -> Bool {
        let before: SQLStatement = isBlocked ? "blocked_at_ms IS NULL" : "blocked_at_ms IS NOT NULL"
        return try tx.execute(
            """
            UPDATE conversations
               SET blocked_at_ms = \(isBlocked ? atMs : nil), unread = 0, awaiting_reply_since_ms = NULL
             WHERE organization_id = \(conversation.organization) AND id = \(conversation.id) AND \(fragment: before)
            """
        ) == 1
    }

    static func markRead(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<Conversation>
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE conversations SET unread = 0
             WHERE organization_id = \(organization) AND id = \(id) AND unread > 0
            """
        ) > 0
    }
}

extension Conversation {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        businessNumber = try row.get("business_number_id")
        record = try row.get("record_id")
        waID = try row.get("wa_id")
        providerUserID = try row.get("provider_user_id")
        username = try row.get("username")
        personName = try row.get("person_name")
        lastDirection = try row.get("last_direction", as: String?.self).flatMap(MessageDirection.init(rawValue:))
        lastKind = try row.get("last_kind")
        lastText = try row.get("last_text")
        lastStatus = try row.get("last_status", as: String?.self).flatMap(DeliveryStatus.init(rawValue:))
        lastActivityAtMs = try row.get("last_activity_at_ms")
        unread = try row.get("unread")
        windowClosesAtMs = try row.get("window_closes_at_ms")
        awaitingReplySinceMs = try row.get("awaiting_reply_since_ms")
        blockedAtMs = try row.get("blocked_at_ms")
    }
}

extension ConversationQueries.Summary {
    init(row: SQLRow) throws {
        conversation = try Conversation(row: row)
        displayNumber = try row.get("display_number")
        if let module = try row.get("module_name", as: String?.self) {
            record = (module: module, name: try row.get("record_name"))
        } else {
            record = nil
        }
    }
}
