import Storage

extension RecordsMigrations {
    /// What organisations shape themselves: modules, fields, who sees records; and the mirror that criteria and sorts read.
    static let second = Migration(
        domain: "records",
        number: 2,
        name: "custom modules and fields, values to compare, sharing",
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
            CREATE INDEX records_by_name ON records (organization_id, module_id, sort_key, id)
             WHERE deleted_at_ms IS NULL
            """,
            """
            CREATE INDEX records_by_owner ON records (organization_id, module_id, owner_id, updated_at_ms, id)
             WHERE deleted_at_ms IS NULL
            """,
        ]
    )
}
