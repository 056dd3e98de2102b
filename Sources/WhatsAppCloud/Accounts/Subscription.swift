/// An app that Meta sends an account's webhooks to.
package struct SubscribedApp: Sendable, Hashable {
    /// Meta's id of the app.
    package let id: String
    /// An address of the account's own; nil where the app's serves.
    package let callbackURL: String?
}

extension GraphClient {
    /// Asks Meta to send the account's webhooks to an address of their own.
    ///
    /// Meta calls the address before it answers, with the token, and refuses where that call fails.
    ///
    /// - Parameters:
    ///   - wabaID: The account.
    ///   - callbackURL: At most 200 characters.
    ///   - verifyToken: What the address is asked to know.
    /// - Throws: ``CallFailure``; 2200 where the address did not answer as it should.
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

    /// Lists the apps that get the account's webhooks.
    ///
    /// - Parameter wabaID: The account.
    /// - Returns: At most 100.
    /// - Throws: ``CallFailure``.
    package func subscribedApps(_ wabaID: String) async throws(CallFailure) -> [SubscribedApp] {
        let answer = try await call(.get, "\(wabaID)/subscribed_apps")
        return answer["data"].items.prefix(100).compactMap { item in
            guard let id = item["whatsapp_business_api_data"]["id"].id else { return nil }
            return SubscribedApp(id: id, callbackURL: item["override_callback_uri"].text)
        }
    }

    /// Asks Meta to send the account's webhooks no more.
    ///
    /// - Parameter wabaID: The account.
    /// - Throws: ``CallFailure``.
    package func unsubscribe(_ wabaID: String) async throws(CallFailure) {
        _ = try await call(.delete, "\(wabaID)/subscribed_apps")
    }
}
