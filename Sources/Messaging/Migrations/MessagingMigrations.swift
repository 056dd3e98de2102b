package import Storage

/// The schema of this domain.
package enum MessagingMigrations {
    /// The steps in order.
    package static let all: [Migration] = [
        first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth,
        eleventh, twelfth, thirteenth, fourteenth, fifteenth,
    ]

    private static let second = Migration(
        domain: "messaging",
        number: 2,
        name: "what an idempotency key was used for",
        statements: ["ALTER TABLE messages ADD COLUMN idempotency_digest TEXT"]
    )

    private static let third = Migration(
        domain: "messaging",
        number: 3,
        name: "one conversation's messages leave in their order",
        statements: [
            "ALTER TABLE outbox ADD COLUMN conversation_id BIGINT REFERENCES conversations (id)",
            """
            CREATE INDEX outbox_open_by_conversation ON outbox (conversation_id, message_id)
             WHERE state IN ('queued', 'claimed', 'sending')
            """,
        ]
    )

    private static let first = Migration(
        domain: "messaging",
        number: 1,
        name: "channels, templates, conversations, messages, outbox, inbound journal",
        statements: [
            """
            CREATE TABLE channel_accounts (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                nickname TEXT NOT NULL,
                waba_id TEXT NOT NULL,
                access_token_sealed \(dialect: .blob) NOT NULL,
                app_secret_sealed \(dialect: .blob) NOT NULL,
                verify_token_sealed \(dialect: .blob) NOT NULL,
                webhook_key TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('active', 'stopped')),
                stopped_reason TEXT,
                owner_id BIGINT NOT NULL REFERENCES users (id),
                connected_at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, waba_id)
            )
            """,
            """
            CREATE TABLE business_numbers (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                phone_number_id TEXT NOT NULL,
                display_number TEXT NOT NULL,
                verified_name TEXT NOT NULL,
                quality TEXT,
                UNIQUE (organization_id, channel_id, phone_number_id)
            )
            """,
            """
            CREATE TABLE message_templates (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                provider_name TEXT NOT NULL,
                provider_id TEXT,
                language TEXT NOT NULL,
                category TEXT NOT NULL,
                effective_category TEXT NOT NULL,
                status TEXT NOT NULL,
                reason TEXT,
                body TEXT NOT NULL,
                created_by BIGINT NOT NULL REFERENCES users (id),
                created_at_ms BIGINT NOT NULL,
                status_at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, channel_id, language, name_key),
                UNIQUE (organization_id, channel_id, language, provider_name)
            )
            """,
            """
            CREATE UNIQUE INDEX message_templates_by_provider_id
                ON message_templates (organization_id, channel_id, provider_id)
            """,
            """
            CREATE TABLE conversations (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                business_number_id BIGINT NOT NULL REFERENCES business_numbers (id),
                record_id BIGINT REFERENCES records (id),
                match_key TEXT,
                wa_id TEXT,
                provider_user_id TEXT,
                person_name TEXT NOT NULL,
                last_message_id BIGINT,
                last_direction TEXT,
                last_text TEXT,
                last_status TEXT,
                last_activity_at_ms BIGINT NOT NULL,
                unread BIGINT NOT NULL CHECK (unread >= 0),
                window_closes_at_ms BIGINT,
                awaiting_reply_since_ms BIGINT,
                created_at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, business_number_id, match_key),
                UNIQUE (organization_id, business_number_id, provider_user_id)
            )
            """,
            """
            CREATE INDEX conversations_by_activity ON conversations (organization_id, last_activity_at_ms, id)
            """,
            """
            CREATE INDEX conversations_by_record ON conversations (organization_id, record_id, last_activity_at_ms, id)
            """,
            """
            CREATE TABLE messages (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                business_number_id BIGINT NOT NULL REFERENCES business_numbers (id),
                conversation_id BIGINT NOT NULL REFERENCES conversations (id),
                direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
                kind TEXT NOT NULL,
                text TEXT NOT NULL,
                template_id BIGINT REFERENCES message_templates (id),
                status TEXT NOT NULL,
                error_code TEXT,
                error_detail TEXT,
                sender_id BIGINT REFERENCES users (id),
                wamid TEXT,
                raw TEXT,
                idempotency_key TEXT,
                at_ms BIGINT NOT NULL,
                sent_at_ms BIGINT,
                delivered_at_ms BIGINT,
                read_at_ms BIGINT,
                UNIQUE (organization_id, business_number_id, wamid),
                UNIQUE (organization_id, sender_id, idempotency_key)
            )
            """,
            "CREATE INDEX messages_by_time ON messages (organization_id, conversation_id, at_ms, id)",
            """
            CREATE TABLE outbox (
                message_id BIGINT PRIMARY KEY REFERENCES messages (id),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                business_number_id BIGINT NOT NULL REFERENCES business_numbers (id),
                state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'sending', 'sent', 'failed', 'unknown')),
                priority BIGINT NOT NULL,
                payload TEXT NOT NULL,
                due_at_ms BIGINT NOT NULL,
                leased_until_ms BIGINT NOT NULL,
                attempt BIGINT NOT NULL
            )
            """,
            """
            CREATE INDEX outbox_by_due_time ON outbox (priority, due_at_ms, message_id)
             WHERE state IN ('queued', 'claimed')
            """,
            "CREATE INDEX outbox_under_way ON outbox (leased_until_ms) WHERE state = 'sending'",
            """
            CREATE TABLE inbound_journal (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                digest TEXT NOT NULL,
                body \(dialect: .blob) NOT NULL,
                received_at_ms BIGINT NOT NULL,
                is_processed BOOLEAN NOT NULL,
                UNIQUE (organization_id, channel_id, digest)
            )
            """,
            "CREATE INDEX inbound_journal_waiting ON inbound_journal (id) WHERE NOT is_processed",
            """
            CREATE TABLE parked_items (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                channel_id BIGINT NOT NULL REFERENCES channel_accounts (id),
                journal_id BIGINT NOT NULL REFERENCES inbound_journal (id),
                item_index BIGINT NOT NULL,
                field TEXT NOT NULL,
                reason TEXT NOT NULL,
                raw TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, journal_id, item_index)
            )
            """,
        ]
    )
}
