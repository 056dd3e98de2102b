package import Storage

/// Adds, renames, moves and deletes roles.
///
/// Source: spec row 2.132.
package struct ShapeRoles: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Adds a role below another.
    ///
    /// - Parameters:
    ///   - name: 1…80 characters, once in the organisation.
    ///   - parent: The role above.
    ///   - user: An administrator.
    /// - Returns: The role.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` naming `name` or `parent`, or ``StoreError``.
    package func add(_ name: String, below parent: ID<Role>, by user: SignedIn) async throws -> Role {
        try user.requireAdministrator()
        let name = try TextRule.line(name, field: "name", maximum: 80)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let roles = try Self.open(tx, by: user)
            guard roles.count < Role.maximum else {
                throw InvalidInput(
                    field: "name",
                    code: "too_many",
                    detail: "An organisation has at most \(Role.maximum) roles."
                )
            }
            let above = try Self.parent(parent, among: roles)
            try Self.requireNewName(name, among: roles)
            let role = Role(id: ids.next(), name: name, parent: above.id, users: 0)
            try RoleQueries.insert(tx, id: role.id, organization: user.organization, name: name, parent: above.id)
            let changes = AuditChange.between("name", nil, name) + AuditChange.between("parent", nil, above.name)
            try PeopleEvents.append(tx, ids: ids, .roleCreated, role.id, changes, by: user, atMs: now)
            return role
        }
    }

    /// Renames or moves a role; what is below it moves along.
    ///
    /// - Parameters:
    ///   - id: The role.
    ///   - name: 1…80 characters; nil leaves it.
    ///   - parent: The role above from then on; nil leaves it.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal``, ``InvalidInput`` naming `name` or `parent`, or ``StoreError``.
    package func change(_ id: ID<Role>, name: String?, parent: ID<Role>?, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let name = try name.map { text throws(InvalidInput) in
            try TextRule.line(text, field: "name", maximum: 80)
        }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let roles = try Self.open(tx, by: user)
            guard let role = roles.first(where: { $0.id == id }) else { throw PeopleRefusal.notFound }
            if let name { try Self.requireNewName(name, among: roles.filter { $0.id != id }) }
            if let parent, parent != role.parent {
                if role.parent == nil { throw PeopleRefusal.rootRole }
                let above = try Self.parent(parent, among: roles)
                guard !Self.stands(above, atOrBelow: id, among: roles) else {
                    throw InvalidInput(
                        field: "parent",
                        code: "not_valid",
                        detail: "A role does not stand below itself."
                    )
                }
            }
            try RoleQueries.update(
                tx,
                organization: user.organization,
                id: id,
                name: name ?? role.name,
                parent: role.parent == nil ? nil : parent ?? role.parent
            )
            let names = Dictionary(uniqueKeysWithValues: roles.map { ($0.id, $0.name) })
            let changes =
                AuditChange.between("name", role.name, name ?? role.name)
                + AuditChange.between(
                    "parent",
                    role.parent.flatMap { names[$0] },
                    (parent ?? role.parent).flatMap { names[$0] }
                )
            if changes.isEmpty { return }
            try PeopleEvents.append(tx, ids: ids, .roleChanged, id, changes, by: user, atMs: now)
        }
    }

    /// Deletes a role; the roles below it move up.
    ///
    /// - Parameters:
    ///   - id: The role.
    ///   - successor: What its users have from then on; needed where it has any.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal``, ``InvalidInput`` naming `successor`, or ``StoreError``.
    package func delete(_ id: ID<Role>, successor: ID<Role>?, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let roles = try Self.open(tx, by: user)
            guard let role = roles.first(where: { $0.id == id }) else { throw PeopleRefusal.notFound }
            if role.parent == nil { throw PeopleRefusal.rootRole }
            let heir = roles.first { $0.id == successor }
            if let successor, heir == nil || successor == id {
                throw InvalidInput(field: "successor", code: "not_valid", detail: "There is no such other role.")
            }
            if heir == nil, role.users > 0 { throw PeopleRefusal.successorNeeded(count: role.users) }
            try RoleQueries.delete(tx, organization: user.organization, role, successor: heir?.id)
            let changes =
                [AuditChange(name: "name", old: role.name, new: nil)]
                + AuditChange.between("users", nil, role.users > 0 ? heir?.name : nil)
            try PeopleEvents.append(tx, ids: ids, .roleDeleted, id, changes, by: user, atMs: now)
        }
    }

    private static func open(_ tx: any WriteTransaction, by user: SignedIn) throws -> [Role] {
        try tx.lock(AdvisoryLock(named: "roles \(user.organization)"))
        return try RoleQueries.all(tx, organization: user.organization)
    }

    private static func parent(_ id: ID<Role>, among roles: [Role]) throws(InvalidInput) -> Role {
        guard let role = roles.first(where: { $0.id == id }) else {
            throw InvalidInput(field: "parent", code: "not_valid", detail: "There is no such role.")
        }
        return role
    }

    private static func requireNewName(_ name: String, among others: [Role]) throws(InvalidInput) {
        if others.contains(where: { $0.name == name }) {
            throw InvalidInput(field: "name", code: "taken", detail: "A role is called so already.")
        }
    }

    private static func stands(_ role: Role, atOrBelow id: ID<Role>, among roles: [Role]) -> Bool {
        let above = Dictionary(uniqueKeysWithValues: roles.map { ($0.id, $0.parent) })
        var place: ID<Role>? = role.id
        // As many steps as there are roles lead to the root from anywhere.
        for _ in roles {
            guard let here = place else { return false }
            if here == id { return true }
            place = above[here] ?? nil
        }
        return false
    }
}
