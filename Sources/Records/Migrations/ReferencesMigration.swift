import Storage

extension RecordsMigrations {
    /// Before a row goes, the engine asks every table that may name it, by that one column: here is what answers.
    ///
    /// Records and fields are what goes. Without these, each purge would read the tables through while all writers wait.
    static let eighth = Migration(
        domain: "records",
        number: 8,
        name: "what names a record or a field is found by it alone",
        statements: [
            "CREATE INDEX field_values_naming_record ON field_values (record_id)",
            "CREATE INDEX unique_values_naming_record ON unique_values (record_id)",
            "CREATE INDEX match_keys_naming_record ON match_keys (record_id)",
            "CREATE INDEX timeline_entries_naming_record ON timeline_entries (record_id)",
            "CREATE INDEX notes_naming_record ON notes (record_id)",
            "CREATE INDEX record_tags_naming_record ON record_tags (record_id)",
            "CREATE INDEX record_files_naming_record ON record_files (record_id)",
            "CREATE INDEX participants_naming_record ON participants (record_id)",
            "CREATE INDEX reminders_naming_record ON reminders (record_id)",
            "CREATE INDEX conversions_naming_lead ON conversions (lead_id)",
            "CREATE INDEX conversions_naming_contact ON conversions (contact_id) WHERE contact_id IS NOT NULL",
            "CREATE INDEX conversions_naming_account ON conversions (account_id) WHERE account_id IS NOT NULL",
            "CREATE INDEX conversions_naming_deal ON conversions (deal_id) WHERE deal_id IS NOT NULL",
            "CREATE INDEX field_values_naming_field ON field_values (field_id)",
            "CREATE INDEX unique_values_naming_field ON unique_values (field_id)",
            "CREATE INDEX match_keys_naming_field ON match_keys (field_id)",
            "CREATE INDEX profile_fields_naming_field ON profile_fields (field_id)",
        ]
    )
}
