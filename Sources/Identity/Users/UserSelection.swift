package import Storage

/// Some users, chosen one by one, or by the groups or roles they belong to.
package enum UserSelection: Sendable, Hashable {
    /// The kinds, as the API names them.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case users
        case groups
        case roles
    }

    case users([ID<User>])
    case groups([ID<Group>])
    case roles([ID<Role>])

    /// How many may be chosen.
    package static let maximum = 100

    /// How they were chosen.
    package var kind: Kind {
        switch self {
        case .users: .users
        case .groups: .groups
        case .roles: .roles
        }
    }

    /// What was chosen, as ids of its kind.
    package var members: [Int64] {
        switch self {
        case .users(let ids): ids.map(\.rawValue)
        case .groups(let ids): ids.map(\.rawValue)
        case .roles(let ids): ids.map(\.rawValue)
        }
    }

    /// A selection of one kind.
    ///
    /// - Parameters:
    ///   - kind: How they are chosen.
    ///   - members: Ids of users, groups or roles.
    package init(_ kind: Kind, _ members: [Int64]) {
        let members = Set(members).sorted()
        switch kind {
        case .users: self = .users(members.map(ID.init))
        case .groups: self = .groups(members.map(ID.init))
        case .roles: self = .roles(members.map(ID.init))
        }
    }
}

/// SQL of users chosen in one way or another.
package enum UserSelectionQueries {
    /// The users of a selection who work in the organisation now.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - selection: The selection.
    /// - Returns: Each once, in the order of their ids.
    /// - Throws: ``StoreError``.
    package static func active(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of selection: UserSelection
    ) throws -> [ID<User>] {
        let chosen: SQLStatement
        switch selection {
        case .users(let ids) where !ids.isEmpty: chosen = "users.id IN (\(list: ids))"
        case .roles(let ids) where !ids.isEmpty: chosen = "users.role_id IN (\(list: ids))"
        case .groups(let ids) where !ids.isEmpty:
            chosen =
                """
                users.id IN (SELECT user_id FROM user_group_members
                              WHERE organization_id = \(organization) AND group_id IN (\(list: ids)))
                """
        default: return []
        }
        return try tx.run(
            """
            SELECT id FROM users
             WHERE organization_id = \(organization) AND is_active AND \(fragment: chosen)
             ORDER BY id
            """
        ).map { try $0.get("id") }
    }

    /// Whether everything chosen is there: users who work here, groups, roles.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - selection: The selection.
    /// - Returns: False where one of them is not, or is another organisation's.
    /// - Throws: ``StoreError``.
    package static func isKnown(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ selection: UserSelection
    ) throws -> Bool {
        let rows: [SQLRow]
        switch selection {
        case .users(let ids):
            if ids.isEmpty { return true }
            rows = try tx.run(
                "SELECT id FROM users WHERE organization_id = \(organization) AND is_active AND id IN (\(list: ids))"
            )
        case .groups(let ids):
            if ids.isEmpty { return true }
            rows = try tx.run(
                "SELECT id FROM user_groups WHERE organization_id = \(organization) AND id IN (\(list: ids))"
            )
        case .roles(let ids):
            if ids.isEmpty { return true }
            rows = try tx.run("SELECT id FROM roles WHERE organization_id = \(organization) AND id IN (\(list: ids))")
        }
        return rows.count == selection.members.count
    }

    /// What the chosen users, groups or roles are called.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - selection: The selection.
    /// - Returns: The names of those that are there, in their order.
    /// - Throws: ``StoreError``.
    package static func names(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of selection: UserSelection
    ) throws -> [String] {
        switch selection {
        case .users(let ids):
            try UserQueries.names(tx, organization: organization, ids: ids).values.sorted()
        case .groups(let ids):
            try GroupQueries.all(tx, organization: organization).filter { ids.contains($0.id) }.map(\.name)
        case .roles(let ids):
            try RoleQueries.all(tx, organization: organization).filter { ids.contains($0.id) }.map(\.name)
        }
    }

    /// The administrators who work in an organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most 100.
    /// - Throws: ``StoreError``.
    package static func administrators(
        _ tx: any ReadTransaction,
        organization: ID<Organization>
    ) throws -> [ID<User>] {
        try tx.run(
            """
            SELECT users.id FROM users JOIN profiles ON profiles.id = users.profile_id
             WHERE users.organization_id = \(organization) AND users.is_active AND profiles.is_administrator
             ORDER BY users.id LIMIT 100
            """
        ).map { try $0.get("id") }
    }
}
