import Hummingbird
import Identity
import Messaging
import Storage

/// Connected WhatsApp Business accounts.
struct ChannelRoutes: Sendable {
    let store: any Store
    let connect: ConnectChannel
    let renew: RenewChannel
    let publicAddress: String

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("channels", use: list)
        group.post("channels", use: create)
        group.put("channels/:id/credentials", use: renewCredentials)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = ChannelListResource(channels: try await channels(for: context.user))
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: ConnectChannelBody.self, context: context)
        let channel = try await connect(body.checked(), by: context.user)
        let resource = try await self.channel(channel.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func renewCredentials(
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> Response {
        guard let id = context.parameters.get("id", as: ID<ChannelAccount>.self) else { throw ChannelRefusal.notFound }
        let body = try await request.decode(as: RenewChannelBody.self, context: context)
        try await renew(
            RenewChannel.Request(accessToken: body.access_token, appSecret: body.app_secret),
            of: id,
            by: context.user
        )
        let resource = try await channel(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    private func channel(_ id: ID<ChannelAccount>, for user: SignedIn) async throws -> ChannelResource {
        guard let resource = try await channels(for: user).first(where: { $0.id == id }) else { throw Problem.notFound }
        return resource
    }

    private func channels(for user: SignedIn) async throws -> [ChannelResource] {
        let (accounts, numbers) = try await store.read { tx in
            (
                try ChannelQueries.all(tx, organization: user.organization),
                try ChannelQueries.numbers(tx, organization: user.organization)
            )
        }
        return accounts.map { account in
            ChannelResource(
                account,
                numbers: numbers.filter { $0.channel == account.id },
                // The address holds the key that Meta calls with.
                webhookURL: user.rights.contains(.manageChannels) ? account.webhookURL(under: publicAddress) : nil
            )
        }
    }
}

struct ConnectChannelBody: Decodable {
    let nickname: String
    let waba_id: String
    let phone_number_id: String
    let access_token: String
    let app_secret: String

    func checked() throws(InvalidInput) -> ConnectChannel.Request {
        try ConnectChannel.Request(
            nickname: nickname,
            wabaID: waba_id,
            phoneNumberID: phone_number_id,
            accessToken: access_token,
            appSecret: app_secret
        )
    }
}

struct RenewChannelBody: Decodable {
    let access_token: String
    let app_secret: String
}

struct ChannelListResource: Encodable {
    let channels: [ChannelResource]
}

struct ChannelResource: Encodable {
    struct NumberResource: Encodable {
        let id: ID<BusinessNumber>
        let phone_number_id: String
        let display_number: String
        let verified_name: String
        let quality: Nullable<String>
    }

    let id: ID<ChannelAccount>
    let kind = "whatsapp"
    let nickname: String
    let waba_id: String
    let state: String
    let stopped_reason: Nullable<String>
    let webhook_url: Nullable<String>
    let numbers: [NumberResource]
    let connected_at: String

    init(_ account: ChannelAccount, numbers: [BusinessNumber], webhookURL: String?) {
        id = account.id
        nickname = account.nickname
        waba_id = account.wabaID
        state = account.state.rawValue
        stopped_reason = Nullable(account.stoppedReason)
        webhook_url = Nullable(webhookURL)
        connected_at = account.connectedAtMs.rfc3339
        self.numbers = numbers.map { number in
            NumberResource(
                id: number.id,
                phone_number_id: number.phoneNumberID,
                display_number: number.displayNumber,
                verified_name: number.verifiedName,
                quality: Nullable(number.quality)
            )
        }
    }
}
