package import Identity
package import Storage

/// Who gets the people that a channel brings in.
///
/// Source: spec rows 2.12, A-17.
package enum ChannelAssignment {
    /// The selection that was chosen; the channel's owner where nobody is.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - channel: The channel.
    /// - Returns: The selection, of one kind.
    /// - Throws: ``StoreError``.
    package static func selection(_ tx: any ReadTransaction, of channel: ChannelAccount) throws -> UserSelection {
        let rows = try tx.run(
            """
            SELECT user_id, group_id, role_id FROM channel_assignees
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
             ORDER BY id
            """
        )
        let groups: [Int64] = try rows.compactMap { try $0.get("group_id") }
        let roles: [Int64] = try rows.compactMap { try $0.get("role_id") }
        if !groups.isEmpty { return UserSelection(.groups, groups) }
        if !roles.isEmpty { return UserSelection(.roles, roles) }
        return UserSelection(.users, try rows.compactMap { try $0.get("user_id") })
    }

    /// Chooses whom new people go to.
    static func set(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        of channel: ChannelAccount,
        _ selection: UserSelection
    ) throws {
        try tx.execute(
            """
            DELETE FROM channel_assignees
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
            """
        )
        for member in selection.members {
            let user: Int64? = selection.kind == .users ? member : nil
            let group: Int64? = selection.kind == .groups ? member : nil
            let role: Int64? = selection.kind == .roles ? member : nil
            try tx.execute(
                """
                INSERT INTO channel_assignees (id, organization_id, channel_id, user_id, group_id, role_id)
                VALUES (\(ids.next(ChannelAccount.self)), \(channel.organization), \(channel.id), \(user), \(group), \(role))
                """
            )
        }
    }

    /// Whose turn it is among those who work here now.
    ///
    /// Items of one channel are applied one at a time, so no two people get the same turn.
    static func next(_ tx: any WriteTransaction, of channel: ChannelAccount) throws -> ID<User> {
        let selection = try selection(tx, of: channel)
        let candidates = try UserSelectionQueries.active(tx, organization: channel.organization, of: selection)
        guard let first = candidates.first else { return channel.owner }
        let row = try tx.first(
            """
            SELECT last_assignee_id FROM channel_accounts
             WHERE organization_id = \(channel.organization) AND id = \(channel.id)
            """
        )
        let last = try row?.get("last_assignee_id", as: ID<User>?.self) ?? nil
        let next = last.flatMap { last in candidates.first { $0 > last } } ?? first
        try tx.execute(
            """
            UPDATE channel_accounts SET last_assignee_id = \(next)
             WHERE organization_id = \(channel.organization) AND id = \(channel.id)
            """
        )
        return next
    }
}
