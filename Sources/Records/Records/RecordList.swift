package import Identity
package import Storage

/// A sorted and filtered page of a module's records that a user may see.
///
/// Each page walks one index: of the records' own columns, or of `field_values` for the module's fields, where the records without a value
/// follow at the end in a walk of their own.
package struct RecordList: Sendable {
    private let scope: SQLStatement
    private let module: ID<Module>
    private let order: RecordOrder
    private let sorted: Field?

    /// A list.
    ///
    /// - Parameters:
    ///   - user: Who is looking.
    ///   - module: The module.
    ///   - sharing: The module's, where it is known: the list then walks a narrower index.
    ///   - condition: From ``CriteriaCompiler``; nil for all.
    ///   - order: What it is sorted by.
    ///   - fields: The fields of the module that the user may see.
    /// - Throws: ``InvalidInput`` for `sort` where the field has no order.
    package init(
        visibleTo user: SignedIn,
        module: ID<Module>,
        sharing: Module.Sharing? = nil,
        condition: SQLStatement?,
        order: RecordOrder,
        fields: [Field]
    ) throws(InvalidInput) {
        let visible = sharing.map { RecordQueries.visible(to: user, sharing: $0) } ?? RecordQueries.visible(to: user)
        var conditions: [SQLStatement] = [visible, "records.module_id = \(module)"]
        if let condition { conditions.append(condition) }
        scope = .joined(conditions, separator: " AND ")
        self.module = module
        self.order = order
        switch order.field {
        case .system(.name), .system(.createdTime), .system(.modifiedTime): sorted = nil
        case .system: throw Self.fault
        case .field(let id):
            guard let field = fields.first(where: { $0.id == id }), field.type.isSortable else { throw Self.fault }
            sorted = field
        }
    }

    private static let fault = InvalidInput(
        field: "sort",
        code: "not_valid",
        detail: "Lists are not sorted by this field."
    )

    /// How many records there are, counted up to a limit.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - limit: Where counting stops.
    /// - Returns: The number, `limit` at most.
    /// - Throws: ``StoreError``.
    package func count(_ tx: any ReadTransaction, upTo limit: Int) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS counted
              FROM (SELECT 1 FROM records WHERE \(fragment: scope) LIMIT \(limit)) AS found
            """
        )?.get("counted") ?? 0
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - place: Where the page before ended; nil for the first one.
    ///   - limit: How many at most.
    /// - Returns: The records, each with its place.
    /// - Throws: ``InvalidInput`` for a place of another order; ``StoreError``.
    package func page(
        _ tx: any ReadTransaction,
        after place: RecordPlace?,
        limit: Int
    ) throws -> [(record: Record, place: RecordPlace)] {
        if let place, !fits(place.key) {
            throw InvalidInput(
                field: "cursor",
                code: "not_valid",
                detail: "This next_cursor belongs to a list in another order."
            )
        }
        guard let sorted else { return try ownPage(tx, after: place, limit: limit) }
        var rows: [(record: Record, place: RecordPlace)] = []
        if place?.key != RecordPlace.Key.none { rows = try fieldPage(tx, sorted, after: place, limit: limit) }
        if rows.count < limit {
            let last = place.flatMap { $0.key == .none ? $0.id : nil }
            rows += try blankPage(tx, sorted, after: last, limit: limit - rows.count)
        }
        return rows
    }

    private func fits(_ key: RecordPlace.Key) -> Bool {
        let isText = sorted.map { $0.type.keyKind == .text } ?? (order.field == .system(.name))
        switch key {
        case .text: return isText
        case .number: return !isText
        case .none: return sorted != nil
        }
    }

    private var direction: SQLStatement { order.isDescending ? "DESC" : "ASC" }
    private var beyond: SQLStatement { order.isDescending ? "<" : ">" }

    /// Sorted by a column of the records.
    private func ownPage(
        _ tx: any ReadTransaction,
        after place: RecordPlace?,
        limit: Int
    ) throws -> [(record: Record, place: RecordPlace)] {
        let column: SQLStatement =
            switch order.field {
            case .system(.name): "records.sort_key"
            case .system(.createdTime): "records.created_at_ms"
            default: "records.updated_at_ms"
            }
        var after: SQLStatement = ""
        switch place?.key {
        case .text(let key)?: after = "AND (\(fragment: column), records.id) \(fragment: beyond) (\(key), \(place?.id))"
        case .number(let key)?:
            after = "AND (\(fragment: column), records.id) \(fragment: beyond) (\(key), \(place?.id))"
        case .some(.none), nil: break
        }
        return try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "records.sort_key AS list_key"))
             WHERE \(fragment: scope) \(fragment: after)
             ORDER BY \(fragment: column) \(fragment: direction), records.id \(fragment: direction)
             LIMIT \(limit)
            """
        ).map { row in
            let record = try Record(row: row)
            let key: RecordPlace.Key =
                switch order.field {
                case .system(.name): .text(try row.get("list_key"))
                case .system(.createdTime): .number(record.createdAtMs)
                default: .number(record.updatedAtMs)
                }
            return (record, RecordPlace(key: key, id: record.id))
        }
    }

    /// Sorted by a field, those that have a value.
    private func fieldPage(
        _ tx: any ReadTransaction,
        _ field: Field,
        after place: RecordPlace?,
        limit: Int
    ) throws -> [(record: Record, place: RecordPlace)] {
        let isText = field.type.keyKind == .text
        let column: SQLStatement = isText ? "sorted.text_key" : "sorted.number_key"
        var after: SQLStatement = ""
        switch place?.key {
        case .text(let key)? where isText:
            after = "AND (\(fragment: column), sorted.record_id) \(fragment: beyond) (\(key), \(place?.id))"
        case .number(let key)? where !isText:
            after = "AND (\(fragment: column), sorted.record_id) \(fragment: beyond) (\(key), \(place?.id))"
        default: break
        }
        return try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "\(fragment: column) AS list_key"))
              JOIN field_values AS sorted
                ON sorted.organization_id = records.organization_id AND sorted.record_id = records.id
                   AND sorted.field_id = \(field.id) AND \(fragment: column) IS NOT NULL
             WHERE \(fragment: scope) \(fragment: after)
             ORDER BY \(fragment: column) \(fragment: direction), sorted.record_id \(fragment: direction)
             LIMIT \(limit)
            """
        ).map { row in
            let record = try Record(row: row)
            let key: RecordPlace.Key = isText ? .text(try row.get("list_key")) : .number(try row.get("list_key"))
            return (record, RecordPlace(key: key, id: record.id))
        }
    }

    /// Sorted by a field, those that have none: the newest first, since they have nothing else to stand by.
    private func blankPage(
        _ tx: any ReadTransaction,
        _ field: Field,
        after last: ID<Record>?,
        limit: Int
    ) throws -> [(record: Record, place: RecordPlace)] {
        let after: SQLStatement = if let last { "AND records.id < \(last)" } else { "" }
        return try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "records.sort_key AS list_key"))
             WHERE \(fragment: scope) \(fragment: after)
               AND NOT EXISTS (SELECT 1 FROM field_values AS sorted
                                WHERE sorted.organization_id = records.organization_id AND sorted.record_id = records.id
                                  AND sorted.field_id = \(field.id))
             ORDER BY records.id DESC
             LIMIT \(limit)
            """
        ).map { row in
            let record = try Record(row: row)
            return (record, RecordPlace(key: .none, id: record.id))
        }
    }
}
