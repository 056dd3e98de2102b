/// A business number as Meta has it.
///
/// Source: wire reference 6.1. Words that Meta adds are kept as they come.
package struct RemoteNumber: Sendable, Hashable {
    /// Meta's id of the number.
    package let id: String
    /// As Meta writes it, with spaces.
    package let displayNumber: String
    /// The name customers see.
    package let verifiedName: String
    /// `GREEN`, `YELLOW`, `RED`, `NA` or `UNKNOWN`.
    package let qualityRating: String?
    /// `CONNECTED` is the only one that sends.
    package let status: String?
    /// `VERIFIED`, `NOT_VERIFIED` or `EXPIRED`.
    package let codeVerification: String?
    /// Meta's verdict on the name.
    package let nameStatus: String?
    /// `CLOUD_API`, `ON_PREMISE` or `NOT_APPLICABLE`.
    package let platform: String?
    /// `STANDARD`, `HIGH` or `NOT_APPLICABLE`.
    package let throughput: String?
    /// How many people may be written to first in 24 hours: `TIER_250`, `TIER_2K` and so on.
    package let messagingLimit: String?
    /// Whether a phone uses it with the WhatsApp Business app.
    package let isOnBusinessApp: Bool
    /// Whether Meta lets it send: `AVAILABLE`, `LIMITED` or `BLOCKED`.
    package let health: String?
    /// Where Meta sends the number's messages: the number's own address, else its account's, else the app's.
    package let webhookURL: String?

    static let fields = """
        id,display_phone_number,verified_name,quality_rating,status,code_verification_status,name_status,platform_type,\
        throughput,whatsapp_business_manager_messaging_limit,is_on_biz_app,health_status,webhook_configuration
        """

    init?(_ json: JSONValue) {
        guard let id = json["id"].id, let displayNumber = json["display_phone_number"].text else { return nil }
        self.id = id
        self.displayNumber = displayNumber
        verifiedName = json["verified_name"].text ?? ""
        qualityRating = json["quality_rating"].text
        status = json["status"].text
        codeVerification = json["code_verification_status"].text
        nameStatus = json["name_status"].text
        platform = json["platform_type"].text
        throughput = json["throughput"]["level"].text
        messagingLimit = json["whatsapp_business_manager_messaging_limit"].text
        isOnBusinessApp = json["is_on_biz_app"].bool ?? false
        health = json["health_status"]["can_send_message"].text
        let webhook = json["webhook_configuration"]
        webhookURL =
            webhook["phone_number"].text ?? webhook["whatsapp_business_account"].text ?? webhook["application"].text
    }
}

extension GraphClient {
    /// Lists an account's numbers.
    ///
    /// - Parameter wabaID: The account.
    /// - Returns: At most 500.
    /// - Throws: ``CallFailure``.
    package func numbers(of wabaID: String) async throws(CallFailure) -> [RemoteNumber] {
        let query = [("fields", RemoteNumber.fields), ("limit", "100")]
        return try await list("\(wabaID)/phone_numbers", query: query, limit: 500).compactMap(RemoteNumber.init)
    }
}
