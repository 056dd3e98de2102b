/// Customers come, and change.
extension World {
    /// Adds a customer.
    ///
    /// - Parameter body: `name`, `phone`, and perhaps `user_id`, `wa_id`, `username` and `identity`.
    /// - Returns: The customer.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func addCustomer(_ body: JSON) throws(ControlRefusal) -> Customer {
        let phone = try Self.phone(body["phone"])
        guard let waID = PhoneDigits.parse(body["wa_id"]?.looseText ?? phone) else {
            throw .notValid("wa_id", "7 to 15 digits.")
        }
        let userID = body["user_id"]?.text ?? ids.userID(country: PhoneDigits.country(of: phone))
        guard UserID.isSpeltLike(userID) else { throw .notValid("user_id", "Like TR.9A1bC2d3E4f5.") }
        if customers.find(phone) != nil || customers.find(waID) != nil || customers.find(userID) != nil {
            throw .conflict("There is a customer with this number or user id.")
        }
        if customers.isFull { throw .conflict("The simulator keeps \(CustomerBook.maximum) customers at most.") }
        let customer = Customer(
            userID: userID,
            name: try Self.name(body["name"]),
            phone: phone,
            waID: waID,
            username: body["username"]?.text,
            identity: try Self.identity(body["identity"]?.text ?? "both")
        )
        customers.insert(customer)
        return customer
    }

    /// Changes a customer, and tells the business what Meta would.
    ///
    /// - Parameters:
    ///   - name: The customer, by number or user id.
    ///   - body: `name`, `username`, `identity`, `blocks` (the business), `marketing` (`stop` or `resume`), `wa_id`; a new
    ///     `phone` or `user_id` also posts the system message of such a change.
    ///   - nowMs: The simulator's time.
    /// - Returns: The customer afterwards.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func changeCustomer(_ name: String, _ body: JSON, nowMs: Int64) throws(ControlRefusal) -> Customer {
        guard let old = customers.find(name) else { throw .notFound("There is no customer \(name).") }
        var new = old
        if let name = body["name"] { new.name = try Self.name(name) }
        if let username = body["username"] { new.username = username.text }
        if let identity = body["identity"]?.text { new.identity = try Self.identity(identity) }
        if let blocks = body["blocks"]?.looseFlag { new.isBlocking = blocks ? true : nil }
        if let phone = body["phone"] {
            new.phone = try Self.phone(phone)
            new.waID = new.phone
            new.userID = ids.userID(country: PhoneDigits.country(of: new.phone))
        }
        if let waID = body["wa_id"]?.looseText {
            guard let digits = PhoneDigits.parse(waID) else { throw .notValid("wa_id", "7 to 15 digits.") }
            new.waID = digits
        }
        if let userID = body["user_id"]?.text {
            guard UserID.isSpeltLike(userID) else { throw .notValid("user_id", "Like TR.9A1bC2d3E4f5.") }
            new.userID = userID
        }
        for name in [new.phone, new.waID, new.userID] {
            if let other = customers.find(name), other.userID != old.userID {
                throw .conflict("There is another customer \(name).")
            }
        }
        if let marketing = body["marketing"]?.text {
            guard ["stop", "resume"].contains(marketing) else { throw .notValid("marketing", "stop or resume.") }
            new.isOptedOut = marketing == "stop" ? true : nil
        }
        customers.replace(old.userID, with: new)
        tell(old, new, nowMs: nowMs)
        return new
    }

    /// What businesses hear of a change: those that the customer has a chat with.
    private mutating func tell(_ old: Customer, _ new: Customer, nowMs: Int64) {
        let keys = recent.filter { $0.userID == old.userID }
        if old.userID != new.userID { moveConversations(keys, to: new.userID) }
        let numbers = keys.isEmpty ? [self.numbers.first].compactMap { $0 } : keys.compactMap { number($0.numberID) }
        for number in numbers {
            if old.phone != new.phone {
                postSystem(old, new, "user_changed_number", number: number, nowMs: nowMs)
            } else if old.userID != new.userID {
                postSystem(old, new, "user_changed_user_id", number: number, nowMs: nowMs)
            }
            if old.refusesMarketing != new.refusesMarketing { postPreference(new, number: number, nowMs: nowMs) }
        }
    }

    private mutating func moveConversations(_ keys: [Conversation.Key], to userID: String) {
        for key in keys {
            guard let chat = conversations.removeValue(forKey: key) else { continue }
            let moved = Conversation.Key(numberID: key.numberID, userID: userID)
            conversations[moved] = Conversation(key: moved, moving: chat)
            recent = recent.map { $0 == key ? moved : $0 }
        }
    }

    /// System messages come from the old number and have no `contacts`.
    private mutating func postSystem(
        _ old: Customer,
        _ new: Customer,
        _ type: String,
        number: BusinessNumber,
        nowMs: Int64
    ) {
        let hasNewNumber = type == "user_changed_number"
        let words =
            hasNewNumber
            ? "User \(old.name) changed from \(old.waID) to \(new.waID)" : "User \(old.name) has a new user id"
        let system = JSON.object([
            "body": .string(words), "wa_id": hasNewNumber ? .optional(new.visibleWaID) : nil,
            "user_id": .optional(new.visibleUserID), "type": .string(type),
        ])
        let id = ids.messageID(digits: old.waID, direction: .inbound)
        let message = JSON.object([
            "from": .optional(old.visibleWaID), "from_user_id": .optional(old.visibleUserID), "id": .string(id),
            "timestamp": .string(String(nowMs / 1000)), "type": .string("system"), "system": system,
        ])
        postMessagesField(number, [("messages", .array([message]))])
    }

    private mutating func postPreference(_ customer: Customer, number: BusinessNumber, nowMs: Int64) {
        let stops = customer.refusesMarketing
        let preference = JSON.object([
            "wa_id": .optional(customer.visibleWaID), "user_id": .optional(customer.visibleUserID),
            "detail": .string("User requested to \(stops ? "stop" : "resume") marketing messages"),
            "category": .string("marketing_messages"), "value": .string(stops ? "stop" : "resume"),
            "timestamp": .integer(nowMs / 1000),
        ])
        postField("user_preferences", number, contacts(customer) + [("user_preferences", .array([preference]))])
    }

    private static func name(_ json: JSON?) throws(ControlRefusal) -> String {
        guard let name = json?.text, !name.isEmpty, Check.length(name) <= 100 else {
            throw .notValid("name", "A name of at most 100 characters.")
        }
        return name
    }

    private static func phone(_ json: JSON?) throws(ControlRefusal) -> String {
        guard let phone = json?.looseText.flatMap(PhoneDigits.parse) else {
            throw .notValid("phone", "A number with its country code, 7 to 15 digits.")
        }
        return phone
    }

    private static func identity(_ name: String) throws(ControlRefusal) -> Customer.Identity {
        guard let identity = Customer.Identity(rawValue: name) else {
            throw .notValid("identity", "both, phone or user_id.")
        }
        return identity
    }
}
