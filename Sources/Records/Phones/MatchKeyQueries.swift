package import Identity
import PhoneNumbers
package import Storage

/// A record that has a phone number.
package struct Match: Sendable, Hashable {
    /// The record.
    package let record: ID<Record>
    /// Its module's name, such as `Contacts`.
    package let moduleName: String
    /// The field the number stands in.
    package let field: ID<Field>
    /// The number, in international form as the record has it.
    package let e164: String
}

/// SQL of the keys by which records are found by phone number.
package enum MatchKeyQueries {
    /// One number on more records than this is nobody's own.
    private static let maximumMatches = 100

    /// Finds the records with a number: Contacts before Leads, then the latest changed first.
    ///
    /// Source: spec row A-43.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - matchKey: ``PhoneNumbers/PhoneNumber/matchKey`` of the number.
    /// - Returns: One match for each field, a hundred at most.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        matchKey: String
    ) throws -> [Match] {
        try tx.run(
            """
            SELECT match_keys.record_id, modules.name AS module_name, match_keys.field_id, match_keys.e164
              FROM match_keys
              JOIN records ON records.id = match_keys.record_id
              JOIN modules ON modules.id = records.module_id
              JOIN fields ON fields.id = match_keys.field_id AND fields.removed_at_ms IS NULL
             WHERE match_keys.organization_id = \(organization) AND match_keys.match_key = \(matchKey)
               AND \(fragment: RecordState.living.condition(in: organization))
             ORDER BY CASE modules.name WHEN 'Contacts' THEN 0 WHEN 'Leads' THEN 1 ELSE 2 END,
                      records.updated_at_ms DESC, records.id DESC, fields.position
             LIMIT \(maximumMatches)
            """
        ).map(Match.init(row:))
    }

    /// The records with a number, for a condition in another query; those in the recycle bin too.
    ///
    /// - Parameters:
    ///   - matchKey: What the number's spellings have in common.
    ///   - organization: The organisation.
    /// - Returns: A query of their ids.
    package static func holders(of matchKey: SQLStatement, in organization: SQLStatement) -> SQLStatement {
        """
        SELECT match_keys.record_id FROM match_keys
         WHERE match_keys.organization_id = \(fragment: organization) AND match_keys.match_key = \(fragment: matchKey)
        """
    }

    /// Puts a record's present numbers in place of those it had.
    static func rewrite(_ tx: any WriteTransaction, _ record: Record, fields: [Field]) throws {
        let country = try OrganizationQueries.find(tx, id: record.organization)?.defaultCountry
        try tx.execute(
            "DELETE FROM match_keys WHERE organization_id = \(record.organization) AND record_id = \(record.id)"
        )
        for phone in RecordPhones.of(record, fields: fields, defaultCountry: country) {
            guard let number = phone.number else { continue }
            try tx.execute(
                """
                INSERT INTO match_keys (organization_id, match_key, record_id, field_id, e164)
                VALUES (\(record.organization), \(number.matchKey), \(record.id), \(phone.field.id), \(number.e164))
                """
            )
        }
    }
}

extension Match {
    init(row: SQLRow) throws {
        record = try row.get("record_id")
        moduleName = try row.get("module_name")
        field = try row.get("field_id")
        e164 = try row.get("e164")
    }
}
