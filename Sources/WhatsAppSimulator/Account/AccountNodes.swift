/// What can be read about the business.
extension World {
    static let accountDefaultFields = ["id", "name", "currency", "timezone_id", "message_template_namespace"]

    /// All fields of a WhatsApp Business Account.
    func node(of account: Account) -> JSON {
        let owner = JSON.object(["name": .string("Parley Demo"), "id": .string(portfolio.businessID)])
        return .object([
            "id": .string(account.id), "name": .string(account.name), "currency": .string("USD"),
            "timezone_id": .string("1"), "message_template_namespace": .string("5b1c7c1e_0d5b_4a73_9f0e_3b6c2f9d8e10"),
            "status": .string(settings.accountStanding == .disabled ? "DISABLED" : "ACTIVE"),
            "account_review_status": .string("APPROVED"),
            "business_verification_status": .string("verified"), "ownership_type": .string("SELF"),
            "country": .string("TR"), "is_enabled_for_insights": .bool(true),
            "owner_business_info": owner, "on_behalf_of_business_info": nil,
            "health_status": health([], in: account),
        ])
    }

    /// `GET /{WABA}/subscribed_apps`.
    func subscribedApps(of account: Account) -> JSON {
        guard account.isSubscribed else { return .object(["data": .array([])]) }
        let app = JSON.object([
            "link": .string("https://www.facebook.com/games/?app_id=\(portfolio.appID)"), "name": .string("Parley"),
            "id": .string(portfolio.appID),
        ])
        let entry = JSON.object([
            "whatsapp_business_api_data": app, "override_callback_uri": .optional(account.overrideURL),
        ])
        return .object(["data": .array([entry])])
    }

    /// A number as a node.
    func node(of number: BusinessNumber) -> JSON {
        let account = account(of: number)
        return number.node(
            applicationURL: applicationURL,
            accountURL: account?.overrideURL,
            health: health(of: number, in: account)
        )
    }

    /// Adds a number to an account, as a control call.
    ///
    /// - Parameter body: `phone`, `verified_name`, and perhaps `id`, the account's `waba_id` and fields of its node.
    /// - Returns: The number.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func addNumber(_ body: JSON) throws(ControlRefusal) -> BusinessNumber {
        guard let digits = body["phone"]?.looseText.flatMap(PhoneDigits.parse) else {
            throw .notValid("phone", "A number with its country code, 7 to 15 digits.")
        }
        let id = body["id"]?.looseText ?? ids.numberID()
        guard let account = body["waba_id"]?.looseText.map({ account($0) }) ?? accounts.first else {
            throw .notFound("There is no such account.")
        }
        if numbers.contains(where: { $0.id == id || $0.digits == digits }) || numbers.count >= Self.maximumNumbers {
            throw .conflict("There is such a number, or there are \(Self.maximumNumbers).")
        }
        var number = BusinessNumber(id: id, digits: digits, verifiedName: body["verified_name"]?.text ?? "Parley Demo")
        try number.standing.apply(body)
        changeAccount(account.id) { $0.numbers.append(number) }
        return number
    }

    /// Changes a number, and tells the business what Meta would.
    ///
    /// - Parameters:
    ///   - id: The number.
    ///   - body: Fields of its node, `pin`, or `name_decision`: `APPROVED` or `REJECTED`.
    ///   - nowMs: The simulator's time.
    /// - Returns: The number afterwards.
    /// - Throws: ``ControlRefusal`` for an unknown number or value.
    mutating func changeNumber(_ id: String, _ body: JSON, nowMs: Int64) throws(ControlRefusal) -> BusinessNumber {
        guard let old = number(id) else { throw .notFound("There is no business number \(id).") }
        var new = old
        try new.standing.apply(body)
        if let name = body["verified_name"]?.text { new.verifiedName = name }
        if let decision = body["name_decision"]?.text {
            guard ["APPROVED", "REJECTED"].contains(decision) else {
                throw .notValid("name_decision", "APPROVED or REJECTED.")
            }
            let isApproved = decision == "APPROVED"
            if isApproved, let name = new.standing.newName { new.verifiedName = name }
            new.standing.nameStatus = isApproved ? "APPROVED" : "DECLINED"
            new.standing.newNameStatus = isApproved ? "NONE" : "DECLINED"
            try postSample("phone_number_name_update", event: decision, number: new, nowMs: nowMs)
            if isApproved { new.standing.newName = nil }
        }
        changeNumber(id) { $0 = new }
        if old.standing.quality != new.standing.quality || old.standing.messagingLimit != new.standing.messagingLimit {
            postQuality(old, new, nowMs: nowMs)
        }
        return new
    }

    private mutating func postQuality(_ old: BusinessNumber, _ new: BusinessNumber, nowMs: Int64) {
        let event: String
        if old.standing.messagingLimit != new.standing.messagingLimit {
            let tiers = ["TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]
            let places = [old, new].map { tiers.firstIndex(of: $0.standing.messagingLimit) ?? 0 }
            event = places[0] < places[1] ? "UPGRADE" : "DOWNGRADE"
        } else {
            event = new.standing.quality == "RED" ? "FLAGGED" : "UNFLAGGED"
        }
        let value = JSON.object([
            "display_phone_number": .string(new.digits), "event": .string(event),
            "old_limit": .string(old.standing.messagingLimit), "current_limit": .string(new.standing.messagingLimit),
            "max_daily_conversations_per_business": .string(new.standing.messagingLimit),
        ])
        post(field: "phone_number_quality_update", value: value, number: new, timeMs: nowMs)
    }

    // MARK: - Health

    /// Whether messages can be sent, and what is in the way.
    private func health(of number: BusinessNumber, in account: Account?) -> JSON {
        let isConnected = number.standing.status == "CONNECTED"
        let own = entity("PHONE_NUMBER", number.id, isConnected ? "AVAILABLE" : "BLOCKED")
        guard !isConnected else { return health([own], in: account) }
        let error = JSON.object([
            "error_code": .integer(133010),
            "error_description": .string("The phone number is \(number.standing.status) and cannot send messages."),
            "possible_solution": .string("Verify and register the phone number on the Cloud API."),
        ])
        return health([own.setting("errors", .array([error]))], in: account)
    }

    private func health(_ first: [JSON], in account: Account?) -> JSON {
        let standing = settings.accountStanding
        let state = standing == .active ? "AVAILABLE" : standing == .restricted ? "LIMITED" : "BLOCKED"
        let entities =
            first + [
                entity("WABA", account?.id ?? "", state), entity("BUSINESS", portfolio.businessID, "AVAILABLE"),
                entity("APP", portfolio.appID, "AVAILABLE"),
            ]
        let all = entities.compactMap { $0["can_send_message"]?.text }
        let worst = ["BLOCKED", "LIMITED"].first { all.contains($0) } ?? "AVAILABLE"
        return .object(["can_send_message": .string(worst), "entities": .array(entities)])
    }

    private func entity(_ type: String, _ id: String, _ state: String) -> JSON {
        .object(["entity_type": .string(type), "id": .string(id), "can_send_message": .string(state)])
    }
}
