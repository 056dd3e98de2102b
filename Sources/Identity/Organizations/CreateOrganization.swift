package import Storage

/// Told, in the same transaction, that an organisation is being made: a higher floor adds what every new one starts with.
package protocol OrganizationFounding: Sendable {
    /// Adds to the new organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction that makes it.
    ///   - organization: The new organisation.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: Anything, and nothing is made.
    func found(_ tx: any WriteTransaction, organization: ID<Organization>, atMs: Int64) throws
}

/// Makes an organisation with its two profiles, its root role and its first administrator.
package struct CreateOrganization: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let hasher: PasswordHasher
    private let founders: [any OrganizationFounding]

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of making.
    ///   - ids: For the new rows.
    ///   - hasher: For the administrator's password.
    ///   - founders: Higher floors that add to every new organisation, in order.
    package init(
        store: any Store,
        clock: WallClock,
        ids: IDGenerator,
        hasher: PasswordHasher,
        founders: [any OrganizationFounding] = []
    ) {
        self.founders = founders
        self.store = store
        self.clock = clock
        self.ids = ids
        self.hasher = hasher
    }

    /// Why nothing was made.
    package enum Refusal: Error, Equatable {
        /// The server has an organisation, and only the first was asked for.
        case notTheFirst
    }

    /// Makes them, in one transaction.
    ///
    /// - Parameters:
    ///   - organization: The organisation.
    ///   - administrator: Its first user; gets the profile Administrator.
    ///   - onlyAsFirst: Refuse when the server has any organisation.
    /// - Returns: The new ids.
    /// - Throws: ``Refusal``, ``InvalidInput`` where the address is taken, or ``StoreError``.
    @discardableResult
    package func callAsFunction(
        _ organization: NewOrganization,
        administrator: NewUser,
        onlyAsFirst: Bool = false
    ) async throws -> (organization: ID<Organization>, administrator: ID<User>) {
        let hash = try await hasher.hash(administrator.password)
        let now = clock.nowMs
        return try await store.write { [ids, founders] tx in
            try tx.lock(.setUp)
            if onlyAsFirst, try OrganizationQueries.exists(tx) { throw Refusal.notTheFirst }
            let organizationID = ids.next(Organization.self)
            try OrganizationQueries.insert(
                tx,
                id: organizationID,
                organization,
                language: administrator.language,
                atMs: now
            )
            let role = ids.next(Role.self)
            let roleName = administrator.language == .chinese ? "总经理" : "CEO"
            try RoleQueries.insert(tx, id: role, organization: organizationID, name: roleName, parent: nil)
            let profile = ids.next(Profile.self)
            try ProfileQueries.insert(tx, id: profile, organization: organizationID, standing: .administrator)
            try ProfileQueries.insert(tx, id: ids.next(), organization: organizationID, standing: .standard)
            let user = ids.next(User.self)
            try UserQueries.insert(
                tx,
                UserQueries.New(
                    id: user,
                    organization: organizationID,
                    profile: profile,
                    role: role,
                    email: administrator.email,
                    name: administrator.name,
                    passwordHash: hash,
                    language: administrator.language,
                    timeZone: administrator.timeZone ?? organization.timeZone,
                    atMs: now
                )
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organizationID,
                user: user,
                action: .organizationCreated,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: organizationID.rawValue,
                kind: "organization.created",
                subjectID: organizationID.rawValue,
                atMs: now
            )
            for founder in founders { try founder.found(tx, organization: organizationID, atMs: now) }
            return (organizationID, user)
        }
    }
}
