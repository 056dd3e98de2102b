import Storage

/// A token as found by its digest.
struct StoredAPIToken: Sendable {
    let id: ID<APIToken>
    let organization: ID<Organization>
    let user: ID<User>
    let standing: UserStanding
    let scopes: Set<APIToken.Scope>
    let lastUsedAtMs: Int64?
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
                   api_tokens.last_used_at_ms, \(fragment: UserStanding.columns)
              FROM api_tokens
              JOIN users ON users.id = api_tokens.user_id AND users.is_active
              JOIN profiles ON profiles.id = users.profile_id
             WHERE api_tokens.token_digest = \(digest)
               AND (api_tokens.expires_at_ms IS NULL OR api_tokens.expires_at_ms > \(realNowMs))
            """
        ).map(StoredAPIToken.init(row:))
    }
}

extension APITokenQueries {
    /// Tokens that have not run out, the newest first: those of one user, or of all.
    static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        user: ID<User>?,
        realNowMs: Int64,
        limit: Int
    ) throws -> [APIToken.Listed] {
        let whose: SQLStatement = if let user { "AND user_id = \(user)" } else { "" }
        return try tx.run(
            """
            SELECT id, user_id, name, scopes, created_at_ms, expires_at_ms, last_used_at_ms FROM api_tokens
             WHERE organization_id = \(organization) \(fragment: whose)
               AND (expires_at_ms IS NULL OR expires_at_ms > \(realNowMs))
             ORDER BY id DESC
             LIMIT \(limit)
            """
        ).map(APIToken.Listed.init(row:))
    }

    static func delete(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        user: ID<User>?,
        id: ID<APIToken>
    ) throws -> String? {
        let whose: SQLStatement = if let user { "AND user_id = \(user)" } else { "" }
        return try tx.first(
            """
            DELETE FROM api_tokens WHERE organization_id = \(organization) AND id = \(id) \(fragment: whose)
            RETURNING name
            """
        )?.get("name")
    }

    static func touch(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<APIToken>, atMs: Int64) throws
    {
        try tx.execute(
            """
            UPDATE api_tokens SET last_used_at_ms = \(atMs) WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }
}

extension APIToken.Listed {
    init(row: SQLRow) throws {
        id = try row.get("id")
        user = try row.get("user_id")
        name = try row.get("name")
        scopes = APIToken.Scope.set(try row.get("scopes"))
        createdAtMs = try row.get("created_at_ms")
        expiresAtMs = try row.get("expires_at_ms")
        lastUsedAtMs = try row.get("last_used_at_ms")
    }
}

extension StoredAPIToken {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        user = try row.get("user_id")
        standing = try UserStanding(row: row)
        scopes = APIToken.Scope.set(try row.get("scopes"))
        lastUsedAtMs = try row.get("last_used_at_ms")
    }
}
