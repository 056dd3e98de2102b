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
            "CREATE INDEX outbox_naming_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL",
        ]
    )
}
