package import Storage

/// Makes an organisation with its two profiles and its first administrator.
package struct CreateOrganization: Sendable {
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
        return try await store.write { [ids] tx in
            try tx.lock(.setUp)
            if onlyAsFirst, try OrganizationQueries.exists(tx) { throw Refusal.notTheFirst }
            let organizationID = ids.next(Organization.self)
            try OrganizationQueries.insert(tx, id: organizationID, organization, atMs: now)
            let profile = ids.next(Profile.self)
            try ProfileQueries.insert(tx, id: profile, organization: organizationID, standing: .administrator)
            try ProfileQueries.insert(tx, id: ids.next(), organization: organizationID, standing: .standard)
            let user = ids.next(User.self)
            try UserQueries.insert(
                tx,
                id: user,
                organization: organizationID,
                profile: profile,
                administrator,
                passwordHash: hash,
                timeZone: administrator.timeZone ?? organization.timeZone,
                atMs: now
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
            return (organizationID, user)
        }
    }
}
