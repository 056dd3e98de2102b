import Identity
import Records
import Storage

/// SQL of conversations that follow their record.
enum LifecycleConversations {
    static func of(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws -> [ID<Conversation>] {
        try tx.run(
            """
            SELECT id FROM conversations
             WHERE organization_id = \(organization) AND record_id IN (\(list: records))
             ORDER BY id
            """
        ).map { try $0.get("id") }
    }

    /// Gives up whom the conversations are with.
    static func hide(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ conversations: [ID<Conversation>]
    ) throws {
        try tx.execute(
            """
            UPDATE conversations
               SET former_match_key = match_key, former_user_id = provider_user_id, match_key = NULL, provider_user_id = NULL
             WHERE organization_id = \(organization) AND id IN (\(list: conversations))
            """
        )
    }

    static func show(_ tx: any WriteTransaction, organization: ID<Organization>, _ conversation: ID<Conversation>)
        throws
    {
        try tx.execute(
            """
            UPDATE conversations
               SET match_key = former_match_key, provider_user_id = former_user_id, former_match_key = NULL,
                   former_user_id = NULL
             WHERE organization_id = \(organization) AND id = \(conversation)
            """
        )
    }

    /// The conversations that the same person has meanwhile with the same number.
    static func meanwhile(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ conversation: ID<Conversation>
    ) throws -> [ID<Conversation>] {
        try tx.run(
            """
            SELECT other.id FROM conversations
              JOIN conversations AS other
                ON other.organization_id = conversations.organization_id
               AND other.business_number_id = conversations.business_number_id AND other.id <> conversations.id
               AND (other.match_key = conversations.former_match_key
                    OR other.provider_user_id = conversations.former_user_id)
             WHERE conversations.organization_id = \(organization) AND conversations.id = \(conversation)
             ORDER BY other.id
             \(dialect: .forUpdate)
            """
        ).map { try $0.get("id") }
    }

    /// Puts one thread into another, which then stands as the later of both does.
    static func join(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ other: ID<Conversation>,
        to conversation: ID<Conversation>
    ) throws {
        for table: SQLStatement in ["messages", "message_files", "outbox"] {
            try tx.execute(
                """
                UPDATE \(fragment: table) SET conversation_id = \(conversation)
                 WHERE organization_id = \(organization) AND conversation_id = \(other)
                """
            )
        }
        let isLater: SQLStatement =
            """
            (SELECT later.last_activity_at_ms FROM conversations AS later WHERE later.id = \(other))
            >= conversations.last_activity_at_ms
            """
        let theirs = { (column: SQLStatement) -> SQLStatement in
            "(SELECT other.\(fragment: column) FROM conversations AS other WHERE other.id = \(other))"
        }
        let latest = { (column: SQLStatement) -> SQLStatement in
            """
            \(fragment: column) = CASE WHEN \(fragment: isLater) THEN \(fragment: theirs(column))
                                       ELSE \(fragment: column) END
            """
        }
        let columns: [SQLStatement] = [
            "last_message_id", "last_direction", "last_kind", "last_text", "last_status", "last_activity_at_ms",
            "wa_id",
        ]
        let window = theirs("window_closes_at_ms")
        let awaiting = theirs("awaiting_reply_since_ms")
        let consentAt = theirs("consent_at_ms")
        let saidLater: SQLStatement = "consent_at_ms IS NULL OR consent_at_ms < \(fragment: consentAt)"
        try tx.execute(
            """
            UPDATE conversations
               SET \(fragment: .joined(columns.map(latest), separator: ", ")),
                   username = coalesce(username, \(fragment: theirs("username"))),
                   marketing_stopped_at_ms =
                       coalesce(marketing_stopped_at_ms, \(fragment: theirs("marketing_stopped_at_ms"))),
                   consent = CASE WHEN \(fragment: consentAt) IS NOT NULL AND (\(fragment: saidLater))
                                  THEN \(fragment: theirs("consent")) ELSE consent END,
                   consent_at_ms = CASE WHEN \(fragment: consentAt) IS NOT NULL AND (\(fragment: saidLater))
                                        THEN \(fragment: consentAt) ELSE consent_at_ms END,
                   blocked_at_ms = coalesce(blocked_at_ms, \(fragment: theirs("blocked_at_ms"))),
                   unread = unread + \(fragment: theirs("unread")),
                   former_match_key = coalesce(former_match_key, \(fragment: theirs("match_key"))),
                   former_user_id = coalesce(former_user_id, \(fragment: theirs("provider_user_id"))),
                   window_closes_at_ms = CASE WHEN window_closes_at_ms IS NULL OR window_closes_at_ms < \(fragment: window)
                                              THEN \(fragment: window) ELSE window_closes_at_ms END,
                   awaiting_reply_since_ms = coalesce(awaiting_reply_since_ms, \(fragment: awaiting))
             WHERE organization_id = \(organization) AND id = \(conversation)
            """
        )
        try tx.execute("DELETE FROM conversations WHERE organization_id = \(organization) AND id = \(other)")
    }

    /// Removes conversations with everything in them.
    static func erase(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ conversations: [ID<Conversation>]
    ) throws {
        let theirs: SQLStatement = "organization_id = \(organization) AND conversation_id IN (\(list: conversations))"
        for table: SQLStatement in ["outbox", "message_reactions", "message_updates"] {
            try tx.execute(
                """
                DELETE FROM \(fragment: table)
                 WHERE organization_id = \(organization)
                   AND message_id IN (SELECT id FROM messages WHERE \(fragment: theirs))
                """
            )
        }
        try tx.execute("DELETE FROM message_files WHERE \(fragment: theirs)")
        try tx.execute("DELETE FROM messages WHERE \(fragment: theirs)")
        try tx.execute(
            "DELETE FROM conversations WHERE organization_id = \(organization) AND id IN (\(list: conversations))"
        )
    }
}
