package import Identity
package import PhoneNumbers
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

    /// What counts of all that was said by a person or from their number: the latest, on whichever record and in whichever conversation.
    ///
    /// One person may stand on several records, and speak before they stand on any.
    ///
    /// - Parameters:
    ///   - organization: The organisation.
    ///   - record: The person's record; NULL where there is none.
    ///   - matchKey: What the spellings of their number have in common; NULL where nobody knows it.
    /// - Returns: An expression; NULL where nothing was said.
    static func latest(organization: SQLStatement, record: SQLStatement, matchKey: SQLStatement) -> SQLStatement {
        let heard: SQLStatement =
            """
            SELECT heard.consent, heard.consent_at_ms, 0, heard.id FROM conversations AS heard
             WHERE heard.organization_id = \(fragment: organization) AND heard.consent IS NOT NULL
            """
        return """
            (SELECT told.state FROM (
                SELECT said.state, said.at_ms, 1 AS is_written, said.id FROM consent_changes AS said
                 WHERE said.organization_id = \(fragment: organization)
                   AND said.record_id IN (SELECT CAST(\(fragment: record) AS BIGINT)
                                          UNION ALL \(fragment: MatchKeyQueries.holders(of: matchKey, in: organization)))
                UNION ALL \(fragment: heard) AND heard.match_key = \(fragment: matchKey)
                UNION ALL \(fragment: heard) AND heard.record_id = \(fragment: record)
              ) AS told
              ORDER BY told.at_ms DESC, told.is_written DESC, told.id DESC LIMIT 1)
            """
    }

    /// What holds now for a person at a number.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The person's record; nil where there is none.
    ///   - phone: Their number; nil where nobody knows it.
    /// - Returns: Unknown where nothing was said, by them or from the number.
    /// - Throws: ``StoreError``.
    package static func state(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of record: ID<Record>?,
        at phone: PhoneNumber?
    ) throws -> ConsentState {
        let key = phone?.matchKey
        let said = latest(organization: "\(organization)", record: "\(record)", matchKey: "\(key)")
        let state = try tx.first("SELECT \(fragment: said) AS state")?.get("state", as: String?.self)
        return state.flatMap(ConsentState.init(rawValue:)) ?? .unknown
    }

    /// What a person has said by their own record, as its field shows it.
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
