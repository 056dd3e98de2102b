import Storage

extension MessagingMigrations {
    /// What automation sends: a template with who gets it, made once and used by many rules.
    static let thirteenth = Migration(
        domain: "messaging",
        number: 13,
        name: "WhatsApp notifications",
        statements: [
            """
            CREATE TABLE whatsapp_notifications (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                module_id BIGINT NOT NULL REFERENCES modules (id),
                template_id BIGINT NOT NULL REFERENCES message_templates (id),
                lookup_id BIGINT REFERENCES fields (id),
                business_number_id BIGINT REFERENCES business_numbers (id),
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                phone_fields TEXT NOT NULL,
                created_by BIGINT NOT NULL REFERENCES users (id),
                created_at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, name_key)
            )
            """,
            "CREATE INDEX whatsapp_notifications_naming_template ON whatsapp_notifications (template_id)",
            "CREATE INDEX whatsapp_notifications_naming_lookup ON whatsapp_notifications (lookup_id)",
        ]
    )
}
