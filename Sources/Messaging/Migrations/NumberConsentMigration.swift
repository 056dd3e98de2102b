import Storage

extension MessagingMigrations {
    /// What somebody says about marketing in a conversation stays with it, whether or not it is anybody's in the CRM.
    static let fifteenth = Migration(
        domain: "messaging",
        number: 15,
        name: "what was said about marketing in a conversation",
        statements: [
            "ALTER TABLE conversations ADD COLUMN consent TEXT",
            "ALTER TABLE conversations ADD COLUMN consent_at_ms BIGINT",
            """
            CREATE INDEX conversations_by_consent ON conversations (organization_id, match_key) WHERE consent IS NOT NULL
            """,
        ]
    )
}
