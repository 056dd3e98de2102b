package import Storage

/// What an administrator does with users: invites them, changes their name, profile and role, makes links for them.
package struct ManageUsers: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Whom to invite.
    package struct Invitation: Sendable {
        let email: EmailAddress
        let name: String
        let profile: ID<Profile>
        let role: ID<Role>
        let language: Language?

        /// Checks the inputs; whether profile and role are there is told on inviting.
        ///
        /// - Parameters:
        ///   - email: The address to sign in with.
        ///   - name: 1…100 characters.
        ///   - profile: What they may do.
        ///   - role: Whose records they see.
        ///   - language: Of their screens; nil means the organisation's.
        /// - Throws: ``InvalidInput`` naming `email` or `name`.
        package init(
            email: String,
            name: String,
            profile: ID<Profile>,
            role: ID<Role>,
            language: Language? = nil
        ) throws(InvalidInput) {
            self.email = try EmailAddress(email, field: "email")
            self.name = try TextRule.line(name, field: "name", maximum: 100)
            self.profile = profile
            self.role = role
            self.language = language
        }
    }

    /// Adds somebody who may join by the link.
    ///
    /// - Parameters:
    ///   - invitation: Whom.
    ///   - user: An administrator.
    /// - Returns: The user, and the link that is shown once.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` naming `email`, `profile` or `role`, or ``StoreError``.
    package func invite(_ invitation: Invitation, by user: SignedIn) async throws -> (user: ID<User>, link: UserLink) {
        try user.requireAdministrator()
        let (now, realNow) = (clock.nowMs, clock.realMs)
        return try await store.write { [ids] tx in
            guard let organization = try OrganizationQueries.find(tx, id: user.organization) else {
                throw PeopleRefusal.notFound
            }
            let profile = try Self.profile(tx, invitation.profile, by: user)
            let role = try Self.role(tx, invitation.role, by: user)
            let id = ids.next(User.self)
            try UserQueries.insert(
                tx,
                UserQueries.New(
                    id: id,
                    organization: user.organization,
                    profile: profile.id,
                    role: role.id,
                    email: invitation.email,
                    name: invitation.name,
                    passwordHash: nil,
                    language: invitation.language ?? organization.defaultLanguage,
                    timeZone: organization.timeZone,
                    atMs: now
                )
            )
            let changes = [
                AuditChange(name: "email", old: nil, new: invitation.email.text),
                AuditChange(name: "profile", old: nil, new: profile.name),
                AuditChange(name: "role", old: nil, new: role.name),
            ]
            try PeopleEvents.append(tx, ids: ids, .userInvited, id, changes, by: user, atMs: now)
            let link = try UserLinkQueries.make(
                tx,
                ids: ids,
                organization: user.organization,
                user: id,
                purpose: .join,
                realNowMs: realNow
            )
            return (id, link)
        }
    }

    /// Makes a new link, which replaces an earlier one: to join for whoever has not, else to choose a new password.
    ///
    /// - Parameters:
    ///   - id: For whom.
    ///   - user: An administrator.
    /// - Returns: The link that is shown once.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal`` or ``StoreError``.
    package func makeLink(for id: ID<User>, by user: SignedIn) async throws -> UserLink {
        try user.requireAdministrator()
        let (now, realNow) = (clock.nowMs, clock.realMs)
        return try await store.write { [ids] tx in
            let account = try Self.account(tx, id, by: user)
            if account.status == .inactive { throw PeopleRefusal.inactive }
            let purpose: UserLink.Purpose = account.status == .invited ? .join : .resetPassword
            let changes = [AuditChange(name: "purpose", old: nil, new: purpose.rawValue)]
            try PeopleEvents.append(tx, ids: ids, .userLinkMade, id, changes, by: user, atMs: now)
            return try UserLinkQueries.make(
                tx,
                ids: ids,
                organization: user.organization,
                user: id,
                purpose: purpose,
                realNowMs: realNow
            )
        }
    }

    /// Changes a user's name, profile or role; nil leaves it.
    ///
    /// - Parameters:
    ///   - id: The user.
    ///   - name: 1…100 characters.
    ///   - profile: Not of oneself, and not of the last administrator.
    ///   - role: Whose records they see.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal``, ``InvalidInput`` or ``StoreError``.
    package func change(
        _ id: ID<User>,
        name: String?,
        profile: ID<Profile>?,
        role: ID<Role>?,
        by user: SignedIn
    ) async throws {
        try user.requireAdministrator()
        let name = try name.map { text throws(InvalidInput) in
            try TextRule.line(text, field: "name", maximum: 100)
        }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try Self.lock(tx, by: user)
            let account = try Self.account(tx, id, by: user)
            let nextProfile = try profile.map { try Self.profile(tx, $0, by: user) }
            let nextRole = try role.map { try Self.role(tx, $0, by: user) }
            if let nextProfile, nextProfile.id != account.profile.id {
                if id == user.user { throw PeopleRefusal.ownAccount }
                if account.profile.standing == .administrator { try Self.requireAnotherAdministrator(tx, id, by: user) }
            }
            let changes =
                AuditChange.between("name", account.name, name ?? account.name)
                + AuditChange.between("profile", account.profile.name, nextProfile?.name ?? account.profile.name)
                + AuditChange.between("role", account.role.name, nextRole?.name ?? account.role.name)
            if changes.isEmpty { return }
            try UserAccountQueries.update(
                tx,
                organization: user.organization,
                id: id,
                name: name ?? account.name,
                profile: nextProfile?.id ?? account.profile.id,
                role: nextRole?.id ?? account.role.id
            )
            let isMoved = changes.contains { $0.name == "role" }
            let kind = isMoved ? "user.role_changed" : "user.changed"
            try PeopleEvents.append(tx, ids: ids, .userChanged, id, changes, kind: kind, by: user, atMs: now)
        }
    }

    /// Lets a deactivated user in again; whoever never joined needs a new link.
    ///
    /// - Parameters:
    ///   - id: The user.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal/notFound`` or ``StoreError``.
    package func reactivate(_ id: ID<User>, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let account = try Self.account(tx, id, by: user)
            guard account.status == .inactive else { return }
            let status: UserAccount.Status = account.hasPassword ? .active : .invited
            try UserAccountQueries.setStatus(tx, organization: user.organization, id: id, status)
            let changes = [AuditChange(name: "status", old: account.status.rawValue, new: status.rawValue)]
            try PeopleEvents.append(tx, ids: ids, .userReactivated, id, changes, by: user, atMs: now)
        }
    }

    static func lock(_ tx: any WriteTransaction, by user: SignedIn) throws {
        try tx.lock(AdvisoryLock(named: "users \(user.organization)"))
    }

    static func account(_ tx: any ReadTransaction, _ id: ID<User>, by user: SignedIn) throws -> UserAccount {
        guard let account = try UserAccountQueries.find(tx, organization: user.organization, id: id) else {
            throw PeopleRefusal.notFound
        }
        return account
    }

    static func requireAnotherAdministrator(_ tx: any ReadTransaction, _ id: ID<User>, by user: SignedIn) throws {
        let others = try UserAccountQueries.countAdministrators(tx, organization: user.organization, except: id)
        if others == 0 { throw PeopleRefusal.lastAdministrator }
    }

    private static func profile(_ tx: any ReadTransaction, _ id: ID<Profile>, by user: SignedIn) throws -> Profile {
        guard let profile = try ProfileQueries.find(tx, organization: user.organization, id: id) else {
            throw InvalidInput(field: "profile", code: "not_valid", detail: "There is no such profile.")
        }
        return profile
    }

    private static func role(_ tx: any ReadTransaction, _ id: ID<Role>, by user: SignedIn) throws -> Role {
        guard let role = try RoleQueries.find(tx, organization: user.organization, id: id) else {
            throw InvalidInput(field: "role", code: "not_valid", detail: "There is no such role.")
        }
        return role
    }
}
