import HTTPTypes
import Hummingbird
import Identity
import Storage

/// API tokens: one's own, and for administrators everybody's.
struct APITokenRoutes: Sendable {
    let tokens: OwnAPITokens

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("tokens", use: list)
        group.post("tokens", use: create)
        group.delete("tokens/:id", use: revoke)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let everybody = request.uri.queryParameters["everybody"] == "true"
        let found = try await tokens.list(everybody: everybody, for: context.user)
        let resource = APITokenListResource(tokens: found.map { APITokenResource($0.token, userName: $0.userName) })
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewAPITokenBody.self, context: context)
        let wanted = try OwnAPITokens.Request(name: body.name, scopes: body.scopes, days: body.days)
        let (token, secret) = try await tokens.create(wanted, by: context.user)
        let resource = NewAPITokenResource(token: APITokenResource(token, userName: ""), secret: secret.text)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        response.headers[.cacheControl] = "no-store"
        return response
    }

    @Sendable private func revoke(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let id = context.parameters.get("id", as: ID<APIToken>.self) else { throw Problem.notFound }
        try await tokens.revoke(id, by: context.user)
        return Response(status: .noContent)
    }
}

struct NewAPITokenBody: Decodable {
    let name: String
    let scopes: [APIToken.Scope]
    let days: Int?
}

struct APITokenResource: Encodable {
    let id: ID<APIToken>
    let name: String
    let user: UserReference
    let scopes: [APIToken.Scope]
    let created_at: String
    let expires_at: Nullable<String>
    let last_used_at: Nullable<String>

    init(_ token: APIToken.Listed, userName: String) {
        id = token.id
        name = token.name
        user = UserReference(id: token.user, name: userName)
        scopes = APIToken.Scope.allCases.filter(token.scopes.contains)
        created_at = token.createdAtMs.rfc3339
        expires_at = Nullable(token.expiresAtMs?.rfc3339)
        last_used_at = Nullable(token.lastUsedAtMs?.rfc3339)
    }
}

struct APITokenListResource: Encodable {
    let tokens: [APITokenResource]
}

struct NewAPITokenResource: Encodable {
    let token: APITokenResource
    /// Shown this once.
    let secret: String
}
