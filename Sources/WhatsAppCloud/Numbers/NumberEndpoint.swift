/// A business number as Meta has it.
package struct RemoteNumber: Sendable, Hashable {
    /// Meta's id of the number.
    package let id: String
    /// As Meta writes it, with spaces.
    package let displayNumber: String
    /// The name customers see.
    package let verifiedName: String
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    package let qualityRating: String?

    init?(_ json: JSONValue) {
        guard let id = json["id"].id, let displayNumber = json["display_phone_number"].text else { return nil }
        self.id = id
        self.displayNumber = displayNumber
        verifiedName = json["verified_name"].text ?? ""
        qualityRating = json["quality_rating"].text
    }
}

extension GraphClient {
    /// Lists an account's numbers.
    ///
    /// - Parameter wabaID: The account.
    /// - Returns: At most 500.
    /// - Throws: ``CallFailure``.
    package func numbers(of wabaID: String) async throws(CallFailure) -> [RemoteNumber] {
        let fields = "id,display_phone_number,verified_name,quality_rating"
        let query = [("fields", fields), ("limit", "100")]
        return try await list("\(wabaID)/phone_numbers", query: query, limit: 500).compactMap(RemoteNumber.init)
    }

    /// Asks Meta to send the account's webhooks to an address of their own.
    ///
    /// Meta calls the address before it answers, with the token, and refuses where that call fails.
    ///
    /// - Parameters:
    ///   - wabaID: The account.
    ///   - callbackURL: At most 200 characters.
    ///   - verifyToken: What the address is asked to know.
    /// - Throws: ``CallFailure``.
    package func subscribe(
        _ wabaID: String,
        callbackURL: String,
        verifyToken: String
    ) async throws(CallFailure) {
        let body: JSONValue = .object([
            "override_callback_uri": .string(callbackURL), "verify_token": .string(verifyToken),
        ])
        _ = try await call(.post, "\(wabaID)/subscribed_apps", body: body)
    }

    /// Asks Meta to send the account's webhooks no more.
    ///
    /// - Parameter wabaID: The account.
    /// - Throws: ``CallFailure``.
    package func unsubscribe(_ wabaID: String) async throws(CallFailure) {
        _ = try await call(.delete, "\(wabaID)/subscribed_apps")
    }
}
