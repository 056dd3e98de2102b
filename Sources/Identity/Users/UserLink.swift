import Storage

/// A link that lets one person in once: to join, or to choose a new password.
///
/// Whoever manages users copies it and hands it over; the database has its digest only.
package struct UserLink: Sendable {
    /// What it is for.
    package enum Purpose: String, Sendable, Codable {
        case join
        case resetPassword = "reset_password"

        /// In real time, milliseconds.
        var lifeMs: Int64 {
            switch self {
            case .join: 7 * 86_400_000
            case .resetPassword: 86_400_000
            }
        }
    }

    /// What it is for.
    package let purpose: Purpose
    /// What the link ends with; it is not shown again.
    package let secret: BearerSecret
    /// Unix milliseconds, real time.
    package let expiresAtMs: Int64
}

/// A link as found by its digest, with what its page shows.
package struct FoundUserLink: Sendable {
    /// What it is for.
    package let purpose: UserLink.Purpose
    /// Whom it lets in.
    package let user: User
    /// Where.
    package let organization: Organization
}

enum UserLinkQueries {
    /// Makes a link, which replaces the user's earlier one.
    static func make(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        user: ID<User>,
        purpose: UserLink.Purpose,
        realNowMs: Int64
    ) throws -> UserLink {
        let link = UserLink(purpose: purpose, secret: BearerSecret(), expiresAtMs: realNowMs + purpose.lifeMs)
        try delete(tx, organization: organization, user: user)
        try tx.execute(
            """
            INSERT INTO user_links (id, organization_id, user_id, purpose, token_digest, expires_at_ms)
            VALUES (\(ids.next(UserLink.self)), \(organization), \(user), \(purpose.rawValue), \(link.secret.digest),
                    \(link.expiresAtMs))
            """
        )
        return link
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, user: ID<User>) throws {
        try tx.execute("DELETE FROM user_links WHERE organization_id = \(organization) AND user_id = \(user)")
    }

    struct Place: Sendable {
        let organization: ID<Organization>
        let user: ID<User>
        let purpose: UserLink.Purpose
    }

    /// Finds a link that still holds by its digest, which is unique on the server.
    static func find(_ tx: any ReadTransaction, digest: String, realNowMs: Int64) throws -> Place? {
        try tx.first(
            """
            SELECT organization_id, user_id, purpose FROM user_links
             WHERE token_digest = \(digest) AND expires_at_ms > \(realNowMs)
            """
        ).map(Place.init(row:))
    }

    /// Takes a link that still holds, so that nobody else can.
    static func take(_ tx: any WriteTransaction, digest: String, realNowMs: Int64) throws -> Place? {
        try tx.first(
            """
            DELETE FROM user_links WHERE token_digest = \(digest) AND expires_at_ms > \(realNowMs)
            RETURNING organization_id, user_id, purpose
            """
        ).map(Place.init(row:))
    }
}

extension UserLinkQueries.Place {
    init(row: SQLRow) throws {
        organization = try row.get("organization_id")
        user = try row.get("user_id")
        let name = try row.get("purpose", as: String.self)
        guard let known = UserLink.Purpose(rawValue: name) else {
            throw StoreError(.other, detail: "a link has the unknown purpose \(name)")
        }
        purpose = known
    }
}
