/// How far a number is on its way to sending, and how people think of it.
struct NumberStanding: Sendable, Codable, Equatable {
    /// `CONNECTED` is the only one that sends without worries.
    var status = "CONNECTED"
    var verification = "VERIFIED"
    var nameStatus = "APPROVED"
    var newName: String?
    var newNameStatus = "NONE"
    var quality = "GREEN"
    var platform = "CLOUD_API"
    var throughput = "STANDARD"
    var messagingLimit = "TIER_2K"
    var accountMode = "LIVE"
    var isOnBizApp = false
    var isOfficial = false
    var onboarded: String? = "2026-05-01T08:00:00+0000"
    /// Two-step verification; nil when none is set.
    var pin: String? = "000000"
    /// The code that a text message or a call has brought.
    var code: String?
    var codeUntilMs: Int64 = 0
    var codesMs: [Int64] = []
    var registrationsMs: [Int64] = []
    var wrongPinsMs: [Int64] = []

    /// Added to the account, and not yet proven to be the business's.
    static let unverified: NumberStanding = {
        var standing = NumberStanding()
        standing.status = "PENDING"
        standing.verification = "NOT_VERIFIED"
        standing.nameStatus = "PENDING_REVIEW"
        standing.quality = "UNKNOWN"
        standing.platform = "NOT_APPLICABLE"
        standing.throughput = "NOT_APPLICABLE"
        standing.messagingLimit = "TIER_250"
        standing.onboarded = nil
        standing.pin = nil
        return standing
    }()

    /// In use on another platform, with a name that was refused: nothing can be sent from here.
    static let elsewhere: NumberStanding = {
        var standing = NumberStanding()
        standing.status = "MIGRATED"
        standing.nameStatus = "DECLINED"
        standing.quality = "YELLOW"
        standing.platform = "ON_PREMISE"
        standing.throughput = "NOT_APPLICABLE"
        return standing
    }()

    /// Fields of the number's node.
    var fields: [JSON.Member] {
        JSON.object([
            "code_verification_status": .string(verification), "quality_rating": .string(quality),
            "platform_type": .string(platform), "throughput": .object(["level": .string(throughput)]),
            "last_onboarded_time": .optional(onboarded), "status": .string(status),
            "name_status": .string(nameStatus), "new_display_name": .optional(newName),
            "new_name_status": .string(newNameStatus), "account_mode": .string(accountMode),
            "whatsapp_business_manager_messaging_limit": .string(messagingLimit),
            "messaging_limit_tier": .string(messagingLimit), "is_on_biz_app": .bool(isOnBizApp),
            "is_official_business_account": .bool(isOfficial), "is_pin_enabled": .bool(pin != nil),
            "certificate": .string("CmYKIgoRc2ltdWxhdG9yAhIPUGFybGV5"),
        ]).fields
    }

    /// A change of the control API.
    ///
    /// - Parameter body: Any of the members of a number's node, and `pin`.
    /// - Throws: ``ControlRefusal`` for a value that Meta does not know.
    mutating func apply(_ body: JSON) throws(ControlRefusal) {
        for (name, path, known) in Self.settable {
            guard let value = body[name] else { continue }
            guard let text = value.text, known.contains(text) else {
                throw .notValid(name, "One of \(known.joined(separator: ", ")).")
            }
            self[keyPath: path] = text
        }
        if let flag = body["is_on_biz_app"]?.looseFlag { isOnBizApp = flag }
        if let flag = body["is_official_business_account"]?.looseFlag { isOfficial = flag }
        if let value = body["pin"] { pin = value.looseText }
    }

    private static var settable: [(String, WritableKeyPath<NumberStanding, String>, [String])] {
        let limits = ["TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]
        let states = [
            "CONNECTED", "PENDING", "DISCONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "MIGRATED", "BANNED",
            "DELETED", "UNVERIFIED", "UNKNOWN",
        ]
        let names = ["APPROVED", "AVAILABLE_WITHOUT_REVIEW", "PENDING_REVIEW", "DECLINED", "EXPIRED", "NONE"]
        return [
            ("status", \.status, states), ("name_status", \.nameStatus, names),
            ("new_name_status", \.newNameStatus, names),
            ("code_verification_status", \.verification, ["VERIFIED", "NOT_VERIFIED", "EXPIRED"]),
            ("quality_rating", \.quality, ["GREEN", "YELLOW", "RED", "NA", "UNKNOWN"]),
            ("platform_type", \.platform, ["CLOUD_API", "ON_PREMISE", "NOT_APPLICABLE"]),
            ("throughput", \.throughput, ["STANDARD", "HIGH", "NOT_APPLICABLE"]),
            ("messaging_limit", \.messagingLimit, limits), ("account_mode", \.accountMode, ["LIVE", "SANDBOX"]),
        ]
    }
}
