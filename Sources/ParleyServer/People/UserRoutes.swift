import HTTPTypes
import Hummingbird
import Identity
import Storage

/// Users as administrators manage them, and the organisation itself.
struct UserRoutes: Sendable {
    let reader: PeopleReader
    let manage: ManageUsers
    let deactivate: DeactivateUser
    let changeOrganization: ChangeOrganization
    let me: MeReader

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("users/all", use: list)
        group.post("users", use: invite)
        group.get("users/:id", use: get)
        group.patch("users/:id", use: change)
        group.post("users/:id/link", use: makeLink)
        group.post("users/:id/deactivate", use: close)
        group.post("users/:id/reactivate", use: reactivate)
        group.patch("organization", use: changeOrganization)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.users(PageRequest(request), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func invite(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: InvitationBody.self, context: context)
        let (id, link) = try await manage.invite(body.checked(), by: context.user)
        let found = try await reader.user(id, for: context.user)
        let resource = InvitedUserResource(user: found.user, link: UserLinkResource(link))
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.user(context.userID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.userID
        let body = try await request.decode(as: UserAccountChangeBody.self, context: context)
        try await manage.change(id, name: body.name, profile: body.profile, role: body.role, by: context.user)
        return try await get(request, context)
    }

    @Sendable private func makeLink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let link = try await manage.makeLink(for: context.userID, by: context.user)
        var response = try context.responseEncoder.encode(UserLinkResource(link), from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.userID
        let body = try await request.decode(as: DeactivationBody.self, context: context)
        try await deactivate(id, successor: body.successor, by: context.user)
        return try await get(request, context)
    }

    @Sendable private func reactivate(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await manage.reactivate(context.userID, by: context.user)
        return try await get(request, context)
    }

    @Sendable private func changeOrganization(
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> Response {
        let body = try await request.decode(as: OrganizationChangeBody.self, context: context)
        try await changeOrganization(body.checked(), by: context.user)
        let resource = try await me.me(context.user, csrfToken: context.csrfToken)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

extension SignedInContext {
    /// The user that the path names; what cannot be an id is the id of nothing.
    fileprivate var userID: ID<User> {
        get throws {
            guard let id = parameters.get("id", as: ID<User>.self) else { throw PeopleRefusal.notFound }
            return id
        }
    }
}
