import Storage

extension RecordsMigrations {
    /// What is decided at once and done by and by: records that go for good, fields that are gone.
    static let ninth = Migration(
        domain: "records",
        number: 9,
        name: "records and fields on their way out",
        statements: [
            "ALTER TABLE records ADD COLUMN purged_at_ms BIGINT",
            "ALTER TABLE records ADD COLUMN purged_by BIGINT REFERENCES users (id)",
            "CREATE INDEX records_given_up ON records (organization_id, id) WHERE purged_at_ms IS NOT NULL",
            "ALTER TABLE fields ADD COLUMN removed_at_ms BIGINT",
        ]
    )
}
