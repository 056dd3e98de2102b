import Storage

/// Where a user stands, read along with the credential that proves who they are.
struct UserStanding: Sendable {
    let profile: ID<Profile>
    let isAdministrator: Bool
    let role: ID<Role>
    let isSuperior: Bool

    /// For a query that joins `users` and `profiles`.
    static let columns: SQLStatement =
        """
        users.profile_id, profiles.is_administrator, users.role_id,
        EXISTS (SELECT 1 FROM roles AS below
                 WHERE below.organization_id = users.organization_id AND below.parent_id = users.role_id) AS is_superior
        """

    init(row: SQLRow) throws {
        profile = try row.get("profile_id")
        isAdministrator = try row.get("is_administrator")
        role = try row.get("role_id")
        isSuperior = try row.get("is_superior")
    }
}

extension SignedIn {
    init(
        organization: ID<Organization>,
        user: ID<User>,
        standing: UserStanding,
        rights: Set<Right>,
        credential: Credential
    ) {
        self.init(
            organization: organization,
            user: user,
            profile: standing.profile,
            role: standing.role,
            isSuperior: standing.isSuperior,
            isAdministrator: standing.isAdministrator,
            rights: rights,
            credential: credential
        )
    }
}
