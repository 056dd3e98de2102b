package import Identity
package import Records
import Signals
package import Storage

/// Conversations follow their record: into the recycle bin and back, away for good, and to the Contact that a Lead becomes.
///
/// In the bin a conversation does not keep its person to itself: who writes meanwhile is met as anybody unknown is, as a new
/// Lead, because nobody would see a message in the bin. When the record comes back, what was said meanwhile joins its thread.
///
/// Source: spec rows 1.34, 1.51, 2.131, A-20.
package struct ConversationLifecycle: RecordLifecycle {
    private let clock: WallClock
    private let ids: IDGenerator

    /// Follows records.
    package init(clock: WallClock, ids: IDGenerator) {
        self.clock = clock
        self.ids = ids
    }

    package func trash(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws {
        let conversations = try LifecycleConversations.of(tx, organization: organization, records: records)
        try LifecycleConversations.hide(tx, organization: organization, conversations)
        try SignalQueries.settle(tx, organization: organization, groups: conversations.map(\.rawValue))
    }

    package func restore(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws {
        for conversation in try LifecycleConversations.of(tx, organization: organization, records: records) {
            for other in try LifecycleConversations.meanwhile(tx, organization: organization, conversation) {
                try LifecycleConversations.join(tx, organization: organization, other, to: conversation)
                try SignalQueries.regroup(
                    tx,
                    organization: organization,
                    from: other.rawValue,
                    to: conversation.rawValue
                )
            }
            try LifecycleConversations.show(tx, organization: organization, conversation)
        }
    }

    package func purge(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws {
        let conversations = try LifecycleConversations.of(tx, organization: organization, records: records)
        try LifecycleConversations.erase(tx, organization: organization, conversations)
        try SignalQueries.delete(tx, organization: organization, groups: conversations.map(\.rawValue))
        try ConsentQueries.erase(tx, organization: organization, records)
    }

    package func convert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        lead: ID<Record>,
        into contact: ID<Record>
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET record_id = \(contact)
             WHERE organization_id = \(organization) AND record_id = \(lead)
            """
        )
        try ConsentQueries.move(tx, organization: organization, from: lead, to: contact)
        try ConsentWriter(clock: clock, ids: ids, organization: organization)
            .show(tx, contact, author: .system(cause: "conversion"))
    }
}

/// What is never so among conversations.
package enum MessagingConsistency {
    /// The checks.
    package static let checks: [ConsistencyCheck] = [
        ConsistencyCheck(
            "conversations of records in the recycle bin that still keep their person",
            """
            SELECT conversations.id FROM conversations JOIN records ON records.id = conversations.record_id
             WHERE records.deleted_at_ms IS NOT NULL
               AND (conversations.match_key IS NOT NULL OR conversations.provider_user_id IS NOT NULL)
            """
        ),
        ConsistencyCheck(
            "conversations of living records that have lost their person",
            """
            SELECT conversations.id FROM conversations
              LEFT JOIN records ON records.id = conversations.record_id
             WHERE records.deleted_at_ms IS NULL
               AND (conversations.former_match_key IS NOT NULL OR conversations.former_user_id IS NOT NULL)
            """
        ),
        ConsistencyCheck(
            "conversations of converted leads",
            """
            SELECT conversations.id FROM conversations JOIN records ON records.id = conversations.record_id
             WHERE records.converted_at_ms IS NOT NULL
            """
        ),
        ConsistencyCheck(
            "conversations of a record of another organisation, or of none that is there",
            """
            SELECT conversations.id FROM conversations
              LEFT JOIN records ON records.id = conversations.record_id
                               AND records.organization_id = conversations.organization_id
             WHERE conversations.record_id IS NOT NULL AND records.id IS NULL
            """
        ),
        ConsistencyCheck(
            "conversations whose latest message is not theirs",
            """
            SELECT conversations.id FROM conversations
              LEFT JOIN messages ON messages.id = conversations.last_message_id
                                AND messages.conversation_id = conversations.id
             WHERE conversations.last_message_id IS NOT NULL AND messages.id IS NULL
            """
        ),
        ConsistencyCheck(
            "messages or rows of the outbox of no conversation",
            """
            SELECT messages.id FROM messages
              LEFT JOIN conversations ON conversations.id = messages.conversation_id
                                     AND conversations.organization_id = messages.organization_id
             WHERE conversations.id IS NULL
            UNION ALL
            SELECT outbox.message_id FROM outbox LEFT JOIN messages ON messages.id = outbox.message_id
             WHERE messages.id IS NULL
                OR (outbox.conversation_id IS NOT NULL AND outbox.conversation_id <> messages.conversation_id)
            """
        ),
    ]
}
