import Storage

extension MessagingMigrations {
    /// The connection is what goes when a channel is disabled; the account, its numbers and all that was said stay.
    static let fifth = Migration(
        domain: "messaging",
        number: 5,
        name: "connections, what Meta says of accounts and numbers, who gets new people",
        statements: [
            """
            CREATE TABLE channel_connections (
                channel_id BIGINT PRIMARY KEY REFERENCES channel_accounts (id),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                access_token_sealed \(dialect: .blob) NOT NULL,
                app_secret_sealed \(dialect: .blob) NOT NULL,
                verify_token_sealed \(dialect: .blob) NOT NULL,
                activated_at_ms BIGINT,
                stopped_reason TEXT,
                app_id TEXT,
                token_state TEXT,
                token_expires_at_ms BIGINT,
                subscription TEXT,
                handshake_at_ms BIGINT,
                last_webhook_at_ms BIGINT,
                checked_at_ms BIGINT,
                check_failure TEXT
            )
            """,
            """
            INSERT INTO channel_connections (channel_id, organization_id, access_token_sealed, app_secret_sealed,
                                             verify_token_sealed, activated_at_ms, stopped_reason)
            SELECT id, organization_id, access_token_sealed, app_secret_sealed, verify_token_sealed, connected_at_ms,
                   CASE WHEN state = 'stopped' THEN coalesce(stopped_reason, '') END
              FROM channel_accounts
            """,
            "ALTER TABLE channel_accounts DROP COLUMN access_token_sealed",
            "ALTER TABLE channel_accounts DROP COLUMN app_secret_sealed",
            "ALTER TABLE channel_accounts DROP COLUMN verify_token_sealed",
            "ALTER TABLE channel_accounts DROP COLUMN state",
            "ALTER TABLE channel_accounts DROP COLUMN stopped_reason",
            "ALTER TABLE channel_accounts ADD COLUMN new_people TEXT NOT NULL DEFAULT 'leads'",
            "ALTER TABLE channel_accounts ADD COLUMN last_assignee_id BIGINT REFERENCES users (id)",
            "ALTER TABLE business_numbers ADD COLUMN is_in_use BOOLEAN NOT NULL DEFAULT TRUE",
            "ALTER TABLE business_numbers ADD COLUMN stopped_reason TEXT",
            "ALTER TABLE business_numbers ADD COLUMN status TEXT",
            "ALTER TABLE business_numbers ADD COLUMN code_verification TEXT",
            "ALTER TABLE business_numbers ADD COLUMN name_status TEXT",
            "ALTER TABLE business_numbers ADD COLUMN messaging_limit TEXT",
            "ALTER TABLE business_numbers ADD COLUMN throughput TEXT",
            "ALTER TABLE business_numbers ADD COLUMN checked_at_ms BIGINT",
            """
            CREATE TABLE channel_assignees (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                user_id BIGINT REFERENCES users (id),
                group_id BIGINT REFERENCES user_groups (id) ON DELETE CASCADE,
                role_id BIGINT REFERENCES roles (id) ON DELETE CASCADE,
                UNIQUE (organization_id, channel_id, user_id),
                UNIQUE (organization_id, channel_id, group_id),
                UNIQUE (organization_id, channel_id, role_id)
            )
            """,
            """
            CREATE TABLE channel_notices (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL,
                until_ms BIGINT NOT NULL,
                at_ms BIGINT NOT NULL,
                PRIMARY KEY (organization_id, channel_id, kind, subject, detail)
            )
            """,
            "CREATE INDEX outbox_unknown ON outbox (channel_id, message_id) WHERE state = 'unknown'",
        ]
    )
}
