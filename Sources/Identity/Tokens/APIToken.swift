package import Storage

/// A secret that a program carries to act as a user.
package enum APIToken {
    /// What a token may be used for.
    package enum Scope: String, Sendable, CaseIterable, Codable {
        /// `GET` requests.
        case read
        /// All other requests.
        case write

        static func set(_ text: String) -> Set<Scope> {
            Set(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
        }
    }

    /// A token as lists show it: never its secret.
    package struct Listed: Sendable, Hashable {
        /// The token's id.
        package let id: ID<APIToken>
        /// Whom it acts as.
        package let user: ID<User>
        /// What it is for.
        package let name: String
        /// What it may be used for.
        package let scopes: Set<Scope>
        /// Product time, Unix milliseconds.
        package let createdAtMs: Int64
        /// Real time, Unix milliseconds; nil where it holds until revoked.
        package let expiresAtMs: Int64?
        /// Real time of its last use, to within five minutes; nil where it was never used.
        package let lastUsedAtMs: Int64?
    }
}

/// Makes an API token for a user.
package struct CreateAPIToken: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Makes the token; whoever runs the server calls this, from the command line.
    ///
    /// - Parameters:
    ///   - name: What it is for, 1…100 characters.
    ///   - email: The user it acts as.
    ///   - scopes: What it may be used for.
    ///   - days: When it runs out; nil means never.
    /// - Returns: The secret, which is not shown again.
    /// - Throws: ``InvalidInput``, ``ChangePassword/Refusal/noSuchUser`` or ``StoreError``.
    package func callAsFunction(
        name: String,
        email: String,
        scopes: Set<APIToken.Scope>,
        days: Int?
    ) async throws -> BearerSecret {
        let name = try TextRule.line(name, field: "name", maximum: 100)
        let key = try EmailAddress(email, field: "email").key
        let secret = BearerSecret(prefix: "parley_")
        let now = clock.nowMs
        let expiry = days.map { clock.realMs + Int64($0) * 86_400_000 }
        try await store.write { [ids] tx in
            guard let user = try UserQueries.credentials(tx, emailKey: key) else {
                throw ChangePassword.Refusal.noSuchUser
            }
            let id = ids.next(APIToken.self)
            try APITokenQueries.insert(
                tx,
                id: id,
                organization: user.organization,
                user: user.user,
                name: name,
                digest: secret.digest,
                scopes: scopes,
                expiresAtMs: expiry,
                atMs: now
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: nil,
                action: .tokenCreated,
                subject: id.rawValue,
                atMs: now
            )
        }
        return secret
    }
}
