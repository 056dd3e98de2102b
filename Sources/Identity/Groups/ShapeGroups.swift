package import Storage

/// Makes, changes and deletes groups.
package struct ShapeGroups: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What a group shall be.
    package struct Request: Sendable {
        let name: String
        let members: [ID<User>]

        /// Checks the inputs; whether the members are there is told on saving.
        ///
        /// - Parameters:
        ///   - name: 1…80 characters, once in the organisation.
        ///   - members: At most ``Group/maximumMembers`` users.
        /// - Throws: ``InvalidInput`` naming `name` or `members`.
        package init(name: String, members: [ID<User>]) throws(InvalidInput) {
            self.name = try TextRule.line(name, field: "name", maximum: 80)
            self.members = Array(Set(members)).sorted()
            guard self.members.count <= Group.maximumMembers else {
                throw InvalidInput(
                    field: "members",
                    code: "too_many",
                    detail: "A group has at most \(Group.maximumMembers) members."
                )
            }
        }
    }

    /// Makes a group.
    ///
    /// - Parameters:
    ///   - request: What it shall be.
    ///   - user: An administrator.
    /// - Returns: The group.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` or ``StoreError``.
    package func create(_ request: Request, by user: SignedIn) async throws -> Group {
        try user.requireAdministrator()
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let groups = try Self.open(tx, by: user)
            guard groups.count < Group.maximum else {
                throw InvalidInput(
                    field: "name",
                    code: "too_many",
                    detail: "An organisation has at most \(Group.maximum) groups."
                )
            }
            try Self.check(tx, request, among: groups, by: user)
            let group = Group(id: ids.next(), name: request.name, members: request.members)
            try GroupQueries.insert(tx, organization: user.organization, group)
            let names = try Self.names(tx, group.members, by: user)
            let changes =
                AuditChange.between("name", nil, group.name) + AuditChange.between("members", "", names)
            try PeopleEvents.append(tx, ids: ids, .groupCreated, group.id, changes, by: user, atMs: now)
            return group
        }
    }

    /// Changes a group.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - request: What it shall be.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal/notFound``, ``InvalidInput`` or ``StoreError``.
    package func change(_ id: ID<Group>, _ request: Request, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let groups = try Self.open(tx, by: user)
            guard let group = groups.first(where: { $0.id == id }) else { throw PeopleRefusal.notFound }
            try Self.check(tx, request, among: groups.filter { $0.id != id }, by: user)
            let next = Group(id: id, name: request.name, members: request.members)
            if next == group { return }
            try GroupQueries.update(tx, organization: user.organization, next)
            let changes =
                AuditChange.between("name", group.name, next.name)
                + AuditChange.between(
                    "members",
                    try Self.names(tx, group.members, by: user),
                    try Self.names(tx, next.members, by: user)
                )
            try PeopleEvents.append(tx, ids: ids, .groupChanged, id, changes, by: user, atMs: now)
        }
    }

    /// Deletes a group; what was shared with it is shared with it no more.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal/notFound`` or ``StoreError``.
    package func delete(_ id: ID<Group>, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let group = try Self.open(tx, by: user).first(where: { $0.id == id }) else {
                throw PeopleRefusal.notFound
            }
            try GroupQueries.delete(tx, organization: user.organization, id: id)
            let changes = [AuditChange(name: "name", old: group.name, new: nil)]
            try PeopleEvents.append(tx, ids: ids, .groupDeleted, id, changes, by: user, atMs: now)
        }
    }

    private static func open(_ tx: any WriteTransaction, by user: SignedIn) throws -> [Group] {
        try tx.lock(AdvisoryLock(named: "groups \(user.organization)"))
        return try GroupQueries.all(tx, organization: user.organization)
    }

    private static func check(
        _ tx: any ReadTransaction,
        _ request: Request,
        among others: [Group],
        by user: SignedIn
    ) throws {
        if others.contains(where: { $0.name == request.name }) {
            throw InvalidInput(field: "name", code: "taken", detail: "A group is called so already.")
        }
        let known = try UserQueries.names(tx, organization: user.organization, ids: request.members)
        guard known.count == request.members.count else {
            throw InvalidInput(field: "members", code: "not_valid", detail: "There is no such user.")
        }
    }

    private static func names(_ tx: any ReadTransaction, _ members: [ID<User>], by user: SignedIn) throws -> String {
        let names = try UserQueries.names(tx, organization: user.organization, ids: members)
        return members.compactMap { names[$0] }.sorted().joined(separator: ", ")
    }
}
