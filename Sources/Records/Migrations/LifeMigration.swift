import Storage

extension RecordsMigrations {
    /// What happens to a record besides its values: recycle bin, conversion, notes, tags, files; and the sections of its page.
    static let fifth = Migration(
        domain: "records",
        number: 5,
        name: "recycle bin, conversion, notes, tags, files, sections",
        statements: [
            "ALTER TABLE records ADD COLUMN deleted_by BIGINT REFERENCES users (id)",
            "ALTER TABLE records ADD COLUMN converted_at_ms BIGINT",
            """
            CREATE INDEX records_in_bin ON records (organization_id, deleted_at_ms, id)
             WHERE deleted_at_ms IS NOT NULL
            """,
            """
            CREATE TABLE conversions (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                lead_id BIGINT NOT NULL REFERENCES records (id),
                contact_id BIGINT REFERENCES records (id),
                account_id BIGINT REFERENCES records (id),
                deal_id BIGINT REFERENCES records (id),
                at_ms BIGINT NOT NULL,
                user_id BIGINT NOT NULL REFERENCES users (id),
                PRIMARY KEY (organization_id, lead_id)
            )
            """,
            "CREATE INDEX conversions_by_contact ON conversions (organization_id, contact_id)",
            "CREATE INDEX conversions_by_account ON conversions (organization_id, account_id)",
            "CREATE INDEX conversions_by_deal ON conversions (organization_id, deal_id)",
            """
            CREATE TABLE notes (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                text TEXT NOT NULL,
                user_id BIGINT NOT NULL REFERENCES users (id),
                at_ms BIGINT NOT NULL,
                changed_at_ms BIGINT
            )
            """,
            "CREATE INDEX notes_by_record ON notes (organization_id, record_id, id)",
            """
            CREATE TABLE tags (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                UNIQUE (organization_id, module_id, name_key)
            )
            """,
            """
            CREATE TABLE record_tags (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                tag_id BIGINT NOT NULL REFERENCES tags (id),
                PRIMARY KEY (organization_id, record_id, tag_id)
            )
            """,
            "CREATE INDEX record_tags_by_tag ON record_tags (organization_id, tag_id, record_id)",
            """
            CREATE TABLE record_files (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                digest TEXT NOT NULL,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                size BIGINT NOT NULL,
                user_id BIGINT NOT NULL REFERENCES users (id),
                at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX record_files_by_record ON record_files (organization_id, record_id, id)",
            // Files are shared by content, whoever stored it: the sweep asks for all organisations at once.
            "CREATE INDEX record_files_by_digest ON record_files (digest)",
            """
            CREATE TABLE sections (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                name TEXT NOT NULL,
                label_en TEXT,
                label_zh TEXT,
                position BIGINT NOT NULL,
                PRIMARY KEY (organization_id, module_id, name)
            )
            """,
        ]
    )
}
