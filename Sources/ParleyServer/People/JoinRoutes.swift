import Hummingbird
import Identity

/// What whoever holds a link can do, signed in or not.
///
/// The secret travels in bodies only, so that it stands in no log.
struct JoinRoutes: Sendable {
    let useLink: UseLink
    let signIn: SignIn
    let me: MeReader
    let cookie: SessionCookie
    let origins: OriginRule

    func add(to group: RouterGroup<ParleyContext>) {
        group.post("join/look", use: look)
        group.post("join", use: join)
    }

    @Sendable private func look(_ request: Request, _ context: ParleyContext) async throws -> Response {
        let body = try await request.decode(as: LinkBody.self, context: context)
        let found = try await useLink.look(BearerSecret(received: body.secret))
        return try context.responseEncoder.encode(FoundLinkResource(found), from: request, context: context)
    }

    @Sendable private func join(_ request: Request, _ context: ParleyContext) async throws -> Response {
        try origins.check(request)
        let body = try await request.decode(as: JoinBody.self, context: context)
        let password = try Password(body.password, field: "password")
        let secret = BearerSecret(received: body.secret)
        let person = try await useLink(secret, password: password, name: body.name)
        let session = try await signIn.startSession(organization: person.organization, user: person.user)
        return try await me.response(after: session, status: .ok, cookie: cookie, request: request, context: context)
    }
}
