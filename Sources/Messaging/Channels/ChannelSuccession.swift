package import Identity
package import Storage

/// Passes the channels of somebody who goes to somebody else: who writes for the first time is theirs to look after.
///
/// Source: spec row A-50.
package struct ChannelSuccession: UserSuccession {
    /// Prepares it.
    package init() {}

    /// Counts a user's channels.
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
        let channels = try ChannelQueries.all(tx, organization: organization)
        return min(channels.filter { $0.owner == user }.count, limit)
    }

    /// Passes all of them on; an organisation has few.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - succession: From whom to whom.
    ///   - limit: Not reached.
    /// - Returns: Zero: nothing is left.
    /// - Throws: ``StoreError``.
    package func pass(_ tx: any WriteTransaction, _ succession: Succession, limit: Int) throws -> Int {
        try ChannelQueries.pass(
            tx,
            organization: succession.organization,
            from: succession.from,
            to: succession.to
        )
        return 0
    }
}

extension ChannelQueries {
    fileprivate static func pass(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from old: ID<User>,
        to new: ID<User>
    ) throws {
        try tx.execute(
            """
            UPDATE channel_accounts SET owner_id = \(new)
             WHERE organization_id = \(organization) AND owner_id = \(old)
            """
        )
        // Whoever goes gets nobody new; the heir takes their turns, where they have none of their own.
        let own: SQLStatement =
            """
            SELECT channel_id FROM channel_assignees WHERE organization_id = \(organization) AND user_id = \(new)
            """
        try tx.execute(
            """
            UPDATE channel_assignees SET user_id = \(new)
             WHERE organization_id = \(organization) AND user_id = \(old) AND channel_id NOT IN (\(fragment: own))
            """
        )
    }
}
