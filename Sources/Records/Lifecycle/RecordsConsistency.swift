package import Storage

/// What is never so among records.
package enum RecordsConsistency {
    /// The checks.
    package static let checks: [ConsistencyCheck] = orphans + states

    private static let states: [ConsistencyCheck] = [
        ConsistencyCheck(
            "lookups that name a record which is not there",
            """
            SELECT field_values.record_id FROM field_values
              JOIN fields ON fields.id = field_values.field_id AND fields.type = 'lookup'
              LEFT JOIN records ON records.id = field_values.number_key
                               AND records.organization_id = field_values.organization_id
                               AND records.module_id = fields.lookup_module_id
             WHERE records.id IS NULL
            """
        ),
        ConsistencyCheck(
            "values kept for one record only though it is in the recycle bin or converted",
            """
            SELECT unique_values.record_id FROM unique_values
              JOIN records ON records.id = unique_values.record_id
             WHERE records.deleted_at_ms IS NOT NULL OR records.converted_at_ms IS NOT NULL
            """
        ),
        ConsistencyCheck(
            "values of living records that should be theirs alone and are not",
            """
            SELECT field_values.record_id FROM field_values
              JOIN fields ON fields.id = field_values.field_id AND fields.is_unique
                          AND fields.removed_at_ms IS NULL
              JOIN records ON records.id = field_values.record_id
                          AND records.deleted_at_ms IS NULL AND records.converted_at_ms IS NULL
              LEFT JOIN unique_values ON unique_values.organization_id = field_values.organization_id
                                     AND unique_values.field_id = field_values.field_id
                                     AND unique_values.record_id = field_values.record_id
             WHERE unique_values.record_id IS NULL
            """
        ),
        ConsistencyCheck(
            "converted leads of which nobody knows what they became, or the contrary",
            """
            SELECT records.id FROM records
              LEFT JOIN conversions ON conversions.organization_id = records.organization_id
                                   AND conversions.lead_id = records.id
             WHERE (records.converted_at_ms IS NULL) <> (conversions.lead_id IS NULL)
                OR (records.converted_at_ms IS NOT NULL AND records.deleted_at_ms IS NOT NULL)
            """
        ),
        ConsistencyCheck(
            "participants who are no records, or converted leads",
            """
            SELECT participants.record_id FROM participants
              LEFT JOIN records ON records.id = participants.subject_id
                               AND records.organization_id = participants.organization_id
             WHERE participants.kind = 'record' AND (records.id IS NULL OR records.converted_at_ms IS NOT NULL)
            """
        ),
        ConsistencyCheck(
            "notes, files or tags of converted leads",
            """
            SELECT records.id FROM records
             WHERE records.converted_at_ms IS NOT NULL
               AND (EXISTS (SELECT 1 FROM notes WHERE notes.organization_id = records.organization_id
                                                  AND notes.record_id = records.id)
                    OR EXISTS (SELECT 1 FROM record_files WHERE record_files.organization_id = records.organization_id
                                                            AND record_files.record_id = records.id)
                    OR EXISTS (SELECT 1 FROM record_tags WHERE record_tags.organization_id = records.organization_id
                                                           AND record_tags.record_id = records.id))
            """
        ),
    ]

    /// Every table that hangs on records.
    private static let orphans: [ConsistencyCheck] = [
        orphan("field values", "field_values"), orphan("unique values", "unique_values"),
        orphan("match keys", "match_keys"), orphan("timeline entries", "timeline_entries"), orphan("notes", "notes"),
        orphan("tags", "record_tags"), orphan("files", "record_files"),
        orphan("participants", "participants"), orphan("reminders", "reminders"), orphan("quote lines", "quote_lines"),
    ]

    private static func orphan(_ words: String, _ table: SQLStatement) -> ConsistencyCheck {
        ConsistencyCheck(
            "\(words) of no record",
            """
            SELECT hanging.record_id FROM \(fragment: table) AS hanging
              LEFT JOIN records ON records.id = hanging.record_id
                               AND records.organization_id = hanging.organization_id
             WHERE records.id IS NULL
            """
        )
    }
}
