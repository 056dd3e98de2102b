package import Identity
package import Storage

/// Who sees, changes and deletes which records, as conditions of the query itself.
///
/// Two things are asked, and both have to agree: does the profile allow it in the module, and is the record the user's
/// own, of somebody below them, or of a module that is shared widely enough. Administrators see all.
///
/// Source: spec rows 2.132, 2.133, 2.136.
extension RecordQueries {
    /// What of the table `records` a user may see, as a condition for a query that names it.
    ///
    /// - Parameters:
    ///   - user: Who is asking.
    ///   - state: Where the records stand; the living ones as a rule.
    ///   - byID: Whether the query says by their ids, or by a join on them, which records it looks at.
    /// - Returns: A condition to be joined with `AND`.
    package static func visible(
        to user: SignedIn,
        _ state: RecordState = .living,
        byID: Bool = false
    ) -> SQLStatement {
        let scope = state.condition(in: user.organization, byID: byID)
        return open(to: user, scope, for: .view, sharedAs: "shared.sharing <> 'private'")
    }

    /// What of one module's records a user may see, where its sharing is known already.
    ///
    /// A private module's condition names owners only, so that whoever has nobody below them walks an index of their own
    /// records and not the whole module's.
    ///
    /// - Parameters:
    ///   - user: Who is asking.
    ///   - sharing: The module's; the query names the module itself.
    /// - Returns: A condition to be joined with `AND`.
    static func visible(to user: SignedIn, sharing: Module.Sharing) -> SQLStatement {
        if user.isAdministrator { return living(in: user.organization) }
        let open: SQLStatement = "\(fragment: living(in: user.organization)) AND \(fragment: allowed(user, .view))"
        if sharing != .private { return open }
        return "\(fragment: open) AND (\(fragment: .joined(owners(seenBy: user), separator: " OR ")))"
    }

    /// What of the table `records` a user may change.
    ///
    /// - Parameters:
    ///   - user: Who is asking.
    ///   - state: Where the records stand; the living ones as a rule.
    /// - Returns: A condition to be joined with `AND`.
    package static func writable(by user: SignedIn, _ state: RecordState = .living) -> SQLStatement {
        let scope = state.condition(in: user.organization)
        return open(to: user, scope, for: .edit, sharedAs: "shared.sharing IN ('read_write', 'read_write_delete')")
    }

    /// What of the table `records` a user may delete.
    ///
    /// - Parameters:
    ///   - user: Who is asking.
    ///   - state: Where the records stand; the living ones as a rule.
    /// - Returns: A condition to be joined with `AND`.
    package static func deletable(by user: SignedIn, _ state: RecordState = .living) -> SQLStatement {
        let scope = state.condition(in: user.organization)
        return open(to: user, scope, for: .delete, sharedAs: "shared.sharing = 'read_write_delete'")
    }

    /// Each subquery stands alone, so it is run once for a statement: what is left to look at in a record is its module and owner.
    private static func open(
        to user: SignedIn,
        _ scope: SQLStatement,
        for action: ModuleAction,
        sharedAs isShared: SQLStatement
    ) -> SQLStatement {
        if user.isAdministrator { return scope }
        var ways = owners(seenBy: user)
        // Whoever is asked to a meeting sees it.
        if action == .view { ways.append(ParticipantQueries.attended(by: user.user, in: user.organization)) }
        let shared: SQLStatement = """
            records.module_id IN (SELECT shared.id FROM modules AS shared
                                   WHERE shared.organization_id = \(user.organization) AND \(fragment: isShared))
            """
        return """
            \(fragment: scope) AND \(fragment: allowed(user, action))
            AND (\(fragment: .joined(ways + [shared], separator: " OR ")))
            """
    }

    /// What the profile allows.
    private static func allowed(_ user: SignedIn, _ action: ModuleAction) -> SQLStatement {
        "records.module_id NOT IN (\(fragment: AccessQueries.closedModules(to: user, for: action)))"
    }

