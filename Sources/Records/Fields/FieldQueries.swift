package import Identity
package import Storage

/// SQL of fields.
package enum FieldQueries {
    private static let columns: SQLStatement =
        """
        id, module_id, name, label_en, label_zh, type, is_required, maximum_length, options, section, is_custom, is_unique,
        is_read_only, default_value, lookup_module_id, number_prefix
        """

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
                                maximum_length, options, section, position, is_custom, is_unique, is_read_only,
                                default_value, lookup_module_id, number_prefix)
            VALUES (\(field.id), \(organization), \(field.module), \(field.name), \(field.labelEnglish),
                    \(field.labelChinese), \(field.type.rawValue), \(field.isRequired), \(field.maximumLength),
                    \(options), \(field.section), \(position), \(field.isCustom), \(field.isUnique),
                    \(field.isReadOnly), \(field.defaultValue), \(field.lookupModule), \(field.numberPrefix))
            """
        )
    }

    static func update(_ tx: any WriteTransaction, organization: ID<Organization>, _ field: Field) throws {
        try tx.execute(
            """
            UPDATE fields
               SET label_en = \(field.labelEnglish), label_zh = \(field.labelChinese), is_required = \(field.isRequired),
                   options = \(try field.options.map(JSONText.encode)), section = \(field.section),
                   default_value = \(field.defaultValue)
             WHERE organization_id = \(organization) AND id = \(field.id)
            """
        )
    }

    /// Takes a field away from everybody; its values follow by and by.
    static func retire(_ tx: any WriteTransaction, organization: ID<Organization>, _ field: Field, atMs: Int64) throws {
        // No field is named like that, so the name is free from then on.
        let name = "-\(field.id)"
        try tx.execute(
            """
            UPDATE fields SET removed_at_ms = \(atMs), name = \(name)
             WHERE organization_id = \(organization) AND id = \(field.id)
            """
        )
    }

    /// Removes some values of a field that is gone, in every table but the records' own documents, where they are unknown; and with
    /// the last of them the field.
    ///
    /// - Returns: Whether there may be more.
    static func erase(_ tx: any WriteTransaction, organization: ID<Organization>, _ field: ID<Field>) throws -> Bool {
        let scope: SQLStatement = "organization_id = \(organization) AND field_id = \(field)"
        for table: SQLStatement in ["field_values", "unique_values", "match_keys"] {
            let gone = try tx.execute(
                """
                DELETE FROM \(fragment: table)
                 WHERE \(fragment: scope)
                   AND record_id IN (SELECT record_id FROM \(fragment: table) WHERE \(fragment: scope) LIMIT 1000)
                """
            )
            if gone > 0 { return true }
        }
        try tx.execute(
            """
            DELETE FROM fields WHERE organization_id = \(organization) AND id = \(field) AND removed_at_ms IS NOT NULL
            """
        )
        return false
    }

    /// The lookup fields of all modules that can name records of one, on behalf of the product itself.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - module: The module whose records are named.
    /// - Returns: The fields, in the order of their modules.
    /// - Throws: ``StoreError``.
    package static func naming(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>
    ) throws -> [Field] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM fields
             WHERE organization_id = \(organization) AND lookup_module_id = \(module) AND removed_at_ms IS NULL
             ORDER BY module_id, position, id
            """
        ).map(Field.init(row:))
    }

    /// Some fields of any modules, on behalf of the product itself.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The fields; as many as a page names.
    /// - Returns: Those that are there.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ids: [ID<Field>]
    ) throws -> [Field] {
        if ids.isEmpty { return [] }
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM fields
             WHERE organization_id = \(organization) AND id IN (\(list: ids)) AND removed_at_ms IS NULL
            """
        ).map(Field.init(row:))
    }

    /// The fields of a module that a user may see, in the order of its page.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - module: The module.
    /// - Returns: The fields; those that the user may not change are read-only.
    /// - Throws: ``StoreError``.
    package static func shown(_ tx: any ReadTransaction, to user: SignedIn, module: ID<Module>) throws -> [Field] {
        let fields = try all(tx, organization: user.organization, module: module)
        return try narrowed(tx, fields, to: user)
    }

    /// The fields of some modules that a user may see, each module's in the order of its page.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - modules: The modules.
    /// - Returns: The fields by module; those that the user may not change are read-only.
    /// - Throws: ``StoreError``.
    package static func shown(
        _ tx: any ReadTransaction,
        to user: SignedIn,
        modules: [ID<Module>]
    ) throws -> [ID<Module>: [Field]] {
        let fields = try all(tx, organization: user.organization, modules: modules)
        return Dictionary(grouping: try narrowed(tx, fields, to: user), by: \.module)
    }

    /// The lookup fields of all modules that can name records of one and that a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - module: The module whose records are named.
    /// - Returns: The fields, in the order of their modules.
    /// - Throws: ``StoreError``.
    package static func naming(
        _ tx: any ReadTransaction,
        shownTo user: SignedIn,
        module: ID<Module>
    ) throws -> [Field] {
        try narrowed(tx, naming(tx, organization: user.organization, module: module), to: user)
    }

    /// Leaves out what a user's profile hides, and makes read-only what it does not let them change.
    private static func narrowed(_ tx: any ReadTransaction, _ fields: [Field], to user: SignedIn) throws -> [Field] {
        if user.isAdministrator { return fields }
        let access = try AccessQueries.fields(tx, organization: user.organization, profile: user.profile)
        if access.isEmpty { return fields }
        return fields.compactMap { field in
            switch access[field.id] {
            case .hidden: return nil
            case .readOnly:
                var narrowed = field
                narrowed.isReadOnly = true
                return narrowed
            case .visible, nil: return field
            }
        }
    }

    /// The fields of a module, in the order of its page, on behalf of the product itself.
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
        try all(tx, organization: organization, modules: [module])
    }

    /// The fields of some modules, each module's in the order of its page.
    static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        modules: [ID<Module>]
    ) throws -> [Field] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM fields
             WHERE organization_id = \(organization) AND module_id IN (\(list: modules)) AND removed_at_ms IS NULL
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
        isCustom = try row.get("is_custom")
        isUnique = try row.get("is_unique")
        isReadOnly = try row.get("is_read_only")
        defaultValue = try row.get("default_value")
        lookupModule = try row.get("lookup_module_id")
        numberPrefix = try row.get("number_prefix")
    }
}
