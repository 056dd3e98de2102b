import Storage

extension RecordsMigrations {
    /// Who takes part in meetings, when to remind people; the order of records that have no value to be sorted by.
    static let seventh = Migration(
        domain: "records",
        number: 7,
        name: "participants, reminders, records by their ids",
        statements: [
            """
            CREATE TABLE participants (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                kind TEXT NOT NULL CHECK (kind IN ('user', 'record')),
                subject_id BIGINT NOT NULL,
                PRIMARY KEY (organization_id, record_id, kind, subject_id)
            )
            """,
            "CREATE INDEX participants_by_subject ON participants (organization_id, kind, subject_id, record_id)",
            """
            CREATE TABLE reminders (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id),
                due_at_ms BIGINT NOT NULL,
                PRIMARY KEY (organization_id, record_id)
            )
            """,
            "CREATE INDEX reminders_by_time ON reminders (due_at_ms, record_id)",
            // Sorted by a field, those without a value stand at the end, by their ids.
            "CREATE INDEX records_by_id ON records (organization_id, module_id, id) WHERE deleted_at_ms IS NULL",
        ]
    )
}
