import Hummingbird
import Identity
import Messaging
import Storage
import WhatsAppCloud

/// The steps before an account is connected: looking at it, verifying and registering a number.
///
/// They keep nothing, so each body brings what the account is reached with, or names a channel that has it.
struct ChannelSetUpRoutes: Sendable {
    let probe: ProbeAccount
    let verify: VerifyNumber

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("channels/probe", use: look)
        group.post("channels/probe/code", use: requestCode)
        group.post("channels/probe/verification", use: verifyCode)
        group.post("channels/probe/registration", use: register)
    }

    @Sendable private func look(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: AccountAccessBody.self, context: context)
        let account = try await probe(body.checked(), by: context.user)
        return try context.responseEncoder.encode(ProbedAccountResource(account), from: request, context: context)
    }

    @Sendable private func requestCode(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RequestCodeBody.self, context: context)
        try await verify.requestCode(
            for: body.phone_number_id,
            by: body.method,
            language: body.language,
            body.account.checked(),
            by: context.user
        )
        return Response(status: .noContent)
    }

    @Sendable private func verifyCode(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: VerifyCodeBody.self, context: context)
        try await verify.verify(body.code, for: body.phone_number_id, body.account.checked(), by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func register(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RegisterNumberBody.self, context: context)
        try await verify.register(
            body.phone_number_id,
            pin: body.pin,
            body.account.checked(),
            by: context.user
        )
        return Response(status: .noContent)
    }
}

/// A channel, or what an account is reached with.
struct AccountAccessBody: Decodable {
    let channel: ID<ChannelAccount>?
    let waba_id: String?
    let access_token: String?
    let app_secret: String?

    func checked() throws(InvalidInput) -> AccountAccess {
        if let channel { return .channel(channel) }
        return .typed(
            try AccountCredentials(
                wabaID: waba_id ?? "",
                accessToken: access_token ?? "",
                appSecret: app_secret ?? ""
            )
        )
    }
}

struct RequestCodeBody: Decodable {
    let account: AccountAccessBody
    let phone_number_id: String
    let method: CodeMethod
    let language: String
}

struct VerifyCodeBody: Decodable {
    let account: AccountAccessBody
    let phone_number_id: String
    let code: String
}

struct RegisterNumberBody: Decodable {
    let account: AccountAccessBody
    let phone_number_id: String
    let pin: String
}

struct ProbedAccountResource: Encodable {
    struct Requirement: Encodable {
        let name: String
        let met: Bool
    }

    struct Token: Encodable {
        let app_id: String
        let expires_at: Nullable<String>
    }

    struct Number: Encodable {
        let phone_number_id: String
        let display_number: String
        let verified_name: String
        let standing: String
        let in_use: Bool
        let quality: Nullable<String>
        let status: Nullable<String>
        let name_status: Nullable<String>
        let messaging_limit: Nullable<String>
    }

    let name: String
    let business: Nullable<String>
    let prerequisites: [Requirement]
    let token: Token
    let numbers: [Number]

    init(_ account: ProbedAccount) {
        name = account.name
        business = Nullable(account.business)
        prerequisites = Prerequisite.allCases.map { one in
            Requirement(name: one.rawValue, met: !account.missing.contains(one))
        }
        token = Token(app_id: account.token.appID, expires_at: Nullable(account.token.expiresAtMs?.rfc3339))
        numbers = account.numbers.map { number in
            Number(
                phone_number_id: number.remote.id,
                display_number: number.remote.displayNumber,
                verified_name: number.remote.verifiedName,
                standing: number.standing.rawValue,
                in_use: number.isInUse,
                quality: Nullable(number.remote.qualityRating),
                status: Nullable(number.remote.status),
                name_status: Nullable(number.remote.nameStatus),
                messaging_limit: Nullable(number.remote.messagingLimit)
            )
        }
    }
}
