import Storage

/// A token as found by its digest.
struct StoredAPIToken: Sendable {
    let id: ID<APIToken>
    let organization: ID<Organization>
    let user: ID<User>
    let standing: UserStanding
    let scopes: Set<APIToken.Scope>
}

enum APITokenQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<APIToken>,
        organization: ID<Organization>,
        user: ID<User>,
        name: String,
        digest: String,
        scopes: Set<APIToken.Scope>,
        expiresAtMs: Int64?,
        atMs: Int64
    ) throws {
        let list = scopes.map(\.rawValue).sorted().joined(separator: " ")
        try tx.execute(
            """
            INSERT INTO api_tokens (id, organization_id, user_id, name, token_digest, scopes, created_at_ms, expires_at_ms)
            VALUES (\(id), \(organization), \(user), \(name), \(digest), \(list), \(atMs), \(expiresAtMs))
            """
        )
    }

    /// Finds a token by its digest, which is unique on the server.
    static func find(_ tx: any ReadTransaction, digest: String, realNowMs: Int64) throws -> StoredAPIToken? {
        try tx.first(
            """
            SELECT api_tokens.id, api_tokens.organization_id, api_tokens.user_id, api_tokens.scopes,
                   \(fragment: UserStanding.columns)
              FROM api_tokens
              JOIN users ON users.id = api_tokens.user_id AND users.is_active
              JOIN profiles ON profiles.id = users.profile_id
             WHERE api_tokens.token_digest = \(digest)
               AND (api_tokens.expires_at_ms IS NULL OR api_tokens.expires_at_ms > \(realNowMs))
            """
        ).map(StoredAPIToken.init(row:))
    }
}

extension StoredAPIToken {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        user = try row.get("user_id")
        standing = try UserStanding(row: row)
        let names = try row.get("scopes", as: String.self).split(separator: " ")
        scopes = Set(names.compactMap { APIToken.Scope(rawValue: String($0)) })
    }
}
