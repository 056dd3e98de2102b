package import Storage

/// The schema of this domain.
package enum RecordsMigrations {
    /// The steps in order.
    package static let all: [Migration] = [first, second, third, fourth, fifth, sixth, seventh, eighth, ninth]

    private static let first = Migration(
        domain: "records",
        number: 1,
        name: "modules, fields, records, match keys, timeline",
        statements: [
            """
            CREATE TABLE modules (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                name TEXT NOT NULL,
                label_en TEXT NOT NULL,
                label_zh TEXT NOT NULL,
                singular_en TEXT NOT NULL,
                singular_zh TEXT NOT NULL,
                position BIGINT NOT NULL,
                UNIQUE (organization_id, name)
            )
            """,
            """
            CREATE TABLE fields (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                name TEXT NOT NULL,
                label_en TEXT NOT NULL,
                label_zh TEXT NOT NULL,
                type TEXT NOT NULL,
                is_required BOOLEAN NOT NULL,
                maximum_length BIGINT CHECK (maximum_length > 0),
                options TEXT,
                section TEXT NOT NULL,
                position BIGINT NOT NULL,
                UNIQUE (organization_id, module_id, name)
            )
            """,
            """
            CREATE TABLE records (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                owner_id BIGINT NOT NULL REFERENCES users (id),
                name TEXT NOT NULL,
                sort_key TEXT NOT NULL,
                field_values TEXT NOT NULL,
                version BIGINT NOT NULL CHECK (version > 0),
                created_at_ms BIGINT NOT NULL,
                created_by BIGINT REFERENCES users (id),
                updated_at_ms BIGINT NOT NULL,
                updated_by BIGINT REFERENCES users (id),
                deleted_at_ms BIGINT
            )
            """,
            """
            CREATE INDEX records_by_change ON records (organization_id, module_id, updated_at_ms, id)
             WHERE deleted_at_ms IS NULL
            """,
            """
            CREATE TABLE match_keys (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                match_key TEXT NOT NULL,
                record_id BIGINT NOT NULL REFERENCES records (id),
                field_id BIGINT NOT NULL REFERENCES fields (id),
                e164 TEXT NOT NULL,
                PRIMARY KEY (organization_id, record_id, field_id)
            )
            """,
            "CREATE INDEX match_keys_by_key ON match_keys (organization_id, match_key)",
            """
            CREATE TABLE timeline_entries (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                kind TEXT NOT NULL,
                body TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                user_id BIGINT REFERENCES users (id)
            )
            """,
            "CREATE INDEX timeline_entries_by_time ON timeline_entries (organization_id, record_id, at_ms, id)",
        ]
    )
}
