import Hummingbird
import Identity

/// The signed-in user's own settings.
struct MeRoutes: Sendable {
    let reader: MeReader
    let changeUser: ChangeUser
    let changePassword: ChangePassword

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("me", use: get)
        group.patch("me", use: update)
        group.post("me/password", use: setPassword)
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.me(context.user, csrfToken: context.csrfToken)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func update(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: MeChangeBody.self, context: context)
        let change = try UserChange(
            name: body.name,
            language: body.language,
            theme: body.theme,
            timeZone: body.time_zone
        )
        try await changeUser(change, by: context.user)
        return try await get(request, context)
    }

    @Sendable private func setPassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: PasswordChangeBody.self, context: context)
        let new = try Password(body.new_password, field: "new_password")
        try await changePassword(from: body.current_password, to: new, by: context.user)
        return Response(status: .noContent)
    }
}

struct MeChangeBody: Decodable {
    let name: String?
    let language: Language?
    let theme: Theme?
    let time_zone: String?
}

struct PasswordChangeBody: Decodable {
    let current_password: String
    let new_password: String
}
