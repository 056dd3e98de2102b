/// What Meta tells of an account or of one of its numbers, by itself.
///
/// Source: wire reference 5.7.
package enum AccountUpdate: Sendable, Hashable {
    /// One thing that an account may not do for a while.
    package struct Restriction: Sendable, Hashable {
        /// Meta's word for what.
        package let kind: String
        /// When it ends, Unix milliseconds; nil where Meta does not say.
        package let untilMs: Int64?
    }

    /// What an account may not do; none lifts all.
    case restricted([Restriction])
    case violation(String)
    case deleted
    /// Disabled, to be disabled on a day in Meta's words, or back again.
    case disabled
    case disableScheduled(on: String)
    case reinstated
    /// The app of this id, or whichever, lost the account.
    case accessRemoved(appID: String?)
    /// Meta's verdict on the account: `APPROVED`, `REJECTED`, `PENDING` or `DEFERRED`.
    case reviewed(String)
    /// A warning, or its end.
    case alert(String, isActive: Bool)
    /// How many people may be written to first in 24 hours.
    case messagingLimit(String)
    /// The same of one number, and its speed where that has changed.
    case numberLimit(digits: String, limit: String?, isFast: Bool)
    /// Meta's verdict on a number's name; nil for the reason of one that it takes.
    case name(digits: String, decision: String, name: String, reason: String?)
    /// Something about a number's PIN.
    case security(digits: String, event: String)

    /// Reads the value of a change; nil where it is none of these.
    init?(field: String, _ value: JSONValue) {
        switch field {
        case "account_update": self.init(event: value["event"].text?.uppercased() ?? "", value)
        case "account_review_update":
            guard let decision = value["decision"].text else { return nil }
            self = .reviewed(decision)
        case "account_alerts":
            // Older bodies have these beside each other.
            let info = value["alert_info"].isNull ? value : value["alert_info"]
            guard let type = info["alert_type"].text else { return nil }
            self = .alert(type, isActive: info["alert_status"].text != "NONE")
        case "business_capability_update":
            guard let limit = Self.limit(value) else { return nil }
            self = .messagingLimit(limit)
        case "phone_number_quality_update":
            guard let digits = Self.digits(value) else { return nil }
            let limit = Self.limit(value) ?? value["current_limit"].text
            self = .numberLimit(digits: digits, limit: limit, isFast: value["event"].text == "THROUGHPUT_UPGRADE")
        case "phone_number_name_update":
            guard let digits = Self.digits(value), let decision = value["decision"].text else { return nil }
            let reason = value["rejection_reason"].text
            self = .name(
                digits: digits,
                decision: decision,
                name: value["requested_verified_name"].text ?? "",
                reason: reason == "NONE" ? nil : reason
            )
        case "security":
            guard let digits = Self.digits(value), let event = value["event"].text else { return nil }
            self = .security(digits: digits, event: event)
        default: return nil
        }
    }

    private init?(event: String, _ value: JSONValue) {
        switch event {
        case "ACCOUNT_RESTRICTION":
            self = .restricted(
                value["restriction_info"].items.compactMap { item in
                    guard let kind = item["restriction_type"].text else { return nil }
                    return Restriction(kind: kind, untilMs: item["expiration"].int.flatMap(ProviderTime.milliseconds))
                }
            )
        case "ACCOUNT_VIOLATION":
            guard let violation = value["violation_info"]["violation_type"].text else { return nil }
            self = .violation(violation)
        case "ACCOUNT_DELETED": self = .deleted
        case "DISABLED_UPDATE":
            let ban = value["ban_info"]
            switch ban["waba_ban_state"].text {
            case "DISABLE": self = .disabled
            case "SCHEDULE_FOR_DISABLE": self = .disableScheduled(on: ban["waba_ban_date"].text ?? "")
            case "REINSTATE": self = .reinstated
            default: return nil
            }
        case "PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED":
            self = .accessRemoved(appID: value["waba_info"]["partner_app_id"].id)
        default: return nil
        }
    }

    private static func digits(_ value: JSONValue) -> String? {
        value["display_phone_number"].id.map { $0.filter(\.isNumber) }
    }

    /// A word since 2025, a number before; −1 was no limit.
    private static func limit(_ value: JSONValue) -> String? {
        let limit = value["max_daily_conversations_per_business"]
        if let word = limit.text { return word }
        let old = limit.int ?? value["max_daily_conversation_per_phone"].int
        switch old {
        case nil: return nil
        case -1: return "TIER_UNLIMITED"
        case 50, 250: return old.map { "TIER_\($0)" }
        case .some(let count) where count >= 1_000 && count % 1_000 == 0: return "TIER_\(count / 1_000)K"
        case .some(let count): return "TIER_\(count)"
        }
    }
}
