import Crypto
import Foundation

/// Who calls: the token, and what can be learned of it.
struct Tokens: Sendable {
    let appID: String
    let appSecret: String

    /// The application's own token.
    var app: String { "\(appID)|\(appSecret)" }

    /// Whether a token reaches an account; the application's own reaches all.
    func open(_ account: Account, with token: String?) -> Bool {
        guard let token else { return false }
        return isSame(token, account.accessToken) || isSame(token, app)
    }

    /// Looks at a call's token and its proof.
    ///
    /// - Parameters:
    ///   - token: The bearer token, or the parameter.
    ///   - accounts: Those whose tokens are good.
    ///   - proof: `appsecret_proof`, which is looked at whenever it is there.
    ///   - failure: What has happened to the token.
    /// - Throws: 104, 190 or 100.
    func check(
        _ token: String?,
        of accounts: [Account],
        proof: String?,
        failure: Settings.TokenFault?
    ) throws(GraphFailure) {
        guard let token, !token.isEmpty else { throw .tokenMissing }
        let isApp = isSame(token, app)
        guard isApp || accounts.contains(where: { isSame(token, $0.accessToken) }) else { throw .tokenInvalid }
        if let failure, !isApp { throw .token(failure) }
        guard let proof else { return }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(token.utf8),
            using: SymmetricKey(data: Data(appSecret.utf8))
        )
        guard isSame(proof.lowercased(), code.map { Hex.encode($0) }.joined()) else {
            throw .parameter("Invalid appsecret_proof provided in the API argument")
        }
    }

    /// Compares digests, so that the time it takes tells nothing.
    private func isSame(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }

    /// `GET /debug_token`.
    ///
    /// - Parameters:
    ///   - token: `input_token`.
    ///   - accounts: All that there are.
    ///   - failure: What has happened to it.
    /// - Returns: What Meta tells about it.
    func inspect(_ token: String, of accounts: [Account], failure: Settings.TokenFault?) -> JSON {
        let reached = accounts.filter { isSame(token, $0.accessToken) }
        let isAccess = !reached.isEmpty
        guard isAccess || isSame(token, app) else {
            let error = JSON.object(["code": .integer(190), "message": .string("Invalid OAuth access token.")])
            return .object([
                "data": .object(["error": error, "is_valid": .bool(false), "scopes": .array([])])
            ])
        }
        let fault = isAccess ? failure : nil
        let error = fault.map { fault in
            JSON.object([
                "code": .integer(190), "message": .string(fault.sentence), "subcode": .integer(fault.subcode),
            ])
        }
        let names = ["whatsapp_business_management", "whatsapp_business_messaging"]
        let scopes = isAccess ? names : []
        let granular = scopes.map { scope in
            JSON.object(["scope": .string(scope), "target_ids": .array(reached.map { .string($0.id) })])
        }
        return .object([
            "data": .object([
                "app_id": .string(appID), "type": .string(isAccess ? "SYSTEM_USER" : "APP"),
                "application": .string("Parley"), "data_access_expires_at": .integer(0), "error": error,
                "expires_at": .integer(0), "is_valid": .bool(fault == nil), "issued_at": .integer(1_790_000_000),
                "scopes": .array(scopes.map(JSON.string)), "granular_scopes": .array(granular),
                "user_id": isAccess ? .string("122100000000001") : nil,
            ])
        ])
    }
}
