package import Identity
package import Records
package import Storage

/// SQL of consent.
package enum ConsentQueries {
    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        _ change: ConsentChange
    ) throws {
        try tx.execute(
            """
            INSERT INTO consent_changes (id, organization_id, record_id, state, source, wording, user_id, at_ms)
            VALUES (\(change.id), \(organization), \(record), \(change.state.rawValue), \(change.source.rawValue),
                    \(change.wording), \(change.user), \(change.atMs))
            """
        )
    }

    /// What a person has said, the latest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The person's record.
    ///   - limit: How many at most.
    /// - Returns: The changes.
    /// - Throws: ``StoreError``.
    package static func history(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of record: ID<Record>,
        limit: Int
    ) throws -> [ConsentChange] {
        try tx.run(
            """
            SELECT id, state, source, wording, user_id, at_ms FROM consent_changes
             WHERE organization_id = \(organization) AND record_id = \(record)
             ORDER BY at_ms DESC, id DESC LIMIT \(limit)
            """
        ).map { row in
            ConsentChange(
                id: try row.get("id"),
                state: ConsentState(rawValue: try row.get("state")) ?? .unknown,
                source: ConsentChange.Source(rawValue: try row.get("source")) ?? .user,
                wording: try row.get("wording"),
                user: try row.get("user_id"),
                atMs: try row.get("at_ms")
            )
        }
    }

    /// What holds for a person now.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The person's record.
    /// - Returns: Unknown where nothing was said.
    /// - Throws: ``StoreError``.
    package static func state(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of record: ID<Record>
    ) throws -> ConsentState {
        try history(tx, organization: organization, of: record, limit: 1).first?.state ?? .unknown
    }

    /// A Lead became a Contact: what was said by the one was said by the other.
    static func move(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from lead: ID<Record>,
        to contact: ID<Record>
    ) throws {
        try tx.execute(
            """
            UPDATE consent_changes SET record_id = \(contact)
             WHERE organization_id = \(organization) AND record_id = \(lead)
            """
        )
    }

    static func erase(_ tx: any WriteTransaction, organization: ID<Organization>, _ records: [ID<Record>]) throws {
        try tx.execute(
            """
            DELETE FROM consent_changes
             WHERE organization_id = \(organization) AND record_id IN (\(list: records))
            """
        )
    }
}