    /// The user and, where they stand above anybody, those.
    private static func owners(seenBy user: SignedIn) -> [SQLStatement] {
        let own: SQLStatement = "records.owner_id = \(user.user)"
        return user.isSuperior ? [own, "records.owner_id IN (\(fragment: RoleQueries.usersBelow(user)))"] : [own]
    }

    /// Finds a record that a user may change.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - id: The record.
    /// - Returns: The record.
    /// - Throws: ``RecordNotFound`` where the user does not see it, ``RecordReadOnly`` where they only see it; ``StoreError``.
    package static func require(
        _ tx: any ReadTransaction,
        writableBy user: SignedIn,
        id: ID<Record>
    ) throws -> Record {
        // Each query sees what is there by then, so a record that goes in between is looked for once more.
        guard let record = try find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
        if try isOpen(tx, id, writable(by: user)) { return record }
        throw try find(tx, visibleTo: user, id: id) == nil ? RecordNotFound() : RecordReadOnly()
    }

    /// Finds a record that a user may delete.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - id: The record.
    /// - Returns: The record.
    /// - Throws: ``RecordNotFound`` where the user does not see it, ``RecordNotDeletable`` where it is not theirs to delete;
    ///   ``StoreError``.
    @discardableResult
    package static func require(
        _ tx: any ReadTransaction,
        deletableBy user: SignedIn,
        id: ID<Record>
    ) throws -> Record {
        guard let record = try find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
        if try isOpen(tx, id, deletable(by: user)) { return record }
        throw try find(tx, visibleTo: user, id: id) == nil ? RecordNotFound() : RecordNotDeletable()
    }

    /// What a user may do with some records that they see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - ids: The records; as many as a page has.
    /// - Returns: Those of them that the user may change, and those that they may delete.
    /// - Throws: ``StoreError``.
    package static func permitted(
        _ tx: any ReadTransaction,
        to user: SignedIn,
        ids: [ID<Record>]
    ) throws -> (writable: Set<ID<Record>>, deletable: Set<ID<Record>>) {
        if ids.isEmpty { return ([], []) }
        let rows = try tx.run(
            """
            SELECT records.id,
                   CASE WHEN \(fragment: writable(by: user)) THEN 1 ELSE 0 END AS is_writable,
                   CASE WHEN \(fragment: deletable(by: user)) THEN 1 ELSE 0 END AS is_deletable
              FROM records
             WHERE \(fragment: visible(to: user, byID: true)) AND records.id IN (\(list: ids))
            """
        )
        var writable: Set<ID<Record>> = []
        var deletable: Set<ID<Record>> = []
        for row in rows {
            let id: ID<Record> = try row.get("id")
            if try row.get("is_writable", as: Int.self) == 1 { writable.insert(id) }
            if try row.get("is_deletable", as: Int.self) == 1 { deletable.insert(id) }
        }
        return (writable, deletable)
    }

    private static func isOpen(_ tx: any ReadTransaction, _ id: ID<Record>, _ scope: SQLStatement) throws -> Bool {
        try tx.first("SELECT records.id FROM records WHERE \(fragment: scope) AND records.id = \(id)") != nil
    }
}

extension Record {
    /// The record as a user sees it, for whatever reads values and not through ``FieldQueries``: merge fields, say.
    ///
    /// - Parameter fields: The fields that the user may see.
    /// - Returns: The record with the values of those only.
    package func shown(in fields: [Field]) -> Record {
        let known = Set(fields.map(\.id))
        return Record(
            id: id,
            organization: organization,
            module: module,
            owner: owner,
            name: name,
            values: values.filter { known.contains($0.key) },
            version: version,
            createdAtMs: createdAtMs,
            createdBy: createdBy,
            updatedAtMs: updatedAtMs,
            updatedBy: updatedBy
        )
    }
}
