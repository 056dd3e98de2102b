package import Identity
package import Storage

/// SQL of records.
package enum RecordQueries {
    /// Where a page of records ends: the next one starts below it.
    package struct Cursor: Sendable, Hashable {
        /// The last record's time of change, Unix milliseconds.
        package let updatedAtMs: Int64
        /// The last record.
        package let id: ID<Record>

        /// A place in the list.
        package init(updatedAtMs: Int64, id: ID<Record>) {
            self.updatedAtMs = updatedAtMs
            self.id = id
        }
    }

    /// Finds a record, on behalf of the product itself.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The record.
    /// - Returns: The record, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<Record>
    ) throws -> Record? {
        try find(tx, scope: living(in: organization), id: id)
    }

    /// What some records are called, on behalf of a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - ids: The records; as many as a page names.
    /// - Returns: Name and module's name of those that the user may see.
    /// - Throws: ``StoreError``.
    package static func names(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        ids: [ID<Record>]
    ) throws -> [ID<Record>: (name: String, module: String)] {
        if ids.isEmpty { return [:] }
        let rows = try tx.run(
            """
            SELECT records.id, records.name, modules.name AS module_name
              FROM records JOIN modules ON modules.id = records.module_id
             WHERE \(fragment: visible(to: user, .kept, byID: true)) AND records.id IN (\(list: ids))
            """
        )
        var names: [ID<Record>: (name: String, module: String)] = [:]
        for row in rows { names[try row.get("id")] = (try row.get("name"), try row.get("module_name")) }
        return names
    }

    /// Which of some records a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - ids: The records; as many as a page of events names.
    /// - Returns: Those that the user may see.
    /// - Throws: ``StoreError``.
    package static func seen(
        _ tx: any ReadTransaction,
        by user: SignedIn,
        ids: [ID<Record>]
    ) throws -> [ID<Record>] {
        if ids.isEmpty { return [] }
        return try tx.run(
            """
            SELECT records.id FROM records
             WHERE \(fragment: visible(to: user, byID: true)) AND records.id IN (\(list: ids))
            """
        ).map { try $0.get("id") }
    }

    /// How many records name a record in a lookup field, on behalf of a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - record: The record that is named.
    ///   - field: The lookup field.
    ///   - limit: Where counting stops.
    /// - Returns: The number, `limit` at most.
    /// - Throws: ``StoreError``.
    package static func countNaming(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        _ record: ID<Record>,
        in field: ID<Field>,
        upTo limit: Int
    ) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS counted
              FROM (SELECT 1 FROM field_values
                      JOIN records ON records.id = field_values.record_id
                     WHERE field_values.organization_id = \(user.organization) AND field_values.field_id = \(field)
                       AND field_values.number_key = \(record) AND \(fragment: visible(to: user))
                     LIMIT \(limit)) AS found
            """
        )?.get("counted") ?? 0
    }

    /// Finds a record on behalf of a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - id: The record.
    ///   - state: Where it may stand; among the living as a rule.
    /// - Returns: The record, if there is one that the user may see.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        id: ID<Record>,
        _ state: RecordState = .living
    ) throws -> Record? {
        try find(tx, scope: visible(to: user, state), id: id)
    }

    /// Some records by their ids, whatever state they are in, on behalf of the product itself.
    static func all(_ tx: any ReadTransaction, organization: ID<Organization>, ids: [ID<Record>]) throws -> [Record] {
        var found: [Record] = []
        var rest = ids[...]
        while !rest.isEmpty {
            found += try tx.run(
                """
                \(fragment: selection)
                 WHERE records.id IN (\(list: Array(rest.prefix(500)))) AND +records.organization_id = \(organization)
                 ORDER BY records.id
                """
            ).map(Record.init(row:))
            rest = rest.dropFirst(500)
        }
        return found
    }

    /// Writes what the product itself changed of a record that is held.
    static func overwrite(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            """
            UPDATE records
               SET name = \(record.name), name_key = \(TypedKey.fold(record.name)), sort_key = \(RecordName.sortKey(record.name)),
                   field_values = \(try encode(record.values)), version = \(record.version),
                   updated_at_ms = \(record.updatedAtMs), updated_by = \(record.updatedBy)
             WHERE organization_id = \(record.organization) AND id = \(record.id)
            """
        )
    }

    /// Some records of a module, the latest change first, on behalf of the product itself.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - module: The module.
    ///   - cursor: Where the page before ended; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The records.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [Record] {
        try page(tx, scope: living(in: organization), module: module, before: cursor, limit: limit)
    }

    /// Some records of a module that a user may see, the latest change first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - module: The module.
    ///   - cursor: Where the page before ended; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The records.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        module: ID<Module>,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [Record] {
        try page(tx, scope: visible(to: user), module: module, before: cursor, limit: limit)
    }

    static func insert(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            """
            INSERT INTO records (id, organization_id, module_id, owner_id, name, name_key, sort_key, field_values, version,
                                 created_at_ms, created_by, updated_at_ms, updated_by)
            VALUES (\(record.id), \(record.organization), \(record.module.id), \(record.owner), \(record.name),
                    \(TypedKey.fold(record.name)), \(RecordName.sortKey(record.name)), \(try encode(record.values)), \(record.version),
                    \(record.createdAtMs), \(record.createdBy), \(record.updatedAtMs), \(record.updatedBy))
            """
        )
    }

    /// Writes what changed, unless somebody was quicker.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - record: The record as it shall be, its version one above the stored one.
    /// - Returns: Whether the stored one had the version before.
    /// - Throws: ``StoreError``.
    static func update(_ tx: any WriteTransaction, _ record: Record) throws -> Bool {
        let count = try tx.execute(
            """
            UPDATE records
               SET owner_id = \(record.owner),
                   name = \(record.name),
                   name_key = \(TypedKey.fold(record.name)),
                   sort_key = \(RecordName.sortKey(record.name)),
                   field_values = \(try encode(record.values)),
                   version = \(record.version),
                   updated_at_ms = \(record.updatedAtMs),
                   updated_by = \(record.updatedBy)
             WHERE organization_id = \(record.organization) AND id = \(record.id) AND deleted_at_ms IS NULL
               AND converted_at_ms IS NULL AND version = \(record.version - 1)
            """
        )
        return count == 1
    }

    /// Records that are neither in the recycle bin nor converted.
    static func living(in organization: ID<Organization>) -> SQLStatement {
        RecordState.living.condition(in: organization)
    }

    private static let columns: SQLStatement =
        """
        records.id, records.organization_id, records.module_id, modules.name AS module_name, records.owner_id, records.name,
        records.field_values, records.version, records.created_at_ms, records.created_by, records.updated_at_ms,
        records.updated_by
        """

    static let selection: SQLStatement =
        "SELECT \(fragment: columns) FROM records JOIN modules ON modules.id = records.module_id"

    /// Records with one more column.
    static func selected(also column: SQLStatement) -> SQLStatement {
        """
        SELECT \(fragment: columns), \(fragment: column)
          FROM records JOIN modules ON modules.id = records.module_id
        """
    }

    private static func find(_ tx: any ReadTransaction, scope: SQLStatement, id: ID<Record>) throws -> Record? {
        try tx.first(
            """
            \(fragment: selection)
             WHERE \(fragment: scope) AND records.id = \(id)
            """
        ).map(Record.init(row:))
    }

    private static func page(
        _ tx: any ReadTransaction,
        scope: SQLStatement,
        module: ID<Module>,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [Record] {
        let below: SQLStatement =
            if let cursor {
                "AND (records.updated_at_ms, records.id) < (\(cursor.updatedAtMs), \(cursor.id))"
            } else {
                ""
            }
        return try tx.run(
            """
            \(fragment: selection)
             WHERE \(fragment: scope) AND records.module_id = \(module) \(fragment: below)
             ORDER BY records.updated_at_ms DESC, records.id DESC
             LIMIT \(limit)
            """
        ).map(Record.init(row:))
    }

    /// Records whose values were written before they were compared anywhere.
    static func withoutValues(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        after last: ID<Record>?,
        limit: Int
    ) throws -> [Record] {
        try tx.run(
            """
            \(fragment: selection)
             WHERE records.organization_id = \(organization) AND records.name_key = '' AND records.id > \(last?.rawValue ?? 0)
             ORDER BY records.id
             LIMIT \(limit)
            """
        ).map(Record.init(row:))
    }

    /// Records of one owner, those in the recycle bin too.
    static func ofOwner(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        owner: ID<User>,
        limit: Int
    ) throws -> [Record] {
        try tx.run(
            """
            \(fragment: selection)
             WHERE records.organization_id = \(organization) AND records.owner_id = \(owner)
             LIMIT \(limit)
            """
        ).map(Record.init(row:))
    }

    /// Writes a record's new owner, wherever it lies.
    static func pass(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            """
            UPDATE records
               SET owner_id = \(record.owner), version = \(record.version), updated_at_ms = \(record.updatedAtMs),
                   updated_by = \(record.updatedBy)
             WHERE organization_id = \(record.organization) AND id = \(record.id)
            """
        )
    }

    static func setNameKey(_ tx: any WriteTransaction, _ record: Record) throws {
        try tx.execute(
            """
            UPDATE records SET name_key = \(TypedKey.fold(record.name))
             WHERE organization_id = \(record.organization) AND id = \(record.id)
            """
        )
    }

    private static func encode(_ values: [ID<Field>: FieldValue]) throws -> String {
        let named = values.map { ($0.key.description, $0.value) }
        return try JSONText.encode(Dictionary(uniqueKeysWithValues: named))
    }
}

extension Record {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        module = ModuleReference(id: try row.get("module_id"), name: try row.get("module_name"))
        owner = try row.get("owner_id")
        name = try row.get("name")
        values = try Self.decode(try row.get("field_values"))
        version = try row.get("version")
        createdAtMs = try row.get("created_at_ms")
        createdBy = try row.get("created_by")
        updatedAtMs = try row.get("updated_at_ms")
        updatedBy = try row.get("updated_by")
    }

    private static func decode(_ text: String) throws -> [ID<Field>: FieldValue] {
        var values: [ID<Field>: FieldValue] = [:]
        for (key, value) in try JSONText.decode([String: FieldValue].self, from: text) {
            guard let field = ID<Field>(key) else {
                throw StoreError(.other, detail: "a record has a value of \(key), which is no field's id")
            }
            values[field] = value
        }
        return values
    }
}
