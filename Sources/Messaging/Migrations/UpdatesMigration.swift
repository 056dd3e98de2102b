import Storage

extension MessagingMigrations {
    /// What Meta tells of a message after it is kept as it came, and of two things that it tells of one matter the later counts.
    static let eighth = Migration(
        domain: "messaging",
        number: 8,
        name: "updates of messages as they came, and the time of the latest of each matter",
        statements: [
            """
            CREATE TABLE message_updates (
                message_id BIGINT NOT NULL REFERENCES messages (id),
                kind TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                raw TEXT NOT NULL,
                PRIMARY KEY (message_id, kind, at_ms)
            )
            """,
            """
            CREATE TABLE provider_clock (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                subject TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                PRIMARY KEY (channel_id, subject)
            )
            """,
        ]
    )
}
