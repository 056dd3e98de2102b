package import Identity
package import Storage

/// SQL of fields.
package enum FieldQueries {
    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ field: Field,
        position: Int
    ) throws {
        let options = try field.options.map(JSONText.encode)
        try tx.execute(
            """
            INSERT INTO fields (id, organization_id, module_id, name, label_en, label_zh, type, is_required,
                                maximum_length, options, section, position)
            VALUES (\(field.id), \(organization), \(field.module), \(field.name), \(field.labelEnglish),
                    \(field.labelChinese), \(field.type.rawValue), \(field.isRequired), \(field.maximumLength),
                    \(options), \(field.section), \(position))
            """
        )
    }

    /// The fields of a module, in the order of its page.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - module: The module.
    /// - Returns: The fields; none for a module of another organisation.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>
    ) throws -> [Field] {
        try tx.run(
            """
            SELECT id, module_id, name, label_en, label_zh, type, is_required, maximum_length, options, section
              FROM fields
             WHERE organization_id = \(organization) AND module_id = \(module)
             ORDER BY position, id
            """
        ).map(Field.init(row:))
    }
}

extension Field {
    init(row: SQLRow) throws {
        id = try row.get("id")
        module = try row.get("module_id")
        name = try row.get("name")
        labelEnglish = try row.get("label_en")
        labelChinese = try row.get("label_zh")
        let typeName = try row.get("type", as: String.self)
        guard let known = FieldType(rawValue: typeName) else {
            throw StoreError(.other, detail: "field \(id) has the unknown type \(typeName)")
        }
        type = known
        isRequired = try row.get("is_required")
        maximumLength = try row.get("maximum_length")
        options = try row.get("options", as: String?.self).map { try JSONText.decode([FieldOption].self, from: $0) }
        section = try row.get("section")
    }
}
