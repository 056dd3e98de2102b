/// What Meta says of an access token.
///
/// Source: wire reference 6.5.
package struct TokenFacts: Sendable, Hashable {
    /// What sending and reading messages needs.
    package static let neededScopes = ["whatsapp_business_messaging", "whatsapp_business_management"]

    /// The app it was issued for.
    package let appID: String
    /// Whether Meta takes it.
    package let isValid: Bool
    /// When it ends, Unix milliseconds; nil for never.
    package let expiresAtMs: Int64?
    /// What it allows.
    package let scopes: [String]

    /// What it would need and does not allow.
    package var missingScopes: [String] { Self.neededScopes.filter { !scopes.contains($0) } }

    init?(_ json: JSONValue) {
        guard let appID = json["app_id"].id, let isValid = json["is_valid"].bool else { return nil }
        self.appID = appID
        self.isValid = isValid
        // 0 is never; what is out of range is not known.
        expiresAtMs = json["expires_at"].int.flatMap { $0 > 0 ? ProviderTime.milliseconds($0) : nil }
        scopes = json["scopes"].items.compactMap(\.text)
    }
}

extension GraphClient {
    /// Asks Meta about this client's own token.
    ///
    /// The one call that names the token in its address, because Meta takes it nowhere else.
    ///
    /// - Returns: What Meta says of it.
    /// - Throws: ``CallFailure``.
    package func tokenFacts() async throws(CallFailure) -> TokenFacts {
        let answer = try await call(.get, "debug_token", query: [("input_token", token)])
        guard let facts = TokenFacts(answer["data"]) else { throw .unanswered("an answer without a token") }
        return facts
    }
}
