package import Identity
package import Storage

/// SQL of what profiles close.
package enum AccessQueries {
    /// The modules in which a profile does not allow something, as a subquery of their ids.
    ///
    /// It names nothing of the query around it, so an engine runs it once for a statement and not for each row.
    static func closedModules(to user: SignedIn, for action: ModuleAction) -> SQLStatement {
        let column: SQLStatement =
            switch action {
            case .view: "may_view"
            case .create: "may_create"
            case .edit: "may_edit"
            case .delete: "may_delete"
            }
        return """
            SELECT profile_modules.module_id FROM profile_modules
             WHERE profile_modules.organization_id = \(user.organization)
               AND profile_modules.profile_id = \(user.profile) AND NOT profile_modules.\(fragment: column)
            """
    }

    /// What a profile allows in each module where it does not allow everything.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    /// - Returns: The actions by module; a module that is not there is all open.
    /// - Throws: ``StoreError``.
    package static func modules(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>
    ) throws -> [ID<Module>: Set<ModuleAction>] {
        var open: [ID<Module>: Set<ModuleAction>] = [:]
        for row in try tx.run(
            """
            SELECT module_id, may_view, may_create, may_edit, may_delete FROM profile_modules
             WHERE organization_id = \(organization) AND profile_id = \(profile)
            """
        ) {
            let all: [(ModuleAction, Bool)] = [
                (.view, try row.get("may_view")), (.create, try row.get("may_create")),
                (.edit, try row.get("may_edit")), (.delete, try row.get("may_delete")),
            ]
            open[try row.get("module_id")] = Set(all.filter(\.1).map(\.0))
        }
        return open
    }

    /// What a user may do in each module where they may not do everything, records aside.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: The user.
    /// - Returns: The actions by module; a module that is not there is all open.
    /// - Throws: ``StoreError``.
    package static func modules(
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws -> [ID<Module>: Set<ModuleAction>] {
        if user.isAdministrator { return [:] }
        return try modules(tx, organization: user.organization, profile: user.profile)
    }

    /// Refuses whoever's profile does not allow something in a module.
    ///
    /// - Parameters:
    ///   - action: What is about to be done.
    ///   - module: Where.
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    /// - Throws: ``ModuleNotPermitted`` or ``StoreError``.
    static func require(
        _ action: ModuleAction,
        in module: Module,
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws {
        if let open = try modules(tx, for: user)[module.id], !open.contains(action) {
            throw ModuleNotPermitted(action: action, module: module.name)
        }
    }

    static func setModule(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>,
        module: ID<Module>,
        _ open: Set<ModuleAction>
    ) throws {
        try tx.execute(
            """
            DELETE FROM profile_modules
             WHERE organization_id = \(organization) AND profile_id = \(profile) AND module_id = \(module)
            """
        )
        if open.count == ModuleAction.allCases.count { return }
        try tx.execute(
            """
            INSERT INTO profile_modules (organization_id, profile_id, module_id, may_view, may_create, may_edit, may_delete)
            VALUES (\(organization), \(profile), \(module), \(open.contains(.view)), \(open.contains(.create)),
                    \(open.contains(.edit)), \(open.contains(.delete)))
            """
        )
    }

    /// The fields that a profile does not leave open.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    /// - Returns: What it allows with each; a field that is not there is visible.
    /// - Throws: ``StoreError``.
    package static func fields(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>
    ) throws -> [ID<Field>: FieldAccess] {
        var access: [ID<Field>: FieldAccess] = [:]
        for row in try tx.run(
            """
            SELECT field_id, access FROM profile_fields
             WHERE organization_id = \(organization) AND profile_id = \(profile)
            """
        ) {
            access[try row.get("field_id")] = FieldAccess(rawValue: try row.get("access"))
        }
        return access
    }

    static func setField(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>,
        field: ID<Field>,
        _ access: FieldAccess
    ) throws {
        try tx.execute(
            """
            DELETE FROM profile_fields
             WHERE organization_id = \(organization) AND profile_id = \(profile) AND field_id = \(field)
            """
        )
        if access == .visible { return }
        try tx.execute(
            """
            INSERT INTO profile_fields (organization_id, profile_id, field_id, access)
            VALUES (\(organization), \(profile), \(field), \(access.rawValue))
            """
        )
    }

    /// Gives a new profile what another one has.
    static func copy(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        from old: ID<Profile>,
        to new: ID<Profile>
    ) throws {
        try tx.execute(
            """
            INSERT INTO profile_modules (organization_id, profile_id, module_id, may_view, may_create, may_edit, may_delete)
            SELECT organization_id, \(new), module_id, may_view, may_create, may_edit, may_delete FROM profile_modules
             WHERE organization_id = \(organization) AND profile_id = \(old)
            """
        )
        try tx.execute(
            """
            INSERT INTO profile_fields (organization_id, profile_id, field_id, access)
            SELECT organization_id, \(new), field_id, access FROM profile_fields
             WHERE organization_id = \(organization) AND profile_id = \(old)
            """
        )
    }
}
