import Storage

/// A signed-in browser.
package enum Session {}

/// A session as found by its cookie.
struct StoredSession: Sendable {
    let id: ID<Session>
    let organization: ID<Organization>
    let user: ID<User>
    let standing: UserStanding
    let csrfToken: String
    let rotatedAtMs: Int64
    let seenAtMs: Int64
    /// Whether the cookie is the present one, and not the one before the last rotation.
    let isCurrent: Bool
}

enum SessionQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Session>,
        organization: ID<Organization>,
        user: ID<User>,
        digest: String,
        csrfToken: String,
        realNowMs: Int64
    ) throws {
        try tx.execute(
            """
            INSERT INTO sessions (id, organization_id, user_id, token_digest, csrf_token, created_at_ms, rotated_at_ms,
                                  seen_at_ms, expires_at_ms)
            VALUES (\(id), \(organization), \(user), \(digest), \(csrfToken), \(realNowMs), \(realNowMs), \(realNowMs),
                    \(realNowMs + SessionLife.absoluteMs))
            """
        )
    }

    /// Finds a session by the digest of its cookie, which is unique on the server.
    static func find(_ tx: any ReadTransaction, digest: String, realNowMs: Int64) throws -> StoredSession? {
        try tx.first(
            """
            SELECT sessions.id, sessions.organization_id, sessions.user_id, sessions.csrf_token, sessions.rotated_at_ms,
                   sessions.seen_at_ms, sessions.token_digest, \(fragment: UserStanding.columns)
              FROM sessions
              JOIN users ON users.id = sessions.user_id AND users.is_active
              JOIN profiles ON profiles.id = users.profile_id
             WHERE (sessions.token_digest = \(digest)
                    OR (sessions.previous_digest = \(digest) AND sessions.previous_until_ms > \(realNowMs)))
               AND sessions.expires_at_ms > \(realNowMs)
               AND sessions.seen_at_ms > \(realNowMs - SessionLife.idleMs)
            """
        ).map { try StoredSession(row: $0, digest: digest) }
    }

    static func touch(_ tx: any WriteTransaction, id: ID<Session>, realNowMs: Int64) throws {
        try tx.execute("UPDATE sessions SET seen_at_ms = \(realNowMs) WHERE id = \(id)")
    }

    /// Replaces the cookie's digest, if nobody has meanwhile.
    ///
    /// The old cookie still holds for a moment, for requests under way.
    static func rotate(
        _ tx: any WriteTransaction,
        id: ID<Session>,
        from old: String,
        to new: String,
        realNowMs: Int64
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE sessions
               SET token_digest = \(new), previous_digest = \(old),
                   previous_until_ms = \(realNowMs + SessionLife.rotationGraceMs),
                   rotated_at_ms = \(realNowMs), seen_at_ms = \(realNowMs)
             WHERE id = \(id) AND token_digest = \(old)
            """
        ) == 1
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<Session>) throws {
        try tx.execute("DELETE FROM sessions WHERE organization_id = \(organization) AND id = \(id)")
    }

    static func deleteAll(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        user: ID<User>,
        except kept: ID<Session>?
    ) throws {
        try tx.execute(
            """
            DELETE FROM sessions
             WHERE organization_id = \(organization) AND user_id = \(user) AND id <> \(kept?.rawValue ?? 0)
            """
        )
    }

    /// Deletes at most 500 sessions that have run out.
    static func deleteExpired(_ tx: any WriteTransaction, realNowMs: Int64) throws -> Int {
        try tx.execute(
            """
            DELETE FROM sessions WHERE id IN
                (SELECT id FROM sessions WHERE expires_at_ms <= \(realNowMs) ORDER BY expires_at_ms LIMIT 500)
            """
        )
    }
}

/// How long sessions live; all in real time, milliseconds.
enum SessionLife {
    static let absoluteMs: Int64 = 30 * 86_400_000
    static let idleMs: Int64 = 7 * 86_400_000
    static let rotationMs: Int64 = 3_600_000
    static let rotationGraceMs: Int64 = 60_000
    /// `seen_at_ms` is written at most this often.
    static let touchMs: Int64 = 300_000
}

extension StoredSession {
    init(row: SQLRow, digest: String) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        user = try row.get("user_id")
        standing = try UserStanding(row: row)
        csrfToken = try row.get("csrf_token")
        rotatedAtMs = try row.get("rotated_at_ms")
        seenAtMs = try row.get("seen_at_ms")
        isCurrent = try row.get("token_digest", as: String.self) == digest
    }
}
