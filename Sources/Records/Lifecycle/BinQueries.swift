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

    static func oldest(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        before atMs: Int64,
        limit: Int
    ) throws -> [ID<Record>] {
        try tx.run(
            """
            SELECT id FROM records
             WHERE organization_id = \(organization) AND deleted_at_ms <= \(atMs)
             ORDER BY deleted_at_ms, id
             LIMIT \(limit)
            """
        ).map { try $0.get("id") }
    }

    /// An organisation that has something in the bin from before a time.
    static func organization(_ tx: any ReadTransaction, before atMs: Int64) throws -> ID<Organization>? {
        try tx.first("SELECT organization_id FROM records WHERE deleted_at_ms <= \(atMs) LIMIT 1")?
            .get("organization_id")
    }
}

/// Patterns of `LIKE` for what somebody typed, on folded columns.
enum LikePattern {
    static func containing(_ typed: String) -> String { "%" + escaped(TypedKey.fold(typed)) + "%" }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
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
