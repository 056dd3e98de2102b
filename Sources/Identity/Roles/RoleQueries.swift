package import Storage

/// SQL of roles.
package enum RoleQueries {
    /// Everybody whose role stands below a user's, as a subquery of their ids.
    ///
    /// It names nothing of the query around it, so an engine runs it once for a statement and not for each row.
    ///
    /// - Parameter user: Who stands above.
    /// - Returns: A query of one column.
    package static func usersBelow(_ user: SignedIn) -> SQLStatement {
        """
        WITH RECURSIVE below (id) AS (
            SELECT id FROM roles WHERE organization_id = \(user.organization) AND parent_id = \(user.role)
            UNION
            SELECT roles.id FROM roles JOIN below ON roles.parent_id = below.id
             WHERE roles.organization_id = \(user.organization)
        )
        SELECT users.id FROM users JOIN below ON users.role_id = below.id
         WHERE users.organization_id = \(user.organization)
        """
    }

    /// A user's role and those above it, as a subquery of their ids: what is shared with one of them reaches the user.
    ///
    /// - Parameter user: The user.
    /// - Returns: A query of one column.
    package static func ownAndAbove(_ user: SignedIn) -> SQLStatement {
        """
        WITH RECURSIVE above (id, parent_id) AS (
            SELECT id, parent_id FROM roles WHERE organization_id = \(user.organization) AND id = \(user.role)
            UNION
            SELECT roles.id, roles.parent_id FROM roles JOIN above ON roles.id = above.parent_id
             WHERE roles.organization_id = \(user.organization)
        )
        SELECT id FROM above
        """
    }

    private static let selection: SQLStatement =
        """
        SELECT roles.id, roles.name, roles.parent_id,
               (SELECT count(*) FROM users
                 WHERE users.organization_id = roles.organization_id AND users.role_id = roles.id) AS users
          FROM roles
        """

    /// The roles of an organisation, by name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most ``Role/maximum``.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [Role] {
        try tx.run(
            "\(fragment: selection) WHERE roles.organization_id = \(organization) ORDER BY roles.name, roles.id"
        ).map(Role.init(row:))
    }

    /// Finds a role.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The role.
    /// - Returns: The role, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<Role>
    ) throws -> Role? {
        try tx.first("\(fragment: selection) WHERE roles.organization_id = \(organization) AND roles.id = \(id)")
            .map(Role.init(row:))
    }

    /// The role that nobody stands above.
    static func root(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> ID<Role>? {
        try tx.first("SELECT id FROM roles WHERE organization_id = \(organization) AND parent_id IS NULL")?.get("id")
    }

    /// Names the root of a new organisation and hangs one role below the other, for one that begins with a team.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - organization: The organisation, which has its root role only.
    ///   - names: From the root down.
    /// - Returns: The roles, the root first.
    /// - Throws: ``PeopleRefusal/notFound`` where there is no such organisation; ``StoreError``.
    package static func plant(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        names: [String]
    ) throws -> [ID<Role>] {
        guard let root = try root(tx, organization: organization), let first = names.first else {
            throw PeopleRefusal.notFound
        }
        try update(tx, organization: organization, id: root, name: first, parent: nil)
        var roles = [root]
        for name in names.dropFirst() {
            let id = ids.next(Role.self)
            try insert(tx, id: id, organization: organization, name: name, parent: roles.last)
            roles.append(id)
        }
        return roles
    }

    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Role>,
        organization: ID<Organization>,
        name: String,
        parent: ID<Role>?
    ) throws {
        try tx.execute(
            """
            INSERT INTO roles (id, organization_id, name, parent_id)
            VALUES (\(id), \(organization), \(name), \(parent))
            """
        )
    }

    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<Role>,
        name: String,
        parent: ID<Role>?
    ) throws {
        try tx.execute(
            """
            UPDATE roles SET name = \(name), parent_id = \(parent)
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }

    /// Deletes a role: its users get another, and the roles below it move up.
    static func delete(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ role: Role,
        successor: ID<Role>?
    ) throws {
        if let successor {
            try tx.execute(
                """
                UPDATE users SET role_id = \(successor)
                 WHERE organization_id = \(organization) AND role_id = \(role.id)
                """
            )
        }
        try tx.execute(
            """
            UPDATE roles SET parent_id = \(role.parent)
             WHERE organization_id = \(organization) AND parent_id = \(role.id)
            """
        )
        try tx.execute("DELETE FROM roles WHERE organization_id = \(organization) AND id = \(role.id)")
    }
}

extension Role {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        parent = try row.get("parent_id")
        users = try row.get("users")
    }
}
