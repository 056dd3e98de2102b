package import Identity
package import Storage

/// Whom a view is shared with.
///
/// Source: spec row 2.75.
package struct ViewShares: Sendable, Hashable {
    /// Users, roles and groups together, at most.
    package static let maximum = 250

    /// Each for themselves.
    package let users: [ID<User>]
    /// Whoever has the role, and everybody below it.
    package let roles: [ID<Role>]
    /// Whoever belongs to it.
    package let groups: [ID<Group>]

    /// Shares, each once.
    package init(users: [ID<User>] = [], roles: [ID<Role>] = [], groups: [ID<Group>] = []) {
        self.users = Array(Set(users)).sorted()
        self.roles = Array(Set(roles)).sorted()
        self.groups = Array(Set(groups)).sorted()
    }

    var count: Int { users.count + roles.count + groups.count }
}

/// SQL of whom views are shared with.
package enum ViewShareQueries {
    /// Whether a view reaches a user, as a condition for a query that names `views`.
    static func reaching(_ user: SignedIn) -> SQLStatement {
        """
        (views.id IN (SELECT view_id FROM view_shares
                       WHERE organization_id = \(user.organization) AND user_id = \(user.user))
         OR views.id IN (SELECT view_id FROM view_group_shares
                          WHERE organization_id = \(user.organization)
                            AND group_id IN (\(fragment: GroupQueries.of(user))))
         OR views.id IN (SELECT view_id FROM view_role_shares
                          WHERE organization_id = \(user.organization)
                            AND role_id IN (\(fragment: RoleQueries.ownAndAbove(user)))))
        """
    }

    /// Whom views are shared with.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - views: The views.
    /// - Returns: For each view that is shared with somebody, the users, roles and groups.
    /// - Throws: ``StoreError``.
    package static func shares(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        views: [ID<RecordView>]
    ) throws -> [ID<RecordView>: ViewShares] {
        if views.isEmpty { return [:] }
        let scope: SQLStatement = "WHERE organization_id = \(organization) AND view_id IN (\(list: views))"
        let users: [ID<RecordView>: [ID<User>]] = try grouped(
            tx,
            "SELECT view_id, user_id AS target FROM view_shares \(fragment: scope)"
        )
        let roles: [ID<RecordView>: [ID<Role>]] = try grouped(
            tx,
            "SELECT view_id, role_id AS target FROM view_role_shares \(fragment: scope)"
        )
        let groups: [ID<RecordView>: [ID<Group>]] = try grouped(
            tx,
            "SELECT view_id, group_id AS target FROM view_group_shares \(fragment: scope)"
        )
        return views.reduce(into: [:]) { all, view in
            let shares = ViewShares(users: users[view] ?? [], roles: roles[view] ?? [], groups: groups[view] ?? [])
            if shares.count > 0 { all[view] = shares }
        }
    }

    private static func grouped<Target>(
        _ tx: any ReadTransaction,
        _ statement: SQLStatement
    ) throws -> [ID<RecordView>: [ID<Target>]] {
        try tx.run(statement).reduce(into: [:]) { all, row in
            let target: ID<Target> = try row.get("target")
            all[try row.get("view_id"), default: []].append(target)
        }
    }

    /// Refuses whoever is not there.
    static func check(_ tx: any ReadTransaction, _ shares: ViewShares, by user: SignedIn) throws {
        let users = try UserQueries.names(tx, organization: user.organization, ids: shares.users)
        guard users.count == shares.users.count else { throw fault("users", "There is no such user.") }
        if !shares.roles.isEmpty {
            let roles = try RoleQueries.all(tx, organization: user.organization).map(\.id)
            guard Set(shares.roles).isSubset(of: roles) else { throw fault("roles", "There is no such role.") }
        }
        if !shares.groups.isEmpty {
            let groups = try GroupQueries.all(tx, organization: user.organization).map(\.id)
            guard Set(shares.groups).isSubset(of: groups) else { throw fault("groups", "There is no such group.") }
        }
    }

    private static func fault(_ field: String, _ detail: String) -> InvalidInput {
        InvalidInput(field: field, code: "not_valid", detail: detail)
    }

    static func set(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        view: ID<RecordView>,
        _ shares: ViewShares
    ) throws {
        try delete(tx, organization: organization, view: view)
        for user in shares.users {
            try tx.execute(
                "INSERT INTO view_shares (organization_id, view_id, user_id) VALUES (\(organization), \(view), \(user))"
            )
        }
        for role in shares.roles {
            try tx.execute(
                """
                INSERT INTO view_role_shares (organization_id, view_id, role_id)
                VALUES (\(organization), \(view), \(role))
                """
            )
        }
        for group in shares.groups {
            try tx.execute(
                """
                INSERT INTO view_group_shares (organization_id, view_id, group_id)
                VALUES (\(organization), \(view), \(group))
                """
            )
        }
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, view: ID<RecordView>) throws {
        let scope: SQLStatement = "WHERE organization_id = \(organization) AND view_id = \(view)"
        try tx.execute("DELETE FROM view_shares \(fragment: scope)")
        try tx.execute("DELETE FROM view_role_shares \(fragment: scope)")
        try tx.execute("DELETE FROM view_group_shares \(fragment: scope)")
    }
}
