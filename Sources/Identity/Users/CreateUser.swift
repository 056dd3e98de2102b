package import Storage

/// Adds a user to an organisation.
package struct CreateUser: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let hasher: PasswordHasher

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, hasher: PasswordHasher) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.hasher = hasher
    }

    /// Why nothing was made.
    package enum Refusal: Error, Equatable {
        case noSuchOrganization
    }

    /// Adds the user; whoever runs the server calls this, from the command line.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - organization: Where.
    ///   - standing: The profile.
    ///   - role: One of the organisation's; nil means its root.
    /// - Returns: The new id.
    /// - Throws: ``Refusal``, ``InvalidInput`` where the address is taken, or ``StoreError``.
    @discardableResult
    package func callAsFunction(
        _ user: NewUser,
        in organization: ID<Organization>,
        as standing: Profile.Standing,
        role: ID<Role>? = nil
    ) async throws -> ID<User> {
        let hash = try await hasher.hash(user.password)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            guard let found = try OrganizationQueries.find(tx, id: organization),
                let profile = try ProfileQueries.find(tx, organization: organization, standing: standing),
                let role = try role ?? RoleQueries.root(tx, organization: organization)
            else { throw Refusal.noSuchOrganization }
            let id = ids.next(User.self)
            try UserQueries.insert(
                tx,
                UserQueries.New(
                    id: id,
                    organization: organization,
                    profile: profile,
                    role: role,
                    email: user.email,
                    name: user.name,
                    passwordHash: hash,
                    language: user.language,
                    timeZone: user.timeZone ?? found.timeZone,
                    atMs: now
                )
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organization,
                user: nil,
                action: .userCreated,
                subject: id.rawValue,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: organization.rawValue,
                kind: "user.created",
                subjectID: id.rawValue,
                atMs: now
            )
            return id
        }
    }
}
