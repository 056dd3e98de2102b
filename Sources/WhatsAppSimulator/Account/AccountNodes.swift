/// What can be read about the business.
extension World {
    static let accountDefaultFields = ["id", "name", "currency", "timezone_id", "message_template_namespace"]

    /// All fields of the WhatsApp Business Account.
    var accountNode: JSON {
        let owner = JSON.object(["name": .string("Parley Demo"), "id": .string(account.businessID)])
        return .object([
            "id": .string(account.wabaID), "name": .string("Parley Demo"), "currency": .string("USD"),
            "timezone_id": .string("1"), "message_template_namespace": .string("5b1c7c1e_0d5b_4a73_9f0e_3b6c2f9d8e10"),
            "status": .string("ACTIVE"), "account_review_status": .string("APPROVED"),
            "business_verification_status": .string("verified"), "ownership_type": .string("SELF"),
            "country": .string("TR"), "is_enabled_for_insights": .bool(true),
            "owner_business_info": owner, "on_behalf_of_business_info": nil,
        ])
    }

    /// `GET /{WABA}/subscribed_apps`.
    var subscribedApps: JSON {
        guard subscription.isActive else { return .object(["data": .array([])]) }
        let app = JSON.object([
            "link": .string("https://www.facebook.com/games/?app_id=\(account.appID)"), "name": .string("Parley"),
            "id": .string(account.appID),
        ])
        let entry = JSON.object([
            "whatsapp_business_api_data": app, "override_callback_uri": .optional(subscription.accountURL),
        ])
        return .object(["data": .array([entry])])
    }

    /// A number as a node.
    func node(of number: BusinessNumber) -> JSON {
        number.node(applicationURL: subscription.appURL, accountURL: subscription.accountURL)
    }

    /// Adds a second number to the account, as a control call.
    ///
    /// - Parameter body: `phone`, `verified_name`, and perhaps `id`.
    /// - Returns: The number.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func addNumber(_ body: JSON) throws(ControlRefusal) -> BusinessNumber {
        guard let digits = body["phone"]?.looseText.flatMap(PhoneDigits.parse) else {
            throw .notValid("phone", "A number with its country code, 7 to 15 digits.")
        }
        let id = body["id"]?.looseText ?? ids.numberID()
        if numbers.contains(where: { $0.id == id || $0.digits == digits }) || numbers.count >= 20 {
            throw .conflict("There is such a number, or there are twenty.")
        }
        let number = BusinessNumber(id: id, digits: digits, verifiedName: body["verified_name"]?.text ?? "Parley Demo")
        numbers.append(number)
        return number
    }
}
