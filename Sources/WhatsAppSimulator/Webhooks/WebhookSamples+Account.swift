/// Ready-made values of what Meta tells of accounts and their numbers.
extension World {
    func aboutAccount(_ field: String, _ event: String, _ number: BusinessNumber, nowMs: Int64) -> JSON {
        let display = JSON.string(number.digits)
        switch field {
        case "account_update": return accountUpdate(event, number, nowMs: nowMs)
        case "account_review_update": return .object(["decision": .string(event)])
        case "account_alerts":
            let info = JSON.object([
                "alert_severity": .string(event == "OBA_APPROVED" ? "INFORMATIONAL" : "WARNING"),
                "alert_status": .string("ACTIVE"), "alert_type": .string(event),
                "alert_description": .string("Ready-made alert of the simulator."),
            ])
            return .object([
                "entity_type": .string("BUSINESS"), "entity_id": .string(portfolio.businessID), "alert_info": info,
            ])
        case "business_capability_update":
            return .object([
                "max_daily_conversations_per_business": .string(event), "max_phone_numbers_per_business": .integer(20),
            ])
        case "phone_number_quality_update":
            return .object([
                "display_phone_number": display, "event": .string(event), "old_limit": .string("TIER_2K"),
                "current_limit": .string(event == "DOWNGRADE" ? "TIER_250" : "TIER_10K"),
                "max_daily_conversations_per_business": .string("TIER_10K"),
            ])
        case "phone_number_name_update":
            return .object([
                "display_phone_number": display, "decision": .string(event),
                "requested_verified_name": .string(number.standing.newName ?? number.verifiedName),
                "rejection_reason": event == "REJECTED" ? .string("NAME_NOT_CONSISTENT") : .null,
            ])
        case "security":
            return .object([
                "display_phone_number": display, "event": .string(event), "requester": .string("400000000000077"),
            ])
        default:
            return flow(event)
        }
    }

    private func accountUpdate(_ event: String, _ number: BusinessNumber, nowMs: Int64) -> JSON {
        let seconds = JSON.integer(nowMs / 1000)
        let waba = JSON.object([
            "waba_id": .optional(account(of: number)?.id), "owner_business_id": .string(portfolio.businessID),
            "partner_app_id": .string(portfolio.appID),
        ])
        switch event {
        case "ACCOUNT_VIOLATION":
            return Self.update(event, "violation_info", .object(["violation_type": .string("SCAM")]))
        case "ACCOUNT_RESTRICTION":
            let restriction = JSON.object([
                "restriction_type": .string("RESTRICTED_BIZ_INITIATED_MESSAGING"),
                "expiration": .integer(nowMs / 1000 + 86_400),
            ])
            return Self.update(event, "restriction_info", .array([restriction]))
        case "SCHEDULE_FOR_DISABLE", "DISABLED_UPDATE", "REINSTATED":
            let states = ["SCHEDULE_FOR_DISABLE": "SCHEDULE_FOR_DISABLE", "REINSTATED": "REINSTATE"]
            let state = states[event] ?? "DISABLE"
            let info = JSON.object(["waba_ban_state": .string(state), "waba_ban_date": .string("November 27, 2026")])
            return Self.update("DISABLED_UPDATE", "ban_info", info)
        case "VOLUME_BASED_PRICING_TIER_UPDATE":
            let tier = JSON.object([
                "tier_update_time": seconds, "pricing_category": .string("UTILITY"),
                "tier": .string("25000001:50000000"),
                "effective_month": .string("2026-11"), "region": .string("India"),
            ])
            return Self.update(event, "volume_tier_info", tier)
        case "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE": return Self.update(event, "country", .string("TR"))
        case "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE":
            let country = JSON.object(["country_code": .string("ID"), "start_time": seconds])
            let rate = JSON.object(["start_time": seconds, "exception_countries": .array([country])])
            return Self.update(event, "auth_international_rate_eligibility", rate)
        case "AD_ACCOUNT_LINKED":
            return Self.update(event, "waba_info", waba.setting("ad_account_linked", .string("440000000000021")))
        case "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE":
            let info = JSON.object([
                "client_business_id": .string(portfolio.businessID), "status": .string("APPROVED"),
            ])
            return Self.update(event, "partner_client_certification_info", info)
        case "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "ACCOUNT_RECONNECTED": return .object(["event": .string(event)])
        default: return Self.update(event, "waba_info", waba)
        }
    }

    /// What happens to a form; its health is told with numbers.
    private func flow(_ event: String) -> JSON {
        let head = JSON.object(["event": .string(event), "flow_id": .string("450000000000011")])
        switch event {
        case "FLOW_STATUS_CHANGE":
            return head.setting("message", .string("Published")).setting("old_status", .string("DRAFT"))
                .setting("new_status", .string("PUBLISHED"))
        case "FLOW_VERSION_EXPIRY_WARNING":
            return head.setting("warning", .string("The version of this flow will no longer be supported."))
        case "ENDPOINT_AVAILABILITY":
            return head.setting("availability", .integer(75)).setting("threshold", .integer(90))
                .setting("alert_state", .string("ACTIVATED"))
        case "ENDPOINT_LATENCY":
            return head.setting("p50_latency", .integer(1_600)).setting("p90_latency", .integer(3_200))
                .setting("threshold", .integer(3_000)).setting("alert_state", .string("ACTIVATED"))
        default:
            return head.setting("error_rate", .number(14.28)).setting("threshold", .integer(10))
                .setting("alert_state", .string("ACTIVATED"))
        }
    }

    private static func update(_ event: String, _ name: String, _ block: JSON) -> JSON {
        .members([JSON.Member(name: "event", value: .string(event)), JSON.Member(name: name, value: block)])
    }
}
