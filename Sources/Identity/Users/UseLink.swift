package import Storage

/// What whoever holds a link can do with it: look whom it is for, and choose a password.
package struct UseLink: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let hasher: PasswordHasher

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, hasher: PasswordHasher) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.hasher = hasher
    }

    /// Looks whom a link is for.
    ///
    /// - Parameter secret: What the link ends with.
    /// - Returns: What its page shows.
    /// - Throws: ``PeopleRefusal/linkNotValid`` or ``StoreError``.
    package func look(_ secret: BearerSecret) async throws -> FoundUserLink {
        let (digest, realNow) = (secret.digest, clock.realMs)
        return try await store.read { tx in
            guard let place = try UserLinkQueries.find(tx, digest: digest, realNowMs: realNow),
                let user = try UserQueries.find(tx, organization: place.organization, id: place.user),
                let organization = try OrganizationQueries.find(tx, id: place.organization)
            else { throw PeopleRefusal.linkNotValid }
            return FoundUserLink(purpose: place.purpose, user: user, organization: organization)
        }
    }

    /// Sets the password, lets the person in from then on, and ends whatever sessions they had.
    ///
    /// - Parameters:
    ///   - secret: What the link ends with; it holds for nobody afterwards.
    ///   - password: The password from then on.
    ///   - name: As the person likes to be called, 1…100 characters; nil leaves what the administrator wrote.
    /// - Returns: Whom to sign in.
    /// - Throws: ``PeopleRefusal/linkNotValid``, ``InvalidInput`` or ``StoreError``.
    package func callAsFunction(
        _ secret: BearerSecret,
        password: Password,
        name: String?
    ) async throws -> (organization: ID<Organization>, user: ID<User>) {
        let change = try UserChange(name: name, language: nil, theme: nil, timeZone: nil)
        // Before the password is hashed, which takes its time: whoever has no link does not get to spend it.
        _ = try await look(secret)
        let hash = try await hasher.hash(password)
        let (digest, realNow, now) = (secret.digest, clock.realMs, clock.nowMs)
        return try await store.write { [ids] tx in
            guard let place = try UserLinkQueries.take(tx, digest: digest, realNowMs: realNow) else {
                throw PeopleRefusal.linkNotValid
            }
            let (organization, user) = (place.organization, place.user)
            try UserQueries.setPassword(tx, organization: organization, id: user, hash: hash)
            try UserQueries.update(tx, organization: organization, id: user, change)
            if place.purpose == .join {
                try UserAccountQueries.setStatus(tx, organization: organization, id: user, .active)
            }
            try SessionQueries.deleteAll(tx, organization: organization, user: user, except: nil)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: organization,
                user: user,
                action: place.purpose == .join ? .userJoined : .passwordChanged,
                subject: user.rawValue,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: organization.rawValue,
                kind: "user.changed",
                subjectID: user.rawValue,
                atMs: now
            )
            return (organization, user)
        }
    }
}
