import Storage

extension MessagingMigrations {
    /// What people have said about marketing, as a history, and what the organisation makes of those who have said nothing.
    static let ninth = Migration(
        domain: "messaging",
        number: 9,
        name: "consent to marketing and rules of sending",
        statements: [
            """
            CREATE TABLE consent_changes (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                state TEXT NOT NULL CHECK (state IN ('unknown', 'opted_in', 'opted_out')),
                source TEXT NOT NULL,
                wording TEXT NOT NULL,
                user_id BIGINT REFERENCES users (id),
                at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX consent_changes_by_record ON consent_changes (record_id, at_ms, id)",
            """
            CREATE TABLE sending_rules (
                organization_id BIGINT PRIMARY KEY REFERENCES organizations (id),
                needs_consent BOOLEAN NOT NULL,
                allows_us_marketing BOOLEAN NOT NULL
            )
            """,
            "ALTER TABLE conversations ADD COLUMN marketing_told_at_ms BIGINT",
        ]
    )
}
