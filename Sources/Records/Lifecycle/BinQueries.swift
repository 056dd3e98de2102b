package import Identity
package import Storage

/// A record in the recycle bin.
package struct TrashedRecord: Sendable {
    /// The record's id.
    package let id: ID<Record>
    /// What it was called.
    package let name: String
    /// Its module's name.
    package let module: String
    /// Product time, Unix milliseconds.
    package let deletedAtMs: Int64
    /// Who deleted it.
    package let deletedBy: ID<User>?
}

/// SQL of the recycle bin.
package enum BinQueries {
    /// Some records of the bin that a user may bring back, the latest deleted first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - module: Only of this module; nil for all.
    ///   - search: Part of the name; nil for all.
    ///   - cursor: Time and id of the last record of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The records.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        module: ID<Module>?,
        search: String?,
        before cursor: (atMs: Int64, id: ID<Record>)?,
        limit: Int
    ) throws -> [TrashedRecord] {
        var conditions: [SQLStatement] = [RecordQueries.deletable(by: user, .trashed)]
        if let module { conditions.append("records.module_id = \(module)") }
        if let search { conditions.append("records.name_key LIKE \(LikePattern.containing(search)) ESCAPE '\\'") }
        if let cursor {
            conditions.append("(records.deleted_at_ms, records.id) < (\(cursor.atMs), \(cursor.id))")
        }
        return try tx.run(
            """
            SELECT records.id, records.name, modules.name AS module_name, records.deleted_at_ms, records.deleted_by
              FROM records JOIN modules ON modules.id = records.module_id
             WHERE \(fragment: .joined(conditions, separator: " AND "))
             ORDER BY records.deleted_at_ms DESC, records.id DESC
             LIMIT \(limit)
            """
        ).map(TrashedRecord.init(row:))
    }

    /// Gives up some of what has been in the bin since a time, the oldest first.
    ///
    /// - Returns: How many records it were.
    static func giveUp(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        before latestMs: Int64,
        by user: ID<User>?,
        atMs: Int64,
        limit: Int
    ) throws -> Int {
        try tx.execute(
            """
            UPDATE records SET purged_at_ms = \(atMs), purged_by = \(user)
             WHERE \(fragment: RecordState.trashed.condition(in: organization))
               AND id IN (SELECT records.id FROM records
                           WHERE \(fragment: RecordState.trashed.condition(in: organization))
                             AND records.deleted_at_ms <= \(latestMs)
                           ORDER BY records.deleted_at_ms, records.id
                           LIMIT \(limit))
            """
        )
    }

    /// Gives up those of some records that are in the bin.
    ///
    /// - Returns: How many records it were.
    static func giveUp(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ records: [ID<Record>],
        by user: ID<User>,
        atMs: Int64
    ) throws -> Int {
        try tx.execute(
            """
            UPDATE records SET purged_at_ms = \(atMs), purged_by = \(user)
             WHERE \(fragment: RecordState.trashed.condition(in: organization, byID: true)) AND records.id IN (\(list: records))
            """
        )
    }

    /// Some records that the bin has given up and who decided so, which is the same of all of them.
    static func givenUp(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        limit: Int
    ) throws -> (records: [ID<Record>], by: ID<User>?) {
        let rows = try tx.run(
            """
            SELECT records.id, records.purged_by FROM records
             WHERE \(fragment: RecordState.givenUp.condition(in: organization))
             ORDER BY records.id
             LIMIT \(limit)
            """
        ).map { (id: try $0.get("id", as: ID<Record>.self), by: try $0.get("purged_by", as: ID<User>?.self)) }
        let user = rows.first?.by
        return (rows.filter { $0.by == user }.map(\.id), user)
    }
}

extension TrashedRecord {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        module = try row.get("module_name")
        deletedAtMs = try row.get("deleted_at_ms")
        deletedBy = try row.get("deleted_by")
    }
}
