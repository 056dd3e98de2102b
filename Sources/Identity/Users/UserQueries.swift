package import Storage

/// SQL of users.
package enum UserQueries {
    /// What a new row has.
    struct New: Sendable {
        let id: ID<User>
        let organization: ID<Organization>
        let profile: ID<Profile>
        let role: ID<Role>
        let email: EmailAddress
        let name: String
        /// Nil for somebody who is invited: they choose a password when they join.
        let passwordHash: String?
        let language: Language
        let timeZone: String
        let atMs: Int64
    }

    static func insert(_ tx: any WriteTransaction, _ new: New) throws {
        let hasJoined = new.passwordHash != nil
        let count = try tx.execute(
            """
            INSERT INTO users (id, organization_id, profile_id, role_id, email, email_key, name, password_hash, language,
                               theme, time_zone, is_active, is_invited, created_at_ms)
            VALUES (\(new.id), \(new.organization), \(new.profile), \(new.role), \(new.email.text), \(new.email.key),
                    \(new.name), \(new.passwordHash ?? ""), \(new.language.rawValue), \(Theme.system.rawValue),
                    \(new.timeZone), \(hasJoined), \(!hasJoined), \(new.atMs))
            ON CONFLICT (email_key) DO NOTHING
            """
        )
        if count == 0 {
            throw InvalidInput(field: "email", code: "taken", detail: "This address already signs in here.")
        }
    }

    /// Finds a user of an organisation.
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
    ) throws -> User? {
        try tx.first(
            """
            SELECT users.id, users.email, users.name, users.language, users.theme, users.time_zone, users.is_active,
                   profiles.name AS profile_name, profiles.is_administrator
              FROM users JOIN profiles ON profiles.id = users.profile_id
             WHERE users.organization_id = \(organization) AND users.id = \(id)
            """
        ).map(User.init(row:))
    }

    /// What some users are called.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The users; as many as a page names.
    /// - Returns: Their names, of inactive ones too.
    /// - Throws: ``StoreError``.
    package static func names(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ids: [ID<User>]
    ) throws -> [ID<User>: String] {
        if ids.isEmpty { return [:] }
        let rows = try tx.run(
            "SELECT id, name FROM users WHERE organization_id = \(organization) AND id IN (\(list: ids))"
        )
        var names: [ID<User>: String] = [:]
        for row in rows { names[try row.get("id")] = try row.get("name") }
        return names
    }

    /// Names and addresses of some users, for what is written in their name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The users; as many as some records name.
    /// - Returns: Those that are there, whether they may sign in or not.
    /// - Throws: ``StoreError``.
    package static func addressed(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ids: [ID<User>]
    ) throws -> [ID<User>: (name: String, email: String)] {
        var found: [ID<User>: (name: String, email: String)] = [:]
        var rest = ids[...]
        while !rest.isEmpty {
            let rows = try tx.run(
                """
                SELECT id, name, email FROM users
                 WHERE organization_id = \(organization) AND id IN (\(list: Array(rest.prefix(500))))
                """
            )
            for row in rows { found[try row.get("id")] = (try row.get("name"), try row.get("email")) }
            rest = rest.dropFirst(500)
        }
        return found
    }

    /// A page of the users who work in an organisation, by name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - last: The last one of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The users.
    /// - Throws: ``StoreError``.
    package static func active(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        after last: ID<User>?,
        limit: Int
    ) throws -> [(id: ID<User>, name: String)] {
        let after: SQLStatement =
            if let last {
                """
                AND (name, id) > (SELECT last.name, last.id FROM users AS last
                                   WHERE last.organization_id = \(organization) AND last.id = \(last))
                """
            } else {
                ""
            }
        return try tx.run(
            """
            SELECT id, name FROM users
             WHERE organization_id = \(organization) AND is_active \(fragment: after)
             ORDER BY name, id
             LIMIT \(limit)
            """
        ).map { (try $0.get("id"), try $0.get("name")) }
    }

    /// Those of some users who work in an organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The users; as many as somebody names at once.
    /// - Returns: Their ids.
    /// - Throws: ``StoreError``.
    package static func active(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        among ids: [ID<User>]
    ) throws -> [ID<User>] {
        if ids.isEmpty { return [] }
        return try tx.run(
            """
            SELECT id FROM users WHERE organization_id = \(organization) AND is_active AND id IN (\(list: ids))
            """
        ).map { try $0.get("id") }
    }

    /// What signing in needs to know.
    ///
    /// The address is unique on the server, so this one query takes no organisation.
    struct Credentials: Sendable {
        let organization: ID<Organization>
        let user: ID<User>
        let passwordHash: String
    }

    static func credentials(_ tx: any ReadTransaction, emailKey: String) throws -> Credentials? {
        try tx.first(
            "SELECT organization_id, id, password_hash FROM users WHERE email_key = \(emailKey) AND is_active"
        ).map(Credentials.init(row:))
    }

    static func credentials(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        user: ID<User>
    ) throws -> Credentials? {
        try tx.first(
            """
            SELECT organization_id, id, password_hash FROM users
             WHERE organization_id = \(organization) AND id = \(user) AND is_active
            """
        ).map(Credentials.init(row:))
    }

    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<User>,
        _ change: UserChange
    ) throws {
        try tx.execute(
            """
            UPDATE users
               SET name = coalesce(\(change.name), name),
                   language = coalesce(\(change.language?.rawValue), language),
                   theme = coalesce(\(change.theme?.rawValue), theme),
                   time_zone = coalesce(\(change.timeZone), time_zone)
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
    }

    static func setPassword(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<User>,
        hash: String
    ) throws {
        try tx.execute(
            "UPDATE users SET password_hash = \(hash) WHERE organization_id = \(organization) AND id = \(id)"
        )
    }
}

extension User {
    init(row: SQLRow) throws {
        id = try row.get("id")
        email = try row.get("email")
        name = try row.get("name")
        language = Language(rawValue: try row.get("language")) ?? .chinese
        theme = Theme(rawValue: try row.get("theme")) ?? .system
        timeZone = try row.get("time_zone")
        isActive = try row.get("is_active")
        profileName = try row.get("profile_name")
        isAdministrator = try row.get("is_administrator")
    }
}

extension UserQueries.Credentials {
    init(row: SQLRow) throws {
        organization = try row.get("organization_id")
        user = try row.get("id")
        passwordHash = try row.get("password_hash")
    }
}
