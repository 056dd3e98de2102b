/// Ready-made values of every field of section 5.7, by field and event.
extension World {
    /// Fields and events that can be had without writing their value.
    static let samples: [(field: String, events: [String])] = [
        (
            "account_update",
            [
                "ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "SCHEDULE_FOR_DISABLE", "DISABLED_UPDATE", "REINSTATED",
                "ACCOUNT_DELETED", "PARTNER_ADDED", "PARTNER_REMOVED", "PARTNER_APP_INSTALLED",
                "PARTNER_APP_UNINSTALLED", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE",
                "VOLUME_BASED_PRICING_TIER_UPDATE", "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
                "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE", "MM_LITE_TERMS_SIGNED", "AD_ACCOUNT_LINKED",
                "ACCOUNT_OFFBOARDED", "ACCOUNT_RECONNECTED",
            ]
        ),
        ("account_review_update", ["APPROVED", "REJECTED", "PENDING", "DEFERRED"]),
        (
            "account_alerts",
            [
                "OBA_APPROVED", "OBA_REJECTED", "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
                "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED", "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO",
                "PROFILE_PICTURE_LOST",
            ]
        ),
        ("business_capability_update", ["TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]),
        (
            "phone_number_quality_update",
            ["ONBOARDING", "THROUGHPUT_UPGRADE", "FLAGGED", "UNFLAGGED", "UPGRADE", "DOWNGRADE"]
        ),
        ("phone_number_name_update", ["APPROVED", "REJECTED", "DEFERRED", "PENDING"]),
        ("security", ["PIN_CHANGED", "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS"]),
        ("user_preferences", ["stop", "resume"]),
        ("smb_message_echoes", ["text", "edit", "revoke"]),
        ("message_echoes", ["text"]),
        ("smb_app_state_sync", ["add", "remove"]),
        ("history", ["chunk", "media", "declined"]),
        (
            "flows",
            [
                "FLOW_STATUS_CHANGE", "CLIENT_ERROR_RATE", "ENDPOINT_ERROR_RATE", "ENDPOINT_LATENCY",
                "ENDPOINT_AVAILABILITY", "FLOW_VERSION_EXPIRY_WARNING",
            ]
        ),
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
        case "user_preferences", "smb_message_echoes", "message_echoes", "smb_app_state_sync", "history":
            postField(field, number, aboutPeople(field, event, number, nowMs: nowMs))
        default:
            let value = aboutAccount(field, event, number, nowMs: nowMs)
            post(field: field, value: value, number: number, timeMs: nowMs)
        }
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
        case "smb_message_echoes", "message_echoes":
            let head = JSON.object([
                "from": .string(number.digits), "to": .string(digits), "id": .string(id), "timestamp": .string(seconds),
                "type": .string(event),
            ])
            let original = ids.messageID(digits: digits, direction: .outbound)
            let echo = head.setting(event, Self.echoed(event, of: original, text: text))
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
            let head = JSON.object([
                "from": .string(digits), "id": .string(id), "timestamp": .string(seconds),
                "history_context": .object(["status": .string("READ")]),
            ])
            if event == "media" {
                // Their files come by themselves, behind the chunk that had a placeholder in their place.
                let image = JSON.object(["id": .string("460000000000099"), "mime_type": .string("image/jpeg")])
                return [("messages", .array([head.setting("type", .string("image")).setting("image", image)]))]
            }
            let message = head.setting("type", .string("text")).setting("text", text)
            let thread = JSON.object(["id": .string(digits), "messages": .array([message])])
            let metadata = JSON.object(["phase": .integer(0), "chunk_order": .integer(1), "progress": .integer(100)])
            return [("history", .array([.object(["metadata": metadata, "threads": .array([thread])])]))]
        }
    }
    /// What an echo says: words, better words for earlier ones, or that these are gone.
    private static func echoed(_ event: String, of original: String, text: JSON) -> JSON {
        switch event {
        case "edit":
            let message = JSON.object(["type": .string("text"), "text": text])
            return .object(["original_message_id": .string(original), "message": message])
        case "revoke": return .object(["original_message_id": .string(original)])
        default: return text
        }
    }
}
