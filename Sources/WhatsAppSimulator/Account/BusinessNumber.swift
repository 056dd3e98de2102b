/// A phone number of the business.
struct BusinessNumber: Sendable, Codable {
    let id: String
    let digits: String
    let verifiedName: String
    /// Where `messages` webhooks of this number go instead.
    var overrideURL: String?
    /// 80 messages a second.
    var throughput = TokenBucket(capacity: 80, refillMs: 12)

    /// As people read it.
    var displayed: String {
        let country = PhoneDigits.country(of: digits)
        let codeLength = country == "US" || country == "RU" ? 1 : 2
        var parts: [String] = []
        var rest = digits.dropFirst(codeLength)
        while rest.count > 4 {
            parts.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        parts.append(String(rest))
        return "+\(digits.prefix(codeLength)) " + parts.joined(separator: " ")
    }

    /// All fields of the node.
    func node(applicationURL: String, accountURL: String?) -> JSON {
        let configuration = JSON.object([
            "phone_number": .optional(overrideURL), "whatsapp_business_account": .optional(accountURL),
            "application": .string(applicationURL),
        ])
        return .object([
            "id": .string(id), "display_phone_number": .string(displayed), "verified_name": .string(verifiedName),
            "code_verification_status": .string("VERIFIED"), "quality_rating": .string("GREEN"),
            "platform_type": .string("CLOUD_API"), "throughput": .object(["level": .string("STANDARD")]),
            "webhook_configuration": configuration, "last_onboarded_time": .string("2026-05-01T08:00:00+0000"),
            "status": .string("CONNECTED"), "name_status": .string("APPROVED"), "account_mode": .string("LIVE"),
            "whatsapp_business_manager_messaging_limit": .string("TIER_2K"), "is_on_biz_app": .bool(false),
            "is_official_business_account": .bool(false), "is_pin_enabled": .bool(true),
        ])
    }

    static let defaultFields = [
        "id", "display_phone_number", "verified_name", "code_verification_status", "quality_rating", "platform_type",
        "throughput", "webhook_configuration", "last_onboarded_time",
    ]
}
