package import Identity
package import Storage

/// Makes, changes and deletes profiles, with what they allow in modules and with fields.
///
/// Source: spec rows 2.132, A-19.
package struct ShapeProfiles: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What shall change of a profile; what is not named stays.
    package struct Change: Sendable {
        let name: String?
        let rights: Set<Right>?
        let modules: [ID<Module>: Set<ModuleAction>]
        let fields: [ID<Field>: FieldAccess]

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - name: 1…80 characters, once in the organisation.
        ///   - rights: All rights from then on.
        ///   - modules: What is allowed in a module; without `view` nothing is.
        ///   - fields: What is allowed with a field.
        /// - Throws: ``InvalidInput`` naming `name`.
        package init(
            name: String? = nil,
            rights: Set<Right>? = nil,
            modules: [ID<Module>: Set<ModuleAction>] = [:],
            fields: [ID<Field>: FieldAccess] = [:]
        ) throws(InvalidInput) {
            self.name = if let name { try TextRule.line(name, field: "name", maximum: 80) } else { nil }
            self.rights = rights
            self.modules = modules.mapValues { $0.contains(.view) ? $0 : [] }
            self.fields = fields
        }
    }

    /// Makes a profile that allows what another one does.
    ///
    /// - Parameters:
    ///   - name: 1…80 characters, once in the organisation.
    ///   - model: The profile to begin with.
    ///   - user: An administrator.
    /// - Returns: The new profile.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` naming `name` or `model`, or ``StoreError``.
    package func create(_ name: String, like model: ID<Profile>, by user: SignedIn) async throws -> ID<Profile> {
        try user.requireAdministrator()
        let name = try TextRule.line(name, field: "name", maximum: 80)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let organization = user.organization
            let profiles = try Self.open(tx, by: user)
            guard profiles.count < Profile.maximum else {
                throw InvalidInput(
                    field: "name",
                    code: "too_many",
                    detail: "An organisation has at most \(Profile.maximum) profiles."
                )
            }
            try Self.requireNewName(name, among: profiles)
            guard let old = profiles.first(where: { $0.id == model }) else {
                throw InvalidInput(field: "model", code: "not_valid", detail: "There is no such profile.")
            }
            let id = ids.next(Profile.self)
            try ProfileQueries.insert(tx, id: id, organization: organization, name: name)
            let rights = try ProfileQueries.rights(tx, organization: organization, profile: old.id)
            try ProfileQueries.setRights(tx, organization: organization, profile: id, rights)
            try AccessQueries.copy(tx, organization: organization, from: old.id, to: id)
            let changes =
                AuditChange.between("name", nil, name) + AuditChange.between("model", nil, old.name)
            try PeopleEvents.append(tx, ids: ids, .profileCreated, id, changes, by: user, atMs: now)
            return id
        }
    }

    /// Changes a profile; its users have it so from their next request on.
    ///
    /// - Parameters:
    ///   - id: The profile.
    ///   - change: What shall change.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal``, ``InvalidInput`` naming `name`, `modules` or `fields`, or ``StoreError``.
    package func change(_ id: ID<Profile>, _ change: Change, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let profiles = try Self.open(tx, by: user)
            guard let profile = profiles.first(where: { $0.id == id }) else { throw PeopleRefusal.notFound }
            if profile.standing == .administrator { throw PeopleRefusal.fixedProfile }
            var changes: [AuditChange] = []
            if let name = change.name, name != profile.name {
                if profile.standing != nil { throw PeopleRefusal.fixedProfile }
                try Self.requireNewName(name, among: profiles.filter { $0.id != id })
                try ProfileQueries.rename(tx, organization: user.organization, profile: id, to: name)
                changes += AuditChange.between("name", profile.name, name)
            }
            if let rights = change.rights { changes += try Self.setRights(tx, id, rights, by: user) }
            changes += try Self.setModules(tx, id, change.modules, by: user)
            changes += try Self.setFields(tx, id, change.fields, by: user)
            if changes.isEmpty { return }
            try PeopleEvents.append(tx, ids: ids, .profileChanged, id, changes, by: user, atMs: now)
        }
    }

    /// Deletes a profile of the organisation's own that nobody has.
    ///
    /// - Parameters:
    ///   - id: The profile.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``PeopleRefusal`` or ``StoreError``.
    package func delete(_ id: ID<Profile>, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let profile = try Self.open(tx, by: user).first(where: { $0.id == id }) else {
                throw PeopleRefusal.notFound
            }
            if profile.standing != nil { throw PeopleRefusal.fixedProfile }
            if profile.users > 0 { throw PeopleRefusal.profileInUse(users: profile.users) }
            try ProfileQueries.delete(tx, organization: user.organization, profile: id)
            let changes = [AuditChange(name: "name", old: profile.name, new: nil)]
            try PeopleEvents.append(tx, ids: ids, .profileDeleted, id, changes, by: user, atMs: now)
        }
    }

    private static func open(_ tx: any WriteTransaction, by user: SignedIn) throws -> [Profile] {
        try tx.lock(AdvisoryLock(named: "profiles \(user.organization)"))
        return try ProfileQueries.all(tx, organization: user.organization)
    }

    private static func requireNewName(_ name: String, among others: [Profile]) throws(InvalidInput) {
        if others.contains(where: { $0.name == name }) {
            throw InvalidInput(field: "name", code: "taken", detail: "A profile is called so already.")
        }
    }

    private static func setRights(
        _ tx: any WriteTransaction,
        _ id: ID<Profile>,
        _ rights: Set<Right>,
        by user: SignedIn
    ) throws -> [AuditChange] {
        let old = try ProfileQueries.rights(tx, organization: user.organization, profile: id)
        if old == rights { return [] }
        try ProfileQueries.setRights(tx, organization: user.organization, profile: id, rights)
        return AuditChange.between("rights", names(old), names(rights))
    }

    private static func names(_ rights: Set<Right>) -> String {
        rights.map(\.rawValue).sorted().joined(separator: " ")
    }

    private static func setModules(
        _ tx: any WriteTransaction,
        _ id: ID<Profile>,
        _ wanted: [ID<Module>: Set<ModuleAction>],
        by user: SignedIn
    ) throws -> [AuditChange] {
        let organization = user.organization
        let modules = try ModuleQueries.all(tx, organization: organization)
        guard Set(wanted.keys).isSubset(of: modules.map(\.id)) else {
            throw InvalidInput(field: "modules", code: "not_valid", detail: "There is no such module.")
        }
        let old = try AccessQueries.modules(tx, organization: organization, profile: id)
        var changes: [AuditChange] = []
        for module in modules {
            let before = old[module.id] ?? Set(ModuleAction.allCases)
            guard let open = wanted[module.id], open != before else { continue }
            try AccessQueries.setModule(tx, organization: organization, profile: id, module: module.id, open)
            changes += AuditChange.between("modules.\(module.name)", names(before), names(open))
        }
        return changes
    }

    private static func names(_ actions: Set<ModuleAction>) -> String {
        ModuleAction.allCases.filter(actions.contains).map(\.rawValue).joined(separator: " ")
    }

    private static func setFields(
        _ tx: any WriteTransaction,
        _ id: ID<Profile>,
        _ wanted: [ID<Field>: FieldAccess],
        by user: SignedIn
    ) throws -> [AuditChange] {
        if wanted.isEmpty { return [] }
        let organization = user.organization
        let old = try AccessQueries.fields(tx, organization: organization, profile: id)
        var rest = wanted
        var changes: [AuditChange] = []
        for module in try ModuleQueries.all(tx, organization: organization) {
            let fields = try FieldQueries.all(tx, organization: organization, module: module.id)
            for field in fields {
                guard let access = rest.removeValue(forKey: field.id) else { continue }
                let before = old[field.id] ?? .visible
                if access == before { continue }
                if access == .hidden, RecordName.isMade(of: field, among: fields) {
                    throw InvalidInput(
                        field: "fields",
                        code: "names_record",
                        detail: "A record is called by the field \(field.name), which cannot be hidden."
                    )
                }
                try AccessQueries.setField(tx, organization: organization, profile: id, field: field.id, access)
                changes += AuditChange.between(field.id.description, before.rawValue, access.rawValue)
            }
        }
        guard rest.isEmpty else {
            throw InvalidInput(field: "fields", code: "not_valid", detail: "There is no such field.")
        }
        return changes
    }
}
