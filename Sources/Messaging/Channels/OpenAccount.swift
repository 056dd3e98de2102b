package import Identity
package import Storage
import WhatsAppCloud

/// How somebody who sets a channel up proves that the account is theirs.
package enum AccountAccess: Sendable {
    /// With what Meta's pages show of it; none of it is kept before they connect.
    case typed(AccountCredentials)
    /// With what a connected channel has.
    case channel(ID<ChannelAccount>)
}

/// What somebody typed to reach an account at Meta.
package struct AccountCredentials: Sendable {
    let wabaID: String
    let accessToken: String
    let appSecret: String

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - wabaID: Digits.
    ///   - accessToken: As Meta issued it.
    ///   - appSecret: As Meta issued it.
    /// - Throws: ``InvalidInput`` naming the input.
    package init(wabaID: String, accessToken: String, appSecret: String) throws(InvalidInput) {
        self.wabaID = try MetaID.checked(wabaID, field: "waba_id")
        self.accessToken = try TextRule.line(accessToken, field: "access_token", maximum: 1_000)
        self.appSecret = try TextRule.line(appSecret, field: "app_secret", maximum: 200)
    }
}

/// Meta's ids: digits, never numbers.
package enum MetaID {
    /// Checks an id.
    ///
    /// - Parameters:
    ///   - text: As typed.
    ///   - field: The API's name of the input.
    /// - Returns: At most 32 digits.
    /// - Throws: ``InvalidInput`` naming the input.
    package static func checked(_ text: String, field: String) throws(InvalidInput) -> String {
        let line = try TextRule.line(text, field: field, maximum: 32)
        guard line.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is Meta's id: digits only.")
        }
        return line
    }
}

/// An account that somebody has shown to be theirs.
struct OpenAccount: Sendable {
    let wabaID: String
    let client: GraphClient

    init(_ access: AccountAccess, by user: SignedIn, store: any Store, graph: GraphAccess) async throws {
        switch access {
        case .typed(let typed):
            wabaID = typed.wabaID
            client = graph.client(token: typed.accessToken, appSecret: typed.appSecret)
        case .channel(let id):
            let found = try await store.read { tx in
                try ChannelQueries.find(tx, organization: user.organization, id: id)
            }
            guard let channel = found else { throw ChannelRefusal.notFound }
            wabaID = channel.wabaID
            client = try await graph.client(for: id, of: user.organization, store: store)
        }
    }

    /// The account, once Meta takes the token and the secret and shows the account with them.
    func account() async throws -> RemoteAccount {
        do throws(CallFailure) {
            return try await client.account(wabaID)
        } catch {
            guard case .refused(let refusal) = error else { throw ChannelRefusal(error) }
            if refusal.isAboutProof {
                throw InvalidInput(
                    field: "app_secret",
                    code: "not_valid",
                    detail: "This is not the secret of the app that the token was issued for."
                )
            }
            if refusal.isAboutObject {
                throw InvalidInput(
                    field: "waba_id",
                    code: "not_valid",
                    detail: "With this token Meta shows no such account."
                )
            }
            throw ChannelRefusal(error)
        }
    }

    /// Refuses a number that is not the account's: a token may reach several accounts.
    func requireNumber(_ id: String) async throws {
        let numbers = try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await client.numbers(of: wabaID)
        }
        guard numbers.contains(where: { $0.id == id }) else {
            throw InvalidInput.foreignNumber(id, field: "phone_number_id")
        }
    }

    /// What Meta says of the token, which allows what is needed.
    func token() async throws -> TokenFacts {
        let facts = try await ChannelRefusal.asking { () async throws(CallFailure) in try await client.tokenFacts() }
        guard facts.isValid else { throw ChannelRefusal.metaRefused("The token is no longer valid.") }
        guard facts.missingScopes.isEmpty else {
            throw InvalidInput(
                field: "access_token",
                code: "scopes_missing",
                detail: "The token does not allow: \(facts.missingScopes.joined(separator: ", "))."
            )
        }
        return facts
    }
}

extension InvalidInput {
    /// The number is not one of the account's.
    static func foreignNumber(_ id: String, field: String) -> InvalidInput {
        InvalidInput(field: field, code: "not_valid", detail: "The account has no number with the id \(id).")
    }
}

extension GraphError {
    /// Whether it is the app's secret that Meta refuses.
    fileprivate var isAboutProof: Bool { details.contains("appsecret_proof") || message.contains("appsecret_proof") }
}
