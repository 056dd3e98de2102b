import Identity
import Records
import Storage

/// Reads users, roles, groups and profiles.
///
/// Names of roles and groups are for everybody, since views are shared with them; the rest is for administrators.
struct PeopleReader: Sendable {
    let store: any Store
    let deactivate: DeactivateUser

    func users(_ page: PageRequest, for user: SignedIn) async throws -> UserAccountPageResource {
        try user.requireAdministrator()
        let rows = try await store.read { tx in
            try UserAccountQueries.page(
                tx,
                organization: user.organization,
                after: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
        }
        let (accounts, next) = page.cut(rows) { PageCursor(atMs: 0, id: $0.id.rawValue) }
        return UserAccountPageResource(users: accounts.map(UserAccountResource.init), next_cursor: Nullable(next))
    }

    func user(_ id: ID<User>, for user: SignedIn) async throws -> UserAccountDetailResource {
        try user.requireAdministrator()
        return try await store.read { [deactivate] tx in
            guard let account = try UserAccountQueries.find(tx, organization: user.organization, id: id) else {
                throw PeopleRefusal.notFound
            }
            return UserAccountDetailResource(
                user: UserAccountResource(account),
                owned: try deactivate.count(tx, organization: user.organization, of: id)
            )
        }
    }

    func roles(for user: SignedIn) async throws -> RoleListResource {
        let roles = try await store.read { tx in try RoleQueries.all(tx, organization: user.organization) }
        return RoleListResource(roles: roles.map(RoleResource.init))
    }

    func role(_ id: ID<Role>, for user: SignedIn) async throws -> RoleResource {
        let role = try await store.read { tx in try RoleQueries.find(tx, organization: user.organization, id: id) }
        guard let role else { throw PeopleRefusal.notFound }
        return RoleResource(role)
    }

    func groups(for user: SignedIn) async throws -> GroupListResource {
        let groups = try await store.read { tx in try GroupQueries.all(tx, organization: user.organization) }
        return GroupListResource(groups: groups.map(GroupResource.init))
    }

    func group(_ id: ID<Group>, for user: SignedIn) async throws -> GroupResource {
        let groups = try await store.read { tx in try GroupQueries.all(tx, organization: user.organization) }
        guard let group = groups.first(where: { $0.id == id }) else { throw PeopleRefusal.notFound }
        return GroupResource(group)
    }

    func profiles(for user: SignedIn) async throws -> ProfileListResource {
        try user.requireAdministrator()
        let profiles = try await store.read { tx in try ProfileQueries.all(tx, organization: user.organization) }
        return ProfileListResource(profiles: profiles.map(ProfileResource.init))
    }

    func profile(_ id: ID<Profile>, for user: SignedIn) async throws -> ProfileDetailResource {
        try user.requireAdministrator()
        let organization = user.organization
        return try await store.read { tx in
            guard let profile = try ProfileQueries.find(tx, organization: organization, id: id) else {
                throw PeopleRefusal.notFound
            }
            let rights = try ProfileQueries.rights(tx, organization: organization, profile: id)
            let open = try AccessQueries.modules(tx, organization: organization, profile: id)
            let fields = try AccessQueries.fields(tx, organization: organization, profile: id)
            return ProfileDetailResource(
                profile: ProfileResource(profile),
                rights: Right.allCases.filter(rights.contains),
                modules: try ModuleQueries.all(tx, organization: organization).map { module in
                    let actions = open[module.id] ?? Set(ModuleAction.allCases)
                    return ProfileDetailResource.ModuleAccess(
                        module: module.id,
                        actions: ModuleAction.allCases.filter(actions.contains)
                    )
                },
                fields: fields.sorted { $0.key < $1.key }.map { field, access in
                    ProfileDetailResource.FieldRule(field: field, access: access)
                }
            )
        }
    }
}
