import Storage

extension MessagingMigrations {
    /// What sending has to remember: which stops people were told of, and which messages bring a file.
    static let tenth = Migration(
        domain: "messaging",
        number: 10,
        name: "stops that were told, messages that bring a file",
        statements: [
            "ALTER TABLE channel_connections ADD COLUMN told_reason TEXT",
            "ALTER TABLE channel_connections ADD COLUMN told_at_ms BIGINT",
            "ALTER TABLE business_numbers ADD COLUMN told_reason TEXT",
            "ALTER TABLE business_numbers ADD COLUMN told_at_ms BIGINT",
            "ALTER TABLE outbox ADD COLUMN needs_upload BOOLEAN NOT NULL DEFAULT FALSE",
        ]
    )
}
