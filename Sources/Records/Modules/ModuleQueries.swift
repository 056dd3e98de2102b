package import Identity
package import Storage

/// SQL of modules.
package enum ModuleQueries {
    private static let columns: SQLStatement =
        "id, name, label_en, label_zh, singular_en, singular_zh, is_custom, sharing"

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ module: Module,
        position: Int
    ) throws {
        try tx.execute(
            """
            INSERT INTO modules (id, organization_id, name, label_en, label_zh, singular_en, singular_zh, position,
                                 is_custom, sharing)
            VALUES (\(module.id), \(organization), \(module.name), \(module.labelEnglish), \(module.labelChinese),
                    \(module.singularEnglish), \(module.singularChinese), \(position), \(module.isCustom),
                    \(module.sharing.rawValue))
            """
        )
    }

    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ module: Module,
        _ change: ChangeModule.Request
    ) throws {
        try tx.execute(
            """
            UPDATE modules
               SET label_en = \(change.many?.english ?? module.labelEnglish),
                   label_zh = \(change.many?.chinese ?? module.labelChinese),
                   singular_en = \(change.one?.english ?? module.singularEnglish),
                   singular_zh = \(change.one?.chinese ?? module.singularChinese),
                   sharing = \((change.sharing ?? module.sharing).rawValue)
             WHERE organization_id = \(organization) AND id = \(module.id)
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

    /// The modules of an organisation that a user may look into, in its order.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    /// - Returns: The modules that the user's profile opens.
    /// - Throws: ``StoreError``.
    package static func shown(_ tx: any ReadTransaction, to user: SignedIn) throws -> [Module] {
        let open = try AccessQueries.modules(tx, for: user)
        return try all(tx, organization: user.organization).filter { open[$0.id]?.contains(.view) ?? true }
    }

    /// Finds a module that a user may look into by its name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - name: Such as `Leads`, in exactly this spelling.
    /// - Returns: The module, if there is one that the user's profile opens.
    /// - Throws: ``StoreError``.
    package static func find(_ tx: any ReadTransaction, shownTo user: SignedIn, name: String) throws -> Module? {
        guard let module = try find(tx, organization: user.organization, name: name) else { return nil }
        let open = try AccessQueries.modules(tx, for: user)
        return open[module.id]?.contains(.view) ?? true ? module : nil
    }

    /// Finds a module by its name, on behalf of the product itself.
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
        isCustom = try row.get("is_custom")
        sharing = Sharing(rawValue: try row.get("sharing")) ?? .private
    }
}
