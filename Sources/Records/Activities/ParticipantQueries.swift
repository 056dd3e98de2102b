package import Identity
package import Storage

/// Who takes part in a meeting.
package enum Participant: Sendable, Hashable {
    /// A colleague.
    case user(ID<User>)
    /// A Lead or a Contact.
    case record(ID<Record>)
}

/// SQL of who takes part in meetings.
package enum ParticipantQueries {
    /// Records that a user takes part in, as a condition for a query that names the table `records`.
    static func attended(by user: ID<User>, in organization: ID<Organization>) -> SQLStatement {
        """
        records.id IN (SELECT attending.record_id FROM participants AS attending
                        WHERE attending.organization_id = \(organization) AND attending.kind = 'user'
                          AND attending.subject_id = \(user))
        """
    }

    /// The participants of a record.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record, which the caller has found for whoever asks.
    /// - Returns: Users first.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> [Participant] {
        try tx.run(
            """
            SELECT kind, subject_id FROM participants
             WHERE organization_id = \(organization) AND record_id = \(record)
             ORDER BY kind DESC, subject_id
            """
        ).map { row in
            let id: Int64 = try row.get("subject_id")
            return try row.get("kind", as: String.self) == "user" ? .user(ID(id)) : .record(ID(id))
        }
    }

    /// What participants are called, for the audit trail.
    static func names(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ participants: [Participant]
    ) throws -> String {
        let users = participants.compactMap { if case .user(let id) = $0 { id } else { nil } }
        let records = participants.compactMap { if case .record(let id) = $0 { id } else { nil } }
        let people = try UserQueries.names(tx, organization: organization, ids: users).values.sorted()
        let others = try RecordQueries.all(tx, organization: organization, ids: records).map(\.name).sorted()
        return (people + others).joined(separator: ", ")
    }

    static func replace(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        with participants: Set<Participant>
    ) throws {
        try delete(tx, organization: organization, record: record)
        for participant in participants {
            let (kind, subject): (String, Int64) =
                switch participant {
                case .user(let id): ("user", id.rawValue)
                case .record(let id): ("record", id.rawValue)
                }
            try tx.execute(
                """
                INSERT INTO participants (organization_id, record_id, kind, subject_id)
                VALUES (\(organization), \(record), \(kind), \(subject))
                """
            )
        }
    }

    /// Whoever was there as one record is there as another.
    static func move(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from old: ID<Record>,
        to new: ID<Record>
    ) throws {
        let theirs: SQLStatement = "organization_id = \(organization) AND kind = 'record' AND subject_id = \(old)"
        try tx.execute(
            """
            INSERT INTO participants (organization_id, record_id, kind, subject_id)
            SELECT organization_id, record_id, kind, \(new) FROM participants WHERE \(fragment: theirs)
            ON CONFLICT DO NOTHING
            """
        )
        try tx.execute("DELETE FROM participants WHERE \(fragment: theirs)")
    }

    /// Deletes a meeting's participants.
    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, record: ID<Record>) throws {
        try tx.execute(
            "DELETE FROM participants WHERE organization_id = \(organization) AND record_id = \(record)"
        )
    }
}
