package import Identity
package import Storage

/// SQL of modules.
package enum ModuleQueries {
    private static let columns: SQLStatement = "id, name, label_en, label_zh, singular_en, singular_zh"

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ module: Module,
        position: Int
    ) throws {
        try tx.execute(
            """
            INSERT INTO modules (id, organization_id, name, label_en, label_zh, singular_en, singular_zh, position)
            VALUES (\(module.id), \(organization), \(module.name), \(module.labelEnglish), \(module.labelChinese),
                    \(module.singularEnglish), \(module.singularChinese), \(position))
            """
        )
    }

    /// The modules of an organisation, in its order.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: The modules.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [Module] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM modules WHERE organization_id = \(organization) ORDER BY position, id
            """
        ).map(Module.init(row:))
    }

    /// Finds a module by its name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - name: Such as `Leads`, in exactly this spelling.
    /// - Returns: The module, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        name: String
    ) throws -> Module? {
        // The name may come from a URL, and PostgreSQL takes no text with NUL.
        if name.utf8.contains(0) { return nil }
        return try tx.first(
            "SELECT \(fragment: columns) FROM modules WHERE organization_id = \(organization) AND name = \(name)"
        ).map(Module.init(row:))
    }
}

extension Module {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        labelEnglish = try row.get("label_en")
        labelChinese = try row.get("label_zh")
        singularEnglish = try row.get("singular_en")
        singularChinese = try row.get("singular_zh")
    }
}
