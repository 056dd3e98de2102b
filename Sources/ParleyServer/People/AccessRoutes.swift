import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Roles, groups and profiles: who sees and does what.
struct AccessRoutes: Sendable {
    let reader: PeopleReader
    let shapeRoles: ShapeRoles
    let shapeGroups: ShapeGroups
    let shapeProfiles: ShapeProfiles

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("roles", use: roles)
        group.post("roles", use: addRole)
        group.patch("roles/:id", use: changeRole)
        group.delete("roles/:id", use: deleteRole)
        group.get("groups", use: groups)
        group.post("groups", use: createGroup)
        group.put("groups/:id", use: changeGroup)
        group.delete("groups/:id", use: deleteGroup)
        group.get("profiles", use: profiles)
        group.post("profiles", use: createProfile)
        group.get("profiles/:id", use: profile)
        group.patch("profiles/:id", use: changeProfile)
        group.delete("profiles/:id", use: deleteProfile)
    }

    @Sendable private func roles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.roles(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func addRole(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewRoleBody.self, context: context)
        let role = try await shapeRoles.add(body.name, below: body.parent, by: context.user)
        var response = try context.responseEncoder.encode(RoleResource(role), from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func changeRole(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id: ID<Role> = try context.pathID()
        let body = try await request.decode(as: RoleChangeBody.self, context: context)
        try await shapeRoles.change(id, name: body.name, parent: body.parent, by: context.user)
        let resource = try await reader.role(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func deleteRole(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let successor = try request.uri.queryParameters["successor"].map { text throws(InvalidInput) in
            guard let id = ID<Role>(String(text)) else {
                throw InvalidInput(field: "successor", code: "not_valid", detail: "There is no such other role.")
            }
            return id
        }
        try await shapeRoles.delete(context.pathID(), successor: successor, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func groups(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.groups(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func createGroup(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: GroupBody.self, context: context)
        let group = try await shapeGroups.create(body.checked(), by: context.user)
        var response = try context.responseEncoder.encode(GroupResource(group), from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func changeGroup(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id: ID<Group> = try context.pathID()
        let body = try await request.decode(as: GroupBody.self, context: context)
        try await shapeGroups.change(id, body.checked(), by: context.user)
        let resource = try await reader.group(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func deleteGroup(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await shapeGroups.delete(context.pathID(), by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func profiles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.profiles(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func createProfile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewProfileBody.self, context: context)
        let id = try await shapeProfiles.create(body.name, like: body.model, by: context.user)
        let resource = try await reader.profile(id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func profile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.profile(context.pathID(), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func changeProfile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id: ID<Profile> = try context.pathID()
        let body = try await request.decode(as: ProfileChangeBody.self, context: context)
        try await shapeProfiles.change(id, body.checked(), by: context.user)
        let resource = try await reader.profile(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func deleteProfile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await shapeProfiles.delete(context.pathID(), by: context.user)
        return Response(status: .noContent)
    }
}

extension SignedInContext {
    /// What the path names; what cannot be an id is the id of nothing.
    fileprivate func pathID<Subject>() throws -> ID<Subject> {
        guard let id = parameters.get("id", as: ID<Subject>.self) else { throw PeopleRefusal.notFound }
        return id
    }
}
