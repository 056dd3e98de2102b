import Storage

extension RecordsMigrations {
    /// What organisations shape themselves: modules, fields, who sees what; and the mirror that criteria and sorts read.
    static let second = Migration(
        domain: "records",
        number: 2,
        name: "custom modules and fields, values to compare, access",
        statements: [
            "ALTER TABLE modules ADD COLUMN is_custom BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE modules ADD COLUMN sharing TEXT NOT NULL DEFAULT 'read_write'",
            "ALTER TABLE fields ADD COLUMN is_custom BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE fields ADD COLUMN is_unique BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE fields ADD COLUMN is_read_only BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE fields ADD COLUMN default_value TEXT",
            "ALTER TABLE fields ADD COLUMN lookup_module_id BIGINT REFERENCES modules (id)",
            "ALTER TABLE fields ADD COLUMN number_prefix TEXT",
            "ALTER TABLE fields ADD COLUMN next_number BIGINT NOT NULL DEFAULT 1",
            "ALTER TABLE records ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE records ADD COLUMN deleted_by BIGINT REFERENCES users (id)",
            """
            CREATE TABLE sections (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                name TEXT NOT NULL,
                label_en TEXT NOT NULL,
                label_zh TEXT NOT NULL,
                position BIGINT NOT NULL,
                UNIQUE (organization_id, module_id, name)
            )
            """,
            """
            CREATE TABLE field_values (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                field_id BIGINT NOT NULL REFERENCES fields (id),
                place BIGINT NOT NULL,
                text_key TEXT,
                whole_text TEXT,
                number_key BIGINT,
                PRIMARY KEY (organization_id, record_id, field_id, place)
            )
            """,
            """
            CREATE INDEX field_values_by_text ON field_values (organization_id, field_id, text_key, record_id)
             WHERE text_key IS NOT NULL
            """,
            """
            CREATE INDEX field_values_by_number ON field_values (organization_id, field_id, number_key, record_id)
             WHERE number_key IS NOT NULL
            """,
            """
            CREATE TABLE unique_values (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                field_id BIGINT NOT NULL REFERENCES fields (id),
                value_key TEXT NOT NULL,
                record_id BIGINT NOT NULL REFERENCES records (id),
                PRIMARY KEY (organization_id, field_id, value_key)
            )
            """,
            "CREATE INDEX unique_values_by_record ON unique_values (organization_id, record_id)",
            """
            CREATE TABLE profile_modules (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                can_view BOOLEAN NOT NULL,
                can_create BOOLEAN NOT NULL,
                can_edit BOOLEAN NOT NULL,
                can_delete BOOLEAN NOT NULL,
                PRIMARY KEY (organization_id, profile_id, module_id)
            )
            """,
            """
            CREATE TABLE profile_fields (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id),
                field_id BIGINT NOT NULL REFERENCES fields (id),
                access TEXT NOT NULL CHECK (access IN ('read_only', 'hidden')),
                PRIMARY KEY (organization_id, profile_id, field_id)
            )
            """,
            """
            CREATE INDEX records_by_name ON records (organization_id, module_id, sort_key, id)
             WHERE deleted_at_ms IS NULL
            """,
            """
            CREATE INDEX records_by_owner ON records (organization_id, module_id, owner_id, updated_at_ms, id)
             WHERE deleted_at_ms IS NULL
            """,
            """
            CREATE INDEX records_deleted ON records (organization_id, deleted_at_ms, id)
             WHERE deleted_at_ms IS NOT NULL
            """,
        ]
    )
}
