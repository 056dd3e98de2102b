import Hummingbird
import Identity
import Storage

/// The first organisation of a new server.
struct SetUpRoutes: Sendable {
    let store: any Store
    let createOrganization: CreateOrganization
    let signIn: SignIn
    let me: MeReader
    let code: SetUpCode
    let cookie: SessionCookie
    let origins: OriginRule
    let isDemo: Bool

    func add(to group: RouterGroup<ParleyContext>) {
        group.get("setup", use: get)
        group.post("setup", use: create)
    }

    @Sendable private func get(_ request: Request, _ context: ParleyContext) async throws -> Response {
        let hasOrganization = try await store.read { tx in try OrganizationQueries.exists(tx) }
        let resource = SetUpResource(required: !hasOrganization, demo: isDemo ? SetUpResource.DemoSignIn() : nil)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: ParleyContext) async throws -> Response {
        try origins.check(request)
        let body = try await request.decode(as: SetUpBody.self, context: context)
        let organization = try NewOrganization(
            name: body.organization_name,
            timeZone: body.time_zone,
            defaultCountry: body.default_country
        )
        let administrator = try NewUser(
            email: body.email,
            name: body.name,
            password: body.password,
            language: body.language ?? .chinese
        )
        guard code.matches(body.code) else {
            throw Problem(
                status: .forbidden,
                code: "setup_code_wrong",
                detail: "This is not the code from the server's log.",
                field: "code"
            )
        }
        let made = try await createOrganization(organization, administrator: administrator, onlyAsFirst: true)
        let secret = try await signIn.startSession(organization: made.organization, user: made.administrator)
        return try await me.response(
            after: secret,
            status: .created,
            cookie: cookie,
            request: request,
            context: context
        )
    }
}

struct SetUpResource: Encodable {
    struct DemoSignIn: Encodable {
        let email = DemoSeed.administratorEmail
        let password = DemoSeed.password
    }

    let required: Bool
    let demo: DemoSignIn?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(required, forKey: .required)
        try container.encode(demo, forKey: .demo)
    }

    enum CodingKeys: String, CodingKey { case required, demo }
}

struct SetUpBody: Decodable {
    let code: String
    let organization_name: String
    let name: String
    let email: String
    let password: String
    let language: Language?
    let time_zone: String?
    let default_country: String?
}
