package import Storage

/// Sets passwords: one's own, knowing the old one, or anybody's by whoever runs the server.
package struct ChangePassword: Sendable {
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

    /// Why nothing changed.
    package enum Refusal: Error, Equatable {
        case wrongPassword
        case noSuchUser
    }

    /// Changes one's own password and ends one's other sessions and no API token.
    ///
    /// - Parameters:
    ///   - current: The password until now.
    ///   - new: The password from now on.
    ///   - user: Who is signed in, by a session.
    /// - Throws: ``Refusal``, ``TooManyAttempts`` or ``StoreError``.
    package func callAsFunction(from current: String, to new: Password, by user: SignedIn) async throws {
        guard case .session(let session) = user.credential else { throw NotPermitted(missing: nil) }
        try await throttle.admit(.user(user.user))
        let credentials = try await store.read { tx in
            try UserQueries.credentials(tx, organization: user.organization, user: user.user)
        }
        guard try await hasher.verify(current, against: credentials?.passwordHash) else { throw Refusal.wrongPassword }
        try await throttle.forget(.user(user.user))
        try await set(new, organization: user.organization, user: user.user, keeping: session, by: user.user)
    }

    /// Sets a user's password and ends all of their sessions.
    ///
    /// - Parameters:
    ///   - email: The address they sign in with.
    ///   - new: The password from now on.
    /// - Throws: ``InvalidInput``, ``Refusal/noSuchUser`` or ``StoreError``.
    package func reset(email: String, to new: Password) async throws {
        let key = try EmailAddress(email, field: "email").key
        guard let found = try await store.read({ tx in try UserQueries.credentials(tx, emailKey: key) }) else {
            throw Refusal.noSuchUser
        }
        try await set(new, organization: found.organization, user: found.user, keeping: nil, by: nil)
    }

    private func set(
        _ password: Password,
        organization: ID<Organization>,
        user: ID<User>,
        keeping session: ID<Session>?,
        by author: ID<User>?
    ) async throws {
        let hash = try await hasher.hash(password)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try UserQueries.setPassword(tx, organization: organization, id: user, hash: hash)
            try SessionQueries.deleteAll(tx, organization: organization, user: user, except: session)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organization,
                user: author,
                action: .passwordChanged,
                subject: user.rawValue,
                atMs: now
            )
        }
    }
}
