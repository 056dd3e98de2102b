package import Identity
package import Storage

/// SQL of signals.
package enum SignalQueries {
    /// Unread signals are counted up to here.
    package static let maximumCount = 1_000

    /// A person's latest signals, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Whose bell.
    ///   - limit: How many at most.
    /// - Returns: The signals.
    /// - Throws: ``StoreError``.
    package static func latest(_ tx: any ReadTransaction, of user: SignedIn, limit: Int) throws -> [Signal] {
        try tx.run(
            """
            SELECT id, user_id, kind, subject_id, group_id, at_ms, is_read FROM signals
             WHERE organization_id = \(user.organization) AND user_id = \(user.user)
             ORDER BY id DESC
             LIMIT \(limit)
            """
        ).compactMap(Signal.init(row:))
    }

    /// How many of a person's signals are unread.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Whose bell.
    /// - Returns: ``maximumCount`` at most.
    /// - Throws: ``StoreError``.
    package static func unread(_ tx: any ReadTransaction, of user: SignedIn) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS unread
              FROM (SELECT 1 FROM signals
                     WHERE organization_id = \(user.organization) AND user_id = \(user.user) AND NOT is_read
                     LIMIT \(maximumCount)) AS counted
            """
        )?.get("unread") ?? 0
    }

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ signal: Signal) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO signals (id, organization_id, user_id, kind, subject_id, group_id, at_ms, is_read)
            SELECT \(signal.id), \(organization), \(signal.user), \(signal.kind.rawValue), \(signal.subjectID),
                   \(signal.groupID), \(signal.atMs), \(signal.isRead)
             WHERE NOT EXISTS (SELECT 1 FROM silenced_signals
                                WHERE organization_id = \(organization) AND user_id = \(signal.user)
                                  AND kind = \(signal.kind.rawValue))
            ON CONFLICT (organization_id, user_id, kind, subject_id) DO NOTHING
            """
        ) > 0
    }

    /// The kinds that a person wants to hear nothing of.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    /// - Returns: The kinds.
    /// - Throws: ``StoreError``.
    package static func silenced(_ tx: any ReadTransaction, of user: SignedIn) throws -> Set<Signal.Kind> {
        let rows = try tx.run(
            """
            SELECT kind FROM silenced_signals
             WHERE organization_id = \(user.organization) AND user_id = \(user.user)
            """
        )
        return Set(try rows.compactMap { Signal.Kind(rawValue: try $0.get("kind")) })
    }

    static func setSilenced(_ tx: any WriteTransaction, of user: SignedIn, _ kind: Signal.Kind, _ isSilenced: Bool)
        throws
    {
        if isSilenced {
            try tx.execute(
                """
                INSERT INTO silenced_signals (organization_id, user_id, kind)
                VALUES (\(user.organization), \(user.user), \(kind.rawValue))
                ON CONFLICT DO NOTHING
                """
            )
        } else {
            try tx.execute(
                """
                DELETE FROM silenced_signals
                 WHERE organization_id = \(user.organization) AND user_id = \(user.user) AND kind = \(kind.rawValue)
                """
            )
        }
    }

    /// Marks everybody's signals of some groups as read: what they are about is not to be answered any more.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - groups: The groups.
    /// - Throws: ``StoreError``.
    package static func settle(_ tx: any WriteTransaction, organization: ID<Organization>, groups: [Int64]) throws {
        try tx.execute(
            """
            UPDATE signals SET is_read = \(true)
             WHERE organization_id = \(organization) AND NOT is_read AND group_id IN (\(list: groups))
            """
        )
    }

    /// Puts the signals of one group into another.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - group: The group that ends.
    ///   - other: The group that goes on.
    /// - Throws: ``StoreError``.
    package static func regroup(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from group: Int64,
        to other: Int64
    ) throws {
        try tx.execute(
            "UPDATE signals SET group_id = \(other) WHERE organization_id = \(organization) AND group_id = \(group)"
        )
    }

    /// Removes everybody's signals of some groups.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - groups: The groups.
    /// - Throws: ``StoreError``.
    package static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, groups: [Int64]) throws {
        try tx.execute("DELETE FROM signals WHERE organization_id = \(organization) AND group_id IN (\(list: groups))")
    }

    /// Marks a person's signals as read: those of one group, or all.
    static func markRead(_ tx: any WriteTransaction, of user: SignedIn, group: Int64?) throws -> Int {
        let within: SQLStatement = if let group { "AND group_id = \(group)" } else { "" }
        return try tx.execute(
            """
            UPDATE signals SET is_read = \(true)
             WHERE organization_id = \(user.organization) AND user_id = \(user.user) AND NOT is_read \(fragment: within)
            """
        )
    }
}

extension Signal {
    /// A row of a kind that this version does not know is left out.
    init?(row: SQLRow) throws {
        guard let kind = Kind(rawValue: try row.get("kind")) else { return nil }
        self.kind = kind
        id = try row.get("id")
        user = try row.get("user_id")
        subjectID = try row.get("subject_id")
        groupID = try row.get("group_id")
        atMs = try row.get("at_ms")
        isRead = try row.get("is_read")
    }
}
