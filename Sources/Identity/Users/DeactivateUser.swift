package import Storage

/// Who gets what belonged to somebody who goes.
package struct Succession: Sendable {
    /// The organisation.
    package let organization: ID<Organization>
    /// Whoever goes.
    package let from: ID<User>
    /// Whoever follows; active.
    package let to: ID<User>
    /// The administrator who decided it.
    package let by: ID<User>
    /// Product time, Unix milliseconds.
    package let atMs: Int64

    /// A succession.
    package init(organization: ID<Organization>, from: ID<User>, to: ID<User>, by: ID<User>, atMs: Int64) {
        self.organization = organization
        self.from = from
        self.to = to
        self.by = by
        self.atMs = atMs
    }
}

/// Asked when somebody goes: a higher floor tells what of its own belongs to them, and passes it on.
package protocol UserSuccession: Sendable {
    /// Counts what belongs to a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - user: The user.
    ///   - limit: Where counting stops.
    /// - Returns: The number, `limit` at most.
    /// - Throws: ``StoreError``.
    func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of user: ID<User>,
        upTo limit: Int
    ) throws -> Int

    /// Passes some of it on.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - succession: From whom to whom.
    ///   - limit: How much at most.
    /// - Returns: How much it was; less than `limit` where nothing is left.
    /// - Throws: ``StoreError``.
    func pass(_ tx: any WriteTransaction, _ succession: Succession, limit: Int) throws -> Int
}

/// Keeps a user out from now on; what belongs to them goes to somebody else, and their name stays on what they did.
///
/// Source: spec row A-50.
package struct DeactivateUser: Sendable {
    /// Counting stops here.
    package static let maximumCount = 10_000

    /// Does what deactivating leaves to a job.
    package let passOn: PassOn

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let successions: [any UserSuccession]

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of what is written.
    ///   - ids: For the new rows.
    ///   - successions: Higher floors whose things belong to users.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, successions: [any UserSuccession]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.successions = successions
        passOn = PassOn(store: store, clock: clock, successions: successions)
    }

    /// How much belongs to a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - user: The user.
    /// - Returns: ``maximumCount`` at most.
    /// - Throws: ``StoreError``.
    package func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of user: ID<User>
    ) throws -> Int {
        var total = 0
        for succession in successions where total < Self.maximumCount {
            let rest = Self.maximumCount - total
            total += try succession.count(tx, organization: organization, of: user, upTo: rest)
        }
        return total
    }

    /// Ends the user's sessions and links at once, and passes on what belongs to them: a moment's work here, the rest by
    /// ``PassOn``.
    ///
    /// - Parameters:
    ///   - id: The user.
    ///   - successor: Who gets what belongs to them; needed where anything does.
    ///   - user: An administrator, not the user themselves.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal``, ``InvalidInput`` naming `successor`, or ``StoreError``.
    package func callAsFunction(_ id: ID<User>, successor: ID<User>?, by user: SignedIn) async throws {
        try user.requireAdministrator()
        if id == user.user { throw PeopleRefusal.ownAccount }
        let now = clock.nowMs
        let succession = try await store.write { [ids] tx -> Succession? in
            try ManageUsers.lock(tx, by: user)
            let account = try ManageUsers.account(tx, id, by: user)
            if account.status == .inactive { return nil }
            if account.profile.standing == .administrator, account.status == .active {
                try ManageUsers.requireAnotherAdministrator(tx, id, by: user)
            }
            guard let successor else {
                let count = try count(tx, organization: user.organization, of: id)
                if count > 0 { throw PeopleRefusal.successorNeeded(count: count) }
                try close(tx, account, heir: nil, by: user, atMs: now)
                return nil
            }
            let heir = try UserAccountQueries.find(tx, organization: user.organization, id: successor)
            guard let heir, heir.status == .active, heir.id != id else {
                throw InvalidInput(field: "successor", code: "not_valid", detail: "There is no such active user.")
            }
            try close(tx, account, heir: heir, by: user, atMs: now)
            let succession = Succession(
                organization: user.organization,
                from: id,
                to: heir.id,
                by: user.user,
                atMs: now
            )
            try PassOn.enqueue(tx, id: ids.next(), succession)
            return succession
        }
        if let succession { await PagedWork.begin { try await passOn.page(succession) } }
    }

    private func close(
        _ tx: any WriteTransaction,
        _ account: UserAccount,
        heir: UserAccount?,
        by user: SignedIn,
        atMs: Int64
    ) throws {
        let organization = user.organization
        try UserAccountQueries.setStatus(tx, organization: organization, id: account.id, .inactive)
        try SessionQueries.deleteAll(tx, organization: organization, user: account.id, except: nil)
        try UserLinkQueries.delete(tx, organization: organization, user: account.id)
        let changes =
            [AuditChange(name: "status", old: account.status.rawValue, new: UserAccount.Status.inactive.rawValue)]
            + AuditChange.between("successor", nil, heir?.name)
        try PeopleEvents.append(tx, ids: ids, .userDeactivated, account.id, changes, by: user, atMs: atMs)
    }
}
