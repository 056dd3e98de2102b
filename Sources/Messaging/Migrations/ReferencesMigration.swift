import Storage

extension MessagingMigrations {
    /// Before a record or a conversation goes, the engine asks every table that may name it, by that one column.
    static let seventh = Migration(
        domain: "messaging",
        number: 7,
        name: "what names a record or a conversation is found by it alone",
        statements: [
            "CREATE INDEX conversations_naming_record ON conversations (record_id) WHERE record_id IS NOT NULL",
            "CREATE INDEX messages_naming_conversation ON messages (conversation_id)",
            "CREATE INDEX messages_naming_retried ON messages (retry_of_id) WHERE retry_of_id IS NOT NULL",
            "CREATE INDEX message_files_naming_conversation ON message_files (conversation_id)",
            "CREATE INDEX message_files_naming_message ON message_files (message_id) WHERE message_id IS NOT NULL",
            "CREATE INDEX message_reactions_naming_message ON message_reactions (message_id)",
            "CREATE INDEX outbox_naming_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL",
        ]
    )
}
