import Storage

/// A profile: what its users may do.
package struct Profile: Sendable {
    /// The two every organisation starts with.
    package enum Standing: String, Sendable {
        case administrator = "Administrator"
        case standard = "Standard"
    }
}

enum ProfileQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Profile>,
        organization: ID<Organization>,
        standing: Profile.Standing
    ) throws {
        try tx.execute(
            """
            INSERT INTO profiles (id, organization_id, name, is_administrator)
            VALUES (\(id), \(organization), \(standing.rawValue), \(standing == .administrator))
            """
        )
        let rights = standing == .administrator ? Set(Right.allCases) : Right.standard
        for right in rights.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.execute(
                """
                INSERT INTO profile_rights (organization_id, profile_id, right_name)
                VALUES (\(organization), \(id), \(right.rawValue))
                """
            )
        }
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        standing: Profile.Standing
    ) throws -> ID<Profile>? {
        try tx.first(
            "SELECT id FROM profiles WHERE organization_id = \(organization) AND name = \(standing.rawValue)"
        )?.get("id")
    }

    static func rights(
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
}
