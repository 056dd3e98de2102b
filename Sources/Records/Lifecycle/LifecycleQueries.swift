package import Identity
package import Storage

/// SQL of records' ways in and out.
package enum LifecycleQueries {
    /// Marks a living record as being in the recycle bin, and frees what it alone may have.
    static func trash(_ tx: any WriteTransaction, _ record: Record, by user: ID<User>, atMs: Int64) throws {
        try tx.execute(
            """
            UPDATE records SET deleted_at_ms = \(atMs), deleted_by = \(user)
             WHERE organization_id = \(record.organization) AND id = \(record.id) AND deleted_at_ms IS NULL
            """
        )
        try freeUnique(tx, record)
    }

    static func restore(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            """
            UPDATE records SET deleted_at_ms = NULL, deleted_by = NULL
             WHERE organization_id = \(record.organization) AND id = \(record.id)
            """
        )
    }

    /// Lets other records have the values that only one may have.
    static func freeUnique(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            "DELETE FROM unique_values WHERE organization_id = \(record.organization) AND record_id = \(record.id)"
        )
    }

    /// Holds records until the transaction ends, so that nobody moves or changes them meanwhile.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: Which; those that do not fulfil the condition are left out.
    ///   - condition: On the table `records`.
    /// - Returns: The records in the order of their ids, as they are now that they are held.
    /// - Throws: ``StoreError``.
    static func hold(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ ids: [ID<Record>],
        where condition: SQLStatement
    ) throws -> [Record] {
        var held: [ID<Record>] = []
        // In the order of ids, so that no two wait for each other.
        var rest = ids.sorted()[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(500))
            rest = rest.dropFirst(500)
            held += try tx.run(
                """
                SELECT records.id FROM records
                 WHERE \(fragment: condition) AND records.id IN (\(list: some))
                 ORDER BY records.id
                 \(dialect: .forUpdate)
                """
            ).map { try $0.get("id") }
        }
        return try RecordQueries.all(tx, organization: organization, ids: held)
    }

    /// Holds one living record, for whoever is about to add something to it: in the recycle bin nothing comes to a record any more.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The record.
    /// - Returns: Whose it is.
    /// - Throws: ``RecordNotFound`` where it has gone meanwhile; ``StoreError``.
    @discardableResult
    package static func hold(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ id: ID<Record>
    ) throws -> ID<User> {
        let condition = RecordState.living.condition(in: organization)
        let row = try tx.first(
            """
            SELECT records.owner_id FROM records
             WHERE \(fragment: condition) AND records.id = \(id) \(dialect: .forUpdate)
            """
        )
        guard let row else { throw RecordNotFound() }
        return try row.get("owner_id")
    }

    /// Removes everything that the domain keeps of records, and the records.
    static func erase(_ tx: any WriteTransaction, organization: ID<Organization>, _ ids: [ID<Record>]) throws {
        let theirs: SQLStatement = "organization_id = \(organization) AND record_id IN (\(list: ids))"
        // Whatever hangs on records stands here, and among the checks of ``RecordsConsistency``.
        let tables: [SQLStatement] = [
            "field_values", "unique_values", "match_keys", "timeline_entries", "notes", "record_tags", "record_files",
            "participants", "reminders",
        ]
        for table in tables { try tx.execute("DELETE FROM \(fragment: table) WHERE \(fragment: theirs)") }
        try tx.execute(
            """
            DELETE FROM participants
             WHERE organization_id = \(organization) AND kind = 'record' AND subject_id IN (\(list: ids))
            """
        )
        for column: SQLStatement in ["contact_id", "account_id", "deal_id"] {
            try tx.execute(
                """
                UPDATE conversions SET \(fragment: column) = NULL
                 WHERE organization_id = \(organization) AND \(fragment: column) IN (\(list: ids))
                """
            )
        }
        try tx.execute("DELETE FROM conversions WHERE organization_id = \(organization) AND lead_id IN (\(list: ids))")
        try tx.execute("DELETE FROM records WHERE organization_id = \(organization) AND id IN (\(list: ids))")
    }

    /// Some of the records that name one in a lookup field, whatever state they are in.
    static func naming(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ record: ID<Record>,
        in field: ID<Field>,
        limit: Int
    ) throws -> [ID<Record>] {
        try tx.run(
            """
            SELECT record_id FROM field_values
             WHERE organization_id = \(organization) AND field_id = \(field) AND number_key = \(record)
             ORDER BY record_id
             LIMIT \(limit)
            """
        ).map { try $0.get("record_id") }
    }
}
