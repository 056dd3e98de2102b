package import Identity
package import Storage

/// What a Lead became.
package struct Conversion: Sendable, Hashable {
    /// The Lead.
    package let lead: ID<Record>
    /// The Contact; nil where it has been purged.
    package let contact: ID<Record>?
    /// The Account, if there was to be one.
    package let account: ID<Record>?
    /// The Deal, if there was to be one.
    package let deal: ID<Record>?
    /// Product time, Unix milliseconds.
    package let atMs: Int64
    /// Who did it.
    package let user: ID<User>
}

/// The Lead has been converted already.
package struct AlreadyConverted: Error, Equatable {
    /// What it became.
    package let conversion: Conversion
}

/// SQL of conversions.
package enum ConversionQueries {
    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ conversion: Conversion) throws {
        try tx.execute(
            """
            INSERT INTO conversions (organization_id, lead_id, contact_id, account_id, deal_id, at_ms, user_id)
            VALUES (\(organization), \(conversion.lead), \(conversion.contact), \(conversion.account),
                    \(conversion.deal), \(conversion.atMs), \(conversion.user))
            """
        )
    }

    /// Finds what a Lead became.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - lead: The Lead.
    /// - Returns: Nil for one that was not converted.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        lead: ID<Record>
    ) throws -> Conversion? {
        try tx.first(
            """
            SELECT lead_id, contact_id, account_id, deal_id, at_ms, user_id FROM conversions
             WHERE organization_id = \(organization) AND lead_id = \(lead)
            """
        ).map(Conversion.init(row:))
    }

    /// The Leads that became some Contacts.
    static func leads(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of contacts: [ID<Record>]
    ) throws -> [Record] {
        let ids: [ID<Record>] = try tx.run(
            """
            SELECT lead_id FROM conversions
             WHERE organization_id = \(organization) AND contact_id IN (\(list: contacts))
             ORDER BY lead_id
            """
        ).map { try $0.get("lead_id") }
        return try RecordQueries.all(tx, organization: organization, ids: ids)
    }

    /// Marks a living Lead as converted; what it alone may have is free from then on.
    static func markConverted(_ tx: any WriteTransaction, _ lead: Record, by user: ID<User>, atMs: Int64) throws {
        try tx.execute(
            """
            UPDATE records SET converted_at_ms = \(atMs), version = version + 1, updated_at_ms = \(atMs), updated_by = \(user)
             WHERE organization_id = \(lead.organization) AND id = \(lead.id)
            """
        )
        try LifecycleQueries.freeUnique(tx, lead)
    }

    /// What hangs on the Lead hangs on the Contact from then on.
    static func moveBelongings(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from lead: ID<Record>,
        to contact: ID<Record>
    ) throws {
        for table: SQLStatement in ["notes", "record_files", "timeline_entries"] {
            try tx.execute(
                """
                UPDATE \(fragment: table) SET record_id = \(contact)
                 WHERE organization_id = \(organization) AND record_id = \(lead)
                """
            )
        }
    }

    /// Contacts with an address in one of their email fields.
    static func byEmail(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        module: ID<Module>,
        _ address: String
    ) throws -> [ID<Record>] {
        try tx.run(
            """
            SELECT records.id FROM records
             WHERE \(fragment: RecordQueries.writable(by: user)) AND records.module_id = \(module)
               AND records.id IN (SELECT field_values.record_id FROM field_values
                                    JOIN fields ON fields.id = field_values.field_id AND fields.type = 'email'
                                               AND fields.module_id = \(module) AND fields.removed_at_ms IS NULL
                                   WHERE field_values.organization_id = \(user.organization)
                                     AND field_values.text_key = \(TypedKey.cut(TypedKey.fold(address))))
             ORDER BY records.updated_at_ms DESC, records.id DESC
             LIMIT 5
            """
        ).map { try $0.get("id") }
    }

    /// Records of a module that are called so.
    static func byName(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        module: ID<Module>,
        _ name: String
    ) throws -> [ID<Record>] {
        try tx.run(
            """
            SELECT records.id FROM records
             WHERE \(fragment: RecordQueries.writable(by: user)) AND records.module_id = \(module)
               AND records.sort_key = \(RecordName.sortKey(name)) AND records.name_key = \(TypedKey.fold(name))
             ORDER BY records.updated_at_ms DESC, records.id DESC
             LIMIT 5
            """
        ).map { try $0.get("id") }
    }

    /// Those of some records that a user may change.
    static func writable(
        _ tx: any ReadTransaction,
        by user: SignedIn,
        module: ID<Module>,
        _ ids: [ID<Record>]
    ) throws -> [ID<Record>] {
        let known: [ID<Record>] = try tx.run(
            """
            SELECT records.id FROM records
             WHERE \(fragment: RecordQueries.writable(by: user)) AND records.module_id = \(module)
               AND records.id IN (\(list: ids))
            """
        ).map { try $0.get("id") }
        return ids.filter(Set(known).contains)
    }
}

extension Conversion {
    init(row: SQLRow) throws {
        lead = try row.get("lead_id")
        contact = try row.get("contact_id")
        account = try row.get("account_id")
        deal = try row.get("deal_id")
        atMs = try row.get("at_ms")
        user = try row.get("user_id")
    }
}
