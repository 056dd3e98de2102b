package import Storage

/// A named set of users, to share with.
package struct Group: Sendable, Hashable {
    /// Groups of an organisation at most.
    package static let maximum = 250
    /// Members at most.
    package static let maximumMembers = 500

    /// The group's id.
    package let id: ID<Group>
    /// As its people call it.
    package let name: String
    /// Who belongs to it, in no order.
    package let members: [ID<User>]
}

/// SQL of groups.
package enum GroupQueries {
    /// The groups of a user, as a subquery of their ids.
    ///
    /// - Parameter user: The user.
    /// - Returns: A query of one column.
    package static func of(_ user: SignedIn) -> SQLStatement {
        """
        SELECT group_id FROM user_group_members
         WHERE organization_id = \(user.organization) AND user_id = \(user.user)
        """
    }

    /// The groups of an organisation, by name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most ``Group/maximum``.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [Group] {
        let groups = try tx.run(
            "SELECT id, name FROM user_groups WHERE organization_id = \(organization) ORDER BY name, id"
        )
        var members: [ID<Group>: [ID<User>]] = [:]
        for row in try tx.run(
            """
            SELECT group_id, user_id FROM user_group_members WHERE organization_id = \(organization)
             ORDER BY group_id, user_id
            """
        ) {
            members[try row.get("group_id"), default: []].append(try row.get("user_id"))
        }
        return try groups.map { row in
            let id: ID<Group> = try row.get("id")
            return Group(id: id, name: try row.get("name"), members: members[id] ?? [])
        }
    }

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ group: Group
    ) throws {
        try tx.execute(
            "INSERT INTO user_groups (id, organization_id, name) VALUES (\(group.id), \(organization), \(group.name))"
        )
        try insertMembers(tx, organization: organization, group)
    }

    static func update(_ tx: any WriteTransaction, organization: ID<Organization>, _ group: Group) throws {
        try tx.execute(
            """
            UPDATE user_groups SET name = \(group.name)
             WHERE organization_id = \(organization) AND id = \(group.id)
            """
        )
        try tx.execute(
            "DELETE FROM user_group_members WHERE organization_id = \(organization) AND group_id = \(group.id)"
        )
        try insertMembers(tx, organization: organization, group)
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<Group>) throws {
        try tx.execute("DELETE FROM user_groups WHERE organization_id = \(organization) AND id = \(id)")
    }

    private static func insertMembers(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ group: Group
    ) throws {
        if group.members.isEmpty { return }
        let rows = group.members.map { member -> SQLStatement in "(\(organization), \(group.id), \(member))" }
        try tx.execute(
            """
            INSERT INTO user_group_members (organization_id, group_id, user_id)
            VALUES \(fragment: .joined(rows, separator: ", "))
            """
        )
    }
}
