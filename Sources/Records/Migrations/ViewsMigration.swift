import Storage

extension RecordsMigrations {
    static let third = Migration(
        domain: "records",
        number: 3,
        name: "views",
        statements: [
            """
            CREATE TABLE views (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                owner_id BIGINT REFERENCES users (id),
                label_en TEXT NOT NULL,
                label_zh TEXT NOT NULL,
                standard_name TEXT,
                sharing TEXT NOT NULL CHECK (sharing IN ('me', 'everyone', 'shared')),
                columns TEXT NOT NULL,
                sort_field TEXT NOT NULL,
                sort_descending BOOLEAN NOT NULL,
                criteria TEXT,
                UNIQUE (organization_id, module_id, standard_name)
            )
            """,
            "CREATE INDEX views_by_module ON views (organization_id, module_id, id)",
            """
            CREATE TABLE view_shares (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                view_id BIGINT NOT NULL REFERENCES views (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                PRIMARY KEY (organization_id, view_id, user_id)
            )
            """,
            """
            CREATE TABLE view_marks (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                view_id BIGINT NOT NULL REFERENCES views (id),
                is_favourite BOOLEAN NOT NULL,
                is_default BOOLEAN NOT NULL,
                PRIMARY KEY (organization_id, user_id, view_id)
            )
            """,
            """
            CREATE TABLE standard_versions (
                organization_id BIGINT PRIMARY KEY REFERENCES organizations (id),
                version BIGINT NOT NULL
            )
            """,
            """
            CREATE INDEX records_by_creation ON records (organization_id, module_id, created_at_ms, id)
             WHERE deleted_at_ms IS NULL
            """,
        ]
    )
}
