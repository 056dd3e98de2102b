package import Identity
package import Storage

/// Passes the records of somebody who goes to somebody else, those in the recycle bin too.
///
/// Source: spec row A-50.
package struct RecordSuccession: UserSuccession {
    private let ids: IDGenerator

    /// Prepares it.
    ///
    /// - Parameter ids: For timeline entries and events.
    package init(ids: IDGenerator) {
        self.ids = ids
    }

    /// Counts a user's records.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - user: The user.
    ///   - limit: Where counting stops.
    /// - Returns: The number, `limit` at most.
    /// - Throws: ``StoreError``.
    package func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of user: ID<User>,
        upTo limit: Int
    ) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS counted
              FROM (SELECT 1 FROM records WHERE organization_id = \(organization) AND owner_id = \(user)
                     LIMIT \(limit)) AS found
            """
        )?.get("counted") ?? 0
    }

    /// Passes some records on.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - succession: From whom to whom.
    ///   - limit: How many at most.
    /// - Returns: How many it were.
    /// - Throws: ``StoreError``.
    package func pass(_ tx: any WriteTransaction, _ succession: Succession, limit: Int) throws -> Int {
        let records = try RecordQueries.ofOwner(
            tx,
            organization: succession.organization,
            owner: succession.from,
            limit: limit
        )
        let people = [succession.from, succession.to]
        let names = try UserQueries.names(tx, organization: succession.organization, ids: people)
        let given = [AuditChange(name: "owner", old: names[succession.from], new: names[succession.to])]
        for record in records {
            let next = record.owned(by: succession.to, atMs: succession.atMs, author: succession.by)
            try RecordQueries.pass(tx, next)
            let change = TimelineEvent.ownerChanged(from: record.owner, to: next.owner)
            let author = RecordAuthor.user(succession.by)
            try RecordWriter.log(tx, ids: ids, change, of: next, author: author, atMs: succession.atMs)
            try RecordAudit.append(
                tx,
                ids: ids,
                .recordChanged,
                next,
                changes: given,
                author: author,
                atMs: succession.atMs
            )
        }
        return records.count
    }
}
