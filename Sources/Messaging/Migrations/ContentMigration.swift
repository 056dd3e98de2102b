import Storage

extension MessagingMigrations {
    /// Messages of every kind, with their files and reactions; what is sent is sent number by number.
    static let sixth = Migration(
        domain: "messaging",
        number: 6,
        name: "kinds of messages, files, reactions, pauses in sending",
        statements: [
            "ALTER TABLE messages ADD COLUMN content TEXT",
            "ALTER TABLE messages DROP COLUMN error_detail",
            "ALTER TABLE messages ADD COLUMN quoted_wamid TEXT",
            "ALTER TABLE messages ADD COLUMN edited_at_ms BIGINT",
            "ALTER TABLE messages ADD COLUMN revoked_at_ms BIGINT",
            "ALTER TABLE messages ADD COLUMN retry_of_id BIGINT REFERENCES messages (id)",
            """
            CREATE UNIQUE INDEX messages_by_retried ON messages (organization_id, retry_of_id)
             WHERE retry_of_id IS NOT NULL
            """,
            """
            CREATE TABLE message_files (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                conversation_id BIGINT NOT NULL REFERENCES conversations (id),
                message_id BIGINT REFERENCES messages (id),
                user_id BIGINT REFERENCES users (id),
                state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'unavailable')),
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                digest TEXT,
                size BIGINT,
                media_id TEXT,
                media_digest TEXT,
                fault TEXT,
                at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX message_files_by_message ON message_files (organization_id, message_id)",
            "CREATE INDEX message_files_by_conversation ON message_files (organization_id, conversation_id, id)",
            "CREATE INDEX message_files_by_content ON message_files (digest)",
            "CREATE INDEX message_files_unsent ON message_files (at_ms) WHERE message_id IS NULL",
            """
            CREATE TABLE message_reactions (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                message_id BIGINT NOT NULL REFERENCES messages (id),
                direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
                emoji TEXT NOT NULL,
                user_id BIGINT REFERENCES users (id),
                at_ms BIGINT NOT NULL,
                PRIMARY KEY (organization_id, message_id, direction)
            )
            """,
            """
            CREATE TABLE uploaded_media (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                business_number_id BIGINT NOT NULL REFERENCES business_numbers (id),
                digest TEXT NOT NULL,
                kind TEXT NOT NULL,
                media_id TEXT NOT NULL,
                uploaded_at_ms BIGINT NOT NULL,
                PRIMARY KEY (organization_id, business_number_id, digest, kind)
            )
            """,
            """
            CREATE TABLE sending_pauses (
                business_number_id BIGINT PRIMARY KEY REFERENCES business_numbers (id),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                until_ms BIGINT NOT NULL,
                reason TEXT NOT NULL,
                strikes BIGINT NOT NULL
            )
            """,
            """
            CREATE INDEX outbox_by_number ON outbox (business_number_id, priority, due_at_ms, message_id)
             WHERE state IN ('queued', 'claimed')
            """,
            "DROP INDEX outbox_by_due_time",
            "ALTER TABLE conversations ADD COLUMN username TEXT",
            "ALTER TABLE conversations ADD COLUMN last_kind TEXT",
            "ALTER TABLE conversations ADD COLUMN marketing_stopped_at_ms BIGINT",
            """
            CREATE INDEX conversations_by_user ON conversations (organization_id, provider_user_id)
             WHERE provider_user_id IS NOT NULL
            """,
            "ALTER TABLE message_templates ADD COLUMN quality TEXT",
            "ALTER TABLE parked_items ADD COLUMN waits_for TEXT",
            "CREATE INDEX parked_items_by_journal ON parked_items (journal_id)",
            """
            CREATE INDEX parked_items_waiting ON parked_items (organization_id, channel_id, waits_for)
             WHERE waits_for IS NOT NULL
            """,
        ]
    )
}
