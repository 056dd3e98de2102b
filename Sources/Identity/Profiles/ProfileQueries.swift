package import Storage

/// A profile: what its users may do.
///
/// Source: spec rows 2.132, A-19.
package struct Profile: Sendable, Hashable {
    /// The two every organisation starts with.
    package enum Standing: String, Sendable, Codable {
        /// May do everything, and stays as it is.
        case administrator
        /// What a rep may do; changed as the organisation likes.
        case standard

        var name: String {
            switch self {
            case .administrator: "Administrator"
            case .standard: "Standard"
            }
        }
    }

    /// Profiles of an organisation at most.
    package static let maximum = 50

    /// The profile's id.
    package let id: ID<Profile>
    /// As its administrators call it.
    package let name: String
    /// Which of the two it is that every organisation has; nil for one of the organisation's own.
    package let standing: Standing?
    /// How many users have it, inactive ones too.
    package let users: Int
}

/// SQL of profiles and their rights.
package enum ProfileQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Profile>,
        organization: ID<Organization>,
        standing: Profile.Standing
    ) throws {
        try insert(tx, id: id, organization: organization, name: standing.name, standing: standing)
        let rights = standing == .administrator ? Set(Right.allCases) : Right.standard
        try setRights(tx, organization: organization, profile: id, rights)
    }

    /// Adds a profile that has no right yet.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: A new id.
    ///   - organization: The organisation.
    ///   - name: Not another profile's.
    ///   - standing: Nil for one of the organisation's own.
    /// - Throws: ``StoreError``.
    package static func insert(
        _ tx: any WriteTransaction,
        id: ID<Profile>,
        organization: ID<Organization>,
        name: String,
        standing: Profile.Standing? = nil
    ) throws {
        try tx.execute(
            """
            INSERT INTO profiles (id, organization_id, name, is_administrator, standing)
            VALUES (\(id), \(organization), \(name), \(standing == .administrator), \(standing?.rawValue))
            """
        )
    }

    private static let selection: SQLStatement =
        """
        SELECT profiles.id, profiles.name, profiles.standing,
               (SELECT count(*) FROM users
                 WHERE users.organization_id = profiles.organization_id AND users.profile_id = profiles.id) AS users
          FROM profiles
        """

    /// The profiles of an organisation: those that every one has first, then by name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most ``Profile/maximum``.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> [Profile] {
        try tx.run(
            """
            \(fragment: selection) WHERE profiles.organization_id = \(organization)
             ORDER BY coalesce(profiles.standing, 'z'), profiles.name, profiles.id
            """
        ).map(Profile.init(row:))
    }

    /// Finds a profile.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The profile.
    /// - Returns: The profile, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<Profile>
    ) throws -> Profile? {
        try tx.first(
            "\(fragment: selection) WHERE profiles.organization_id = \(organization) AND profiles.id = \(id)"
        ).map(Profile.init(row:))
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        standing: Profile.Standing
    ) throws -> ID<Profile>? {
        try tx.first(
            "SELECT id FROM profiles WHERE organization_id = \(organization) AND standing = \(standing.rawValue)"
        )?.get("id")
    }

    /// What a profile allows.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    /// - Returns: Its rights.
    /// - Throws: ``StoreError``.
    package static func rights(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>
    ) throws -> Set<Right> {
        let rows = try tx.run(
            """
            SELECT right_name FROM profile_rights WHERE organization_id = \(organization) AND profile_id = \(profile)
            """
        )
        return Set(try rows.compactMap { Right(rawValue: try $0.get("right_name")) })
    }

    /// Sets what a profile allows.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    ///   - rights: All its rights from then on.
    /// - Throws: ``StoreError``.
    package static func setRights(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>,
        _ rights: Set<Right>
    ) throws {
        try tx.execute(
            "DELETE FROM profile_rights WHERE organization_id = \(organization) AND profile_id = \(profile)"
        )
        if rights.isEmpty { return }
        let rows = rights.sorted { $0.rawValue < $1.rawValue }.map { right -> SQLStatement in
            "(\(organization), \(profile), \(right.rawValue))"
        }
        try tx.execute(
            """
            INSERT INTO profile_rights (organization_id, profile_id, right_name)
            VALUES \(fragment: .joined(rows, separator: ", "))
            """
        )
    }

    /// Renames a profile.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    ///   - name: Not another profile's.
    /// - Throws: ``StoreError``.
    package static func rename(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>,
        to name: String
    ) throws {
        try tx.execute(
            "UPDATE profiles SET name = \(name) WHERE organization_id = \(organization) AND id = \(profile)"
        )
    }

    /// Deletes a profile that no user has.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - profile: The profile.
    /// - Throws: ``StoreError``, also where a user has it.
    package static func delete(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        profile: ID<Profile>
    ) throws {
        try setRights(tx, organization: organization, profile: profile, [])
        try tx.execute("DELETE FROM profiles WHERE organization_id = \(organization) AND id = \(profile)")
    }
}

extension Profile {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        standing = try row.get("standing", as: String?.self).flatMap(Standing.init(rawValue:))
        users = try row.get("users")
    }
}
