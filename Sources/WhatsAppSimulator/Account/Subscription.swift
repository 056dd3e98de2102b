/// Where webhooks go.
struct Subscription: Sendable {
    /// The application's own address.
    var appURL: String
    /// The WhatsApp Business Account's, which is preferred.
    var accountURL: String?
    /// Whether the application hears of the account at all.
    var isActive = true

    /// The address for a change of that field; the number's override is preferred to the account's to the app's.
    func url(field: String, number: BusinessNumber?, overridesGetAll: Bool) -> String? {
        guard isActive else { return nil }
        guard overridesGetAll || field == "messages" else { return appURL }
        return number?.overrideURL ?? accountURL ?? appURL
    }
}
