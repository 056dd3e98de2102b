/// Ready-made values of every field of section 5.7, by field and event.
extension World {
    /// Fields and events that can be had without writing their value.
    static let samples: [(field: String, events: [String])] = [
        (
            "account_update",
            [
                "ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "DISABLED_UPDATE", "REINSTATED", "ACCOUNT_DELETED",
                "PARTNER_ADDED",
                "PARTNER_REMOVED", "VOLUME_BASED_PRICING_TIER_UPDATE", "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
                "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
            ]
        ),
        ("account_review_update", ["APPROVED", "REJECTED", "PENDING", "DEFERRED"]),
        ("account_alerts", ["OBA_APPROVED", "OBA_REJECTED", "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED"]),
        ("business_capability_update", ["TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]),
        (
            "phone_number_quality_update",
            ["ONBOARDING", "THROUGHPUT_UPGRADE", "FLAGGED", "UNFLAGGED", "UPGRADE", "DOWNGRADE"]
        ),
        ("phone_number_name_update", ["APPROVED", "REJECTED", "DEFERRED", "PENDING"]),
        ("security", ["PIN_CHANGED", "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS"]),
        ("user_preferences", ["stop", "resume"]),
        ("smb_message_echoes", ["text"]),
        ("smb_app_state_sync", ["add", "remove"]),
        ("history", ["chunk", "declined"]),
        ("flows", ["FLOW_STATUS_CHANGE"]),
    ]

    /// Posts a ready-made change.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - event: One of its events; nil takes the first.
    ///   - number: The number that it is about.
    ///   - nowMs: The simulator's time.
    /// - Throws: ``ControlRefusal`` for a field or event of which there is no sample.
    mutating func postSample(
        _ field: String,
        event: String?,
        number: BusinessNumber,
        nowMs: Int64
    ) throws(ControlRefusal) {
        guard let known = Self.samples.first(where: { $0.field == field }) else {
            throw .notValid(
                "field",
                "A field and its value, an object; GET /_sim/samples lists those that need no value."
            )
        }
        let event = event ?? known.events.first ?? ""
        guard known.events.contains(event) else {
            throw .notValid("event", "One of \(known.events.joined(separator: ", ")).")
        }
        switch field {
        case "user_preferences", "smb_message_echoes", "smb_app_state_sync", "history":
            postField(field, number, aboutPeople(field, event, number, nowMs: nowMs))
        default:
            let value = aboutAccount(field, event, number, nowMs: nowMs)
            post(field: field, value: value, number: number, timeMs: nowMs)
        }
    }

    // MARK: - The account and its numbers

    private func aboutAccount(_ field: String, _ event: String, _ number: BusinessNumber, nowMs: Int64) -> JSON {
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
            return .object([
                "event": .string(event), "flow_id": .string("450000000000011"), "message": .string("Published"),
                "old_status": .string("DRAFT"), "new_status": .string("PUBLISHED"),
            ])
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
        case "DISABLED_UPDATE", "REINSTATED":
            let state = event == "REINSTATED" ? "REINSTATE" : "DISABLE"
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
        case "ACCOUNT_DELETED": return .object(["event": .string(event)])
        default: return Self.update(event, "waba_info", waba)
        }
    }

    private static func update(_ event: String, _ name: String, _ block: JSON) -> JSON {
        .members([JSON.Member(name: "event", value: .string(event)), JSON.Member(name: name, value: block)])
    }

    // MARK: - People

    private mutating func aboutPeople(
        _ field: String,
        _ event: String,
        _ number: BusinessNumber,
        nowMs: Int64
    ) -> [(String, JSON)] {
        let customer = recent.last.flatMap { customers.find($0.userID) } ?? customers.all.first
        let digits = customer?.waID ?? "905551230001"
        let id = ids.messageID(digits: digits, direction: .outbound)
        let seconds = String(nowMs / 1000)
        let text = JSON.object(["body": .string("Written in the phone app")])
        switch field {
        case "user_preferences":
            let preference = JSON.object([
                "wa_id": .string(digits), "user_id": .optional(customer?.visibleUserID),
                "detail": .string("User requested to \(event) marketing messages"),
                "category": .string("marketing_messages"), "value": .string(event), "timestamp": .integer(nowMs / 1000),
            ])
            return (customer.map { contacts($0) } ?? []) + [(field, .array([preference]))]
        case "smb_message_echoes":
            let echo = JSON.object([
                "from": .string(number.digits), "to": .string(digits), "id": .string(id), "timestamp": .string(seconds),
                "type": .string("text"), "text": text,
            ])
            return (customer.map { contacts($0) } ?? []) + [("message_echoes", .array([echo]))]
        case "smb_app_state_sync":
            let contact = JSON.object([
                "full_name": .string(customer?.name ?? "Deniz"), "first_name": .string("Deniz"),
                "phone_number": .string(digits),
            ])
            let sync = JSON.object([
                "type": .string("contact"), "contact": contact, "action": .string(event),
                "metadata": .object(["timestamp": .string(seconds)]),
            ])
            return [("state_sync", .array([sync]))]
        default:
            if event == "declined" {
                let error = FailureCatalogue.webhookError(2_593_109, details: "History sharing is turned off.")
                return [("history", .array([.object(["errors": .array([error])])]))]
            }
            let message = JSON.object([
                "from": .string(digits), "id": .string(id), "timestamp": .string(seconds), "type": .string("text"),
                "text": text, "history_context": .object(["status": .string("READ")]),
            ])
            let thread = JSON.object(["id": .string(digits), "messages": .array([message])])
            let metadata = JSON.object(["phase": .integer(0), "chunk_order": .integer(1), "progress": .integer(100)])
            return [("history", .array([.object(["metadata": metadata, "threads": .array([thread])])]))]
        }
    }
}
