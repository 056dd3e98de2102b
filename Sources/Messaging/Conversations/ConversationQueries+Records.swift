package import Identity
package import Records
package import Storage

extension ConversationQueries {
    /// The latest conversation with each of some people; whoever asks has found them by `RecordQueries`, in the same transaction.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - records: The people; as many as a page names.
    /// - Returns: Of those who have one.
    /// - Throws: ``StoreError``.
    package static func latest(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        with records: [ID<Record>]
    ) throws -> [ID<Record>: ID<Conversation>] {
        if records.isEmpty { return [:] }
        let rows = try tx.run(
            """
            SELECT id, record_id FROM conversations
             WHERE organization_id = \(organization) AND record_id IN (\(list: records))
             ORDER BY last_activity_at_ms, id
            """
        )
        var latest: [ID<Record>: ID<Conversation>] = [:]
        for row in rows { latest[try row.get("record_id")] = try row.get("id") }
        return latest
    }
}
