package import Storage

/// Signs a browser in with address and password.
package struct SignIn: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let hasher: PasswordHasher
    private let throttle: SignInThrottle

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, hasher: PasswordHasher) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.hasher = hasher
        throttle = SignInThrottle(store: store, clock: clock, ids: ids)
    }

    /// Why nobody was signed in.
    ///
    /// Whether the address exists is not said.
    package enum Refusal: Error, Equatable {
        case wrongEmailOrPassword
    }

    /// Checks the password and starts a session with a new secret.
    ///
    /// - Parameters:
    ///   - email: As typed.
    ///   - password: As typed.
    ///   - address: The client's network address, for throttling.
    /// - Returns: The cookie's secret.
    /// - Throws: ``Refusal``, ``TooManyAttempts``, ``InvalidInput`` or ``StoreError``.
    package func callAsFunction(email: String, password: String, from address: String) async throws -> BearerSecret {
        let email = try EmailAddress(email, field: "email")
        try await throttle.admit(.email(email), .address(address))
        let found = try await store.read { tx in try UserQueries.credentials(tx, emailKey: email.key) }
        guard try await hasher.verify(password, against: found?.passwordHash), let found else {
            if let found { try await record(.signInRefused, organization: found.organization, user: found.user) }
            throw Refusal.wrongEmailOrPassword
        }
        try await throttle.forget(.email(email))
        return try await startSession(organization: found.organization, user: found.user)
    }

    /// Starts a session for a user who has just been made.
    ///
    /// - Parameters:
    ///   - organization: Their organisation.
    ///   - user: The user.
    /// - Returns: The cookie's secret.
    /// - Throws: ``StoreError``.
    package func startSession(organization: ID<Organization>, user: ID<User>) async throws -> BearerSecret {
        let secret = BearerSecret()
        let csrfToken = BearerSecret().text
        let now = clock.nowMs
        let realNow = clock.realMs
        try await store.write { [ids] tx in
            try SessionQueries.insert(
                tx,
                id: ids.next(),
                organization: organization,
                user: user,
                digest: secret.digest,
                csrfToken: csrfToken,
                realNowMs: realNow
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organization,
                user: user,
                action: .signedIn,
                atMs: now
            )
        }
        return secret
    }

    private func record(_ action: AuditTrail.Action, organization: ID<Organization>, user: ID<User>) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try AuditTrail.append(tx, id: ids.next(), organization: organization, user: user, action: action, atMs: now)
        }
    }
}

/// Ends a session.
package struct SignOut: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Ends the session that asks.
    ///
    /// - Parameter user: Who is signed in, by a session.
    /// - Throws: ``NotPermitted`` for an API token, or ``StoreError``.
    package func callAsFunction(_ user: SignedIn) async throws {
        guard case .session(let session) = user.credential else { throw NotPermitted(missing: nil) }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try SessionQueries.delete(tx, organization: user.organization, id: session)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .signedOut,
                atMs: now
            )
        }
    }
}
