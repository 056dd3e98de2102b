package import Storage

/// A user as administrators manage them.
package struct UserAccount: Sendable {
    /// Whether they can sign in.
    package enum Status: String, Sendable, CaseIterable, Codable {
        case active
        /// Has not joined yet.
        case invited
        /// Cannot sign in; their name stays on what they did.
        case inactive
    }

    /// The user's id.
    package let id: ID<User>
    /// As typed.
    package let email: String
    /// As others see it.
    package let name: String
    /// Whether they can sign in.
    package let status: Status
    /// What they may do.
    package let profile: (id: ID<Profile>, name: String, standing: Profile.Standing?)
    /// Whose records they see.
    package let role: (id: ID<Role>, name: String)
    /// Whether they once chose a password.
    let hasPassword: Bool
}

/// SQL of users as administrators manage them.
package enum UserAccountQueries {
    private static let selection: SQLStatement =
        """
        SELECT users.id, users.email, users.name, users.is_active, users.is_invited, users.password_hash <> '' AS has_password,
               users.profile_id, profiles.name AS profile_name, profiles.standing, users.role_id, roles.name AS role_name
          FROM users
          JOIN profiles ON profiles.id = users.profile_id
          JOIN roles ON roles.id = users.role_id
        """

    /// A page of all users of an organisation: those who can sign in first, then by name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - last: The last one of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The users.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        after last: ID<User>?,
        limit: Int
    ) throws -> [UserAccount] {
        let place: SQLStatement =
            """
            CASE WHEN users.is_active THEN 0 WHEN users.is_invited THEN 1 ELSE 2 END, users.name, users.id
            """
        let after: SQLStatement =
            if let last {
                """
                AND (\(fragment: place)) > (SELECT \(fragment: place) FROM users
                                             WHERE users.organization_id = \(organization) AND users.id = \(last))
                """
            } else {
                ""
            }
        return try tx.run(
            """
            \(fragment: selection) WHERE users.organization_id = \(organization) \(fragment: after)
             ORDER BY \(fragment: place)
             LIMIT \(limit)
            """
        ).map(UserAccount.init(row:))
    }

    /// Finds a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The user.
    /// - Returns: The user, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<User>
    ) throws -> UserAccount? {
        try tx.first(
            "\(fragment: selection) WHERE users.organization_id = \(organization) AND users.id = \(id)"
        ).map(UserAccount.init(row:))
    }

    /// How many can sign in and have the administrators' profile, one user aside.
    static func countAdministrators(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        except user: ID<User>
    ) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS counted
              FROM users JOIN profiles ON profiles.id = users.profile_id
             WHERE users.organization_id = \(organization) AND users.is_active AND profiles.is_administrator
               AND users.id <> \(user)
            """
        )?.get("counted") ?? 0
    }

    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<User>,
        name: String,
        profile: ID<Profile>,
        role: ID<Role>
    ) throws {
        try tx.execute(
            """
            UPDATE users SET name = \(name), profile_id = \(profile), role_id = \(role)
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }

    static func setStatus(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<User>,
        _ status: UserAccount.Status
    ) throws {
        try tx.execute(
            """
            UPDATE users SET is_active = \(status == .active), is_invited = \(status == .invited)
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }
}

extension UserAccount {
    init(row: SQLRow) throws {
        id = try row.get("id")
        email = try row.get("email")
        name = try row.get("name")
        let isActive: Bool = try row.get("is_active")
        let isInvited: Bool = try row.get("is_invited")
        status = isActive ? .active : isInvited ? .invited : .inactive
        profile = (
            try row.get("profile_id"),
            try row.get("profile_name"),
            try row.get("standing", as: String?.self).flatMap(Profile.Standing.init(rawValue:))
        )
        role = (try row.get("role_id"), try row.get("role_name"))
        hasPassword = try row.get("has_password")
    }
}
