import HTTPTypes
import Hummingbird
import Identity

/// Signing in and out.
struct SessionRoutes: Sendable {
    let signIn: SignIn
    let signOut: SignOut
    let me: MeReader
    let cookie: SessionCookie
    let origins: OriginRule
    let clientAddress: ClientAddress

    func add(to group: RouterGroup<ParleyContext>, signedIn: RouterGroup<SignedInContext>) {
        group.post("session", use: create)
        signedIn.delete("session", use: delete)
    }

    @Sendable private func create(_ request: Request, _ context: ParleyContext) async throws -> Response {
        try origins.check(request)
        let body = try await request.decode(as: SignInBody.self, context: context)
        let address = clientAddress.of(request, context: context)
        let secret = try await signIn(email: body.email, password: body.password, from: address)
        return try await me.response(after: secret, status: .ok, cookie: cookie, request: request, context: context)
    }

    @Sendable private func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await signOut(context.user)
        return Response(status: .noContent, headers: [.setCookie: cookie.removal])
    }
}

struct SignInBody: Decodable {
    let email: String
    let password: String
}
