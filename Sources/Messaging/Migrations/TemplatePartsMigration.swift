import Storage

extension MessagingMigrations {
    /// Templates with everything that they may have beside a body; those of before have a body only.
    static let eleventh = Migration(
        domain: "messaging",
        number: 11,
        name: "headers, footers and buttons of templates, and the files they show",
        statements: [
            "ALTER TABLE message_templates ADD COLUMN content TEXT",
            """
            CREATE TABLE template_files (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                template_id BIGINT REFERENCES message_templates (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                digest TEXT NOT NULL,
                size BIGINT NOT NULL,
                at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX template_files_by_template ON template_files (organization_id, template_id)",
            "CREATE INDEX template_files_by_content ON template_files (digest)",
            "CREATE INDEX template_files_unused ON template_files (at_ms) WHERE template_id IS NULL",
        ]
    )
}
