/// A phone number of the business.
struct BusinessNumber: Sendable, Codable {
    let id: String
    let digits: String
    var verifiedName: String
    /// Where `messages` webhooks of this number go instead.
    var overrideURL: String?
    /// 80 messages a second.
    var throughput = TokenBucket(capacity: 80, refillMs: 12)
    var standing = NumberStanding()
    /// What the business keeps with its number.
    var profile = BusinessProfile()
    var links: [ShortLink] = []
    /// User ids of those whom the business has blocked.
    var blocked: [String] = []
    var settings: JSON = .members([])
    var automation: JSON = .members([])

    init(id: String, digits: String, verifiedName: String) {
        self.id = id
        self.digits = digits
        self.verifiedName = verifiedName
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        digits = try values.decode(String.self, forKey: .digits)
        verifiedName = try values.decode(String.self, forKey: .verifiedName)
        overrideURL = try values.decodeIfPresent(String.self, forKey: .overrideURL)
        throughput = try values.decode(TokenBucket.self, forKey: .throughput)
        // Files of earlier versions end here.
        standing = try values.decodeIfPresent(NumberStanding.self, forKey: .standing) ?? standing
        profile = try values.decodeIfPresent(BusinessProfile.self, forKey: .profile) ?? profile
        links = try values.decodeIfPresent([ShortLink].self, forKey: .links) ?? []
        blocked = try values.decodeIfPresent([String].self, forKey: .blocked) ?? []
        settings = try values.decodeIfPresent(JSON.self, forKey: .settings) ?? settings
        automation = try values.decodeIfPresent(JSON.self, forKey: .automation) ?? automation
    }

    /// The number of the demo, one that waits for its code, and one that another platform still has.
    static func defaults(first id: String) -> [BusinessNumber] {
        let first = BusinessNumber(id: id, digits: "862155500100", verifiedName: "半日咖啡设备")
        var second = BusinessNumber(id: "100000000000002", digits: "862155500190", verifiedName: "半日咖啡售后")
        second.standing = .unverified
        var third = BusinessNumber(id: "100000000000003", digits: "862155500191", verifiedName: "半日咖啡门店")
        third.standing = .elsewhere
        return [first] + [second, third].filter { $0.id != id }
    }

    /// As people read it.
    var displayed: String {
        let country = PhoneDigits.country(of: digits)
        let codeLength = country == "US" || country == "RU" ? 1 : 2
        var parts: [String] = []
        var rest = digits.dropFirst(codeLength)
        // China's landlines have area codes of two digits in the largest cities.
        if country == "CN", rest.hasPrefix("2") || rest.hasPrefix("10") {
            return "+86 \(rest.prefix(2)) \(rest.dropFirst(2).prefix(4)) \(rest.dropFirst(6))"
        }
        while rest.count > 4 {
            parts.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        parts.append(String(rest))
        return "+\(digits.prefix(codeLength)) " + parts.joined(separator: " ")
    }

    /// All fields of the node.
    func node(applicationURL: String, accountURL: String?, health: JSON) -> JSON {
        let configuration = JSON.object([
            "phone_number": .optional(overrideURL), "whatsapp_business_account": .optional(accountURL),
            "application": .string(applicationURL),
        ])
        let names = JSON.object([
            "id": .string(id), "display_phone_number": .string(displayed), "verified_name": .string(verifiedName),
            "webhook_configuration": configuration, "health_status": health,
        ])
        return .members(names.fields + standing.fields)
    }

    static let defaultFields = [
        "id", "display_phone_number", "verified_name", "code_verification_status", "quality_rating", "platform_type",
        "throughput", "webhook_configuration", "last_onboarded_time",
    ]
}
