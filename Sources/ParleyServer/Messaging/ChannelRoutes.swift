import Hummingbird
import Identity
import Messaging
import Storage

/// WhatsApp Business accounts that are or were connected.
struct ChannelRoutes: Sendable {
    let reader: ChannelReader
    let connect: ConnectChannel
    let renew: RenewChannel
    let change: ChangeChannel
    let check: CheckChannel
    let disable: DisableChannel

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("channels", use: list)
        group.post("channels", use: create)
        group.put("channels/:id", use: changeSettings)
        group.put("channels/:id/numbers", use: chooseNumbers)
        group.put("channels/:id/credentials", use: renewCredentials)
        group.get("channels/:id/health", use: health)
        group.post("channels/:id/check", use: checkNow)
        group.delete("channels/:id/connection", use: disconnect)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try context.responseEncoder.encode(try await reader.list(for: context.user), from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: ConnectChannelBody.self, context: context)
        let id = try await connect(body.checked(), by: context.user)
        var response = try await answer(id, request, context)
        response.status = .created
        return response
    }

    @Sendable private func changeSettings(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try Self.id(context)
        let body = try await request.decode(as: ChannelSettingsBody.self, context: context)
        try await change(id, body.checked(), by: context.user)
        return try await answer(id, request, context)
    }

    @Sendable private func chooseNumbers(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try Self.id(context)
        let body = try await request.decode(as: ChannelNumbersBody.self, context: context)
        try await change.use(body.numbers, of: id, by: context.user)
        return try await answer(id, request, context)
    }

    @Sendable private func renewCredentials(
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> Response {
        let id = try Self.id(context)
        let body = try await request.decode(as: RenewChannelBody.self, context: context)
        try await renew(
            RenewChannel.Request(accessToken: body.access_token, appSecret: body.app_secret),
            of: id,
            by: context.user
        )
        return try await answer(id, request, context)
    }

    @Sendable private func health(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.health(of: try Self.id(context), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func checkNow(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try Self.id(context)
        try await check(id, by: context.user)
        let resource = try await reader.health(of: id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func disconnect(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let anyway = request.uri.queryParameters["anyway"] == "true"
        try await disable(try Self.id(context), anyway: anyway, by: context.user)
        return Response(status: .noContent)
    }

    private func answer(_ id: ID<ChannelAccount>, _ request: Request, _ context: SignedInContext) async throws
        -> Response
    {
        let resource = try await reader.channel(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    private static func id(_ context: SignedInContext) throws -> ID<ChannelAccount> {
        guard let id = context.parameters.get("id", as: ID<ChannelAccount>.self) else { throw ChannelRefusal.notFound }
        return id
    }
}

struct ConnectChannelBody: Decodable {
    let waba_id: String
    let access_token: String
    let app_secret: String
    let numbers: [String]
    let nickname: String
    let new_people: ChannelAccount.NewPeople
    let assignment: UserSelectionResource

    func checked() throws(InvalidInput) -> ConnectChannel.Request {
        try ConnectChannel.Request(
            credentials: AccountCredentials(wabaID: waba_id, accessToken: access_token, appSecret: app_secret),
            numbers: numbers,
            settings: ChannelSettings(
                nickname: nickname,
                newPeople: new_people,
                assignment: assignment.checked()
            )
        )
    }
}

struct ChannelSettingsBody: Decodable {
    let nickname: String
    let new_people: ChannelAccount.NewPeople
    let assignment: UserSelectionResource

    func checked() throws(InvalidInput) -> ChannelSettings {
        try ChannelSettings(nickname: nickname, newPeople: new_people, assignment: assignment.checked())
    }
}

struct ChannelNumbersBody: Decodable {
    let numbers: [String]
}

struct RenewChannelBody: Decodable {
    let access_token: String
    let app_secret: String
}
