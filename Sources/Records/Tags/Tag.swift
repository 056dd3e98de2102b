package import Identity
package import Storage

/// A word that people put on records of a module, to find them by.
package struct Tag: Sendable, Hashable {
    /// The tag's id.
    package let id: ID<Tag>
    /// As somebody first typed it.
    package let name: String
}

/// SQL of tags.
package enum TagQueries {
    /// The tags of a module, by name; those that no record has any more among them.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - module: The module.
    /// - Returns: At most 500.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>
    ) throws -> [Tag] {
        try tx.run(
            """
            SELECT id, name FROM tags
             WHERE organization_id = \(organization) AND module_id = \(module)
             ORDER BY name_key
             LIMIT 500
            """
        ).map(Tag.init(row:))
    }

    /// The tags of some records.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - records: Records that the caller may see; as many as a page has.
    /// - Returns: Their tags by record, by name.
    /// - Throws: ``StoreError``.
    package static func of(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws -> [ID<Record>: [Tag]] {
        if records.isEmpty { return [:] }
        let rows = try tx.run(
            """
            SELECT record_tags.record_id, tags.id, tags.name FROM record_tags
              JOIN tags ON tags.id = record_tags.tag_id
             WHERE record_tags.organization_id = \(organization) AND record_tags.record_id IN (\(list: records))
             ORDER BY tags.name_key
            """
        )
        var tags: [ID<Record>: [Tag]] = [:]
        for row in rows { tags[try row.get("record_id"), default: []].append(try Tag(row: row)) }
        return tags
    }

    /// The module's tag of a name, made where there is none.
    static func named(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        module: ID<Module>,
        _ name: String
    ) throws -> ID<Tag> {
        let key = TypedKey.fold(name)
        try tx.execute(
            """
            INSERT INTO tags (id, organization_id, module_id, name, name_key)
            VALUES (\(ids.next(Tag.self)), \(organization), \(module), \(name), \(key))
            ON CONFLICT (organization_id, module_id, name_key) DO NOTHING
            """
        )
        let row = try tx.first(
            """
            SELECT id FROM tags
             WHERE organization_id = \(organization) AND module_id = \(module) AND name_key = \(key)
            """
        )
        guard let id: ID<Tag> = try row?.get("id") else { throw RecordNotFound() }
        return id
    }

    /// Gives a record the tags, and no others.
    static func set(_ tx: any WriteTransaction, _ record: Record, _ tags: Set<ID<Tag>>) throws {
        try tx.execute(
            "DELETE FROM record_tags WHERE organization_id = \(record.organization) AND record_id = \(record.id)"
        )
        for tag in tags.sorted() {
            try tx.execute(
                """
                INSERT INTO record_tags (organization_id, record_id, tag_id)
                VALUES (\(record.organization), \(record.id), \(tag))
                """
            )
        }
    }

    /// Gives a record of another module the tags of one, by their names.
    static func move(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        from source: ID<Record>,
        to target: Record
    ) throws {
        let held = try of(tx, organization: organization, records: [source, target.id])
        var tags = Set(held[target.id, default: []].map(\.id))
        for tag in held[source, default: []] {
            tags.insert(try named(tx, ids: ids, organization: organization, module: target.module.id, tag.name))
        }
        try set(tx, target, tags)
        try tx.execute("DELETE FROM record_tags WHERE organization_id = \(organization) AND record_id = \(source)")
    }
}

extension Tag {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
    }
}
