import Storage

extension MessagingMigrations {
    /// Templates that were made elsewhere have no module until somebody names one, and nobody here wrote them.
    ///
    /// SQLite cannot take NOT NULL from a column, so these two become columns of another name for a moment.
    static let twelfth = Migration(
        domain: "messaging",
        number: 12,
        name: "templates made elsewhere, changed and deleted ones",
        statements: [
            "ALTER TABLE message_templates ADD COLUMN for_module_id BIGINT REFERENCES modules (id)",
            "ALTER TABLE message_templates ADD COLUMN made_by BIGINT REFERENCES users (id)",
            "UPDATE message_templates SET for_module_id = module_id, made_by = created_by",
            "ALTER TABLE message_templates DROP COLUMN module_id",
            "ALTER TABLE message_templates DROP COLUMN created_by",
            "ALTER TABLE message_templates RENAME COLUMN for_module_id TO module_id",
            "ALTER TABLE message_templates RENAME COLUMN made_by TO created_by",
            "ALTER TABLE message_templates ADD COLUMN is_unsent BOOLEAN NOT NULL DEFAULT FALSE",
            "UPDATE message_templates SET is_unsent = TRUE WHERE status = 'in_review' AND provider_id IS NULL",
            "ALTER TABLE message_templates ADD COLUMN deleted_at_ms BIGINT",
        ]
    )
}
