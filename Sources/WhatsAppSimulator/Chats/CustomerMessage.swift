/// What customers do on their phones.
extension World {
    /// A customer writes, or taps a button.
    ///
    /// - Parameters:
    ///   - body: `from` with `text`, `button_text` (and `context`), or `type` with the object of that name.
    ///   - nowMs: The simulator's time.
    /// - Returns: The new message's id and its chat.
    /// - Throws: ``ControlRefusal`` when the customer is unknown or nothing is said.
    mutating func receive(_ body: JSON, nowMs: Int64) throws(ControlRefusal) -> (id: String, key: Conversation.Key) {
        guard let from = body["from"]?.looseText else { throw .notValid("from", "A customer's number or user id.") }
        guard let customer = customers.find(from) else { throw .notFound("There is no customer \(from).") }
        guard let number = body["phone_number_id"]?.looseText.map({ number($0) }) ?? numbers.first else {
            throw .notFound("There is no such business number.")
        }
        let key = Conversation.Key(numberID: number.id, userID: customer.userID)
        let said = try inbound(body, from: customer, in: key, number: number)
        openConversation(key)
        let id = ids.messageID(digits: customer.waID, direction: .inbound)
        var members: [JSON.Member] = JSON.object([
            "from": .optional(customer.visibleWaID), "from_user_id": .optional(customer.visibleUserID),
            "id": .string(id), "timestamp": .string(String(nowMs / 1000)), "type": .string(said.type),
        ]).fields
        members += said.members
        var message = Message(id: id, direction: .inbound, type: said.type, atMs: nowMs, text: said.text)
        message.context = said.context
        conversations[key]?.append(message)
        if said.type != "reaction" || settings.reactionOpensWindow { conversations[key]?.lastInboundMs = nowMs }
        postMessagesField(
            number,
            [("contacts", .array([customer.contact])), ("messages", .array([.members(members)]))]
        )
        return (id, key)
    }

    private struct Said {
        let type: String
        let text: String
        let members: [JSON.Member]
        var context: String?
    }

    private func inbound(
        _ body: JSON,
        from customer: Customer,
        in key: Conversation.Key,
        number: BusinessNumber
    ) throws(ControlRefusal) -> Said {
        if let label = body["button_text"]?.text { return try tap(label, body, in: key, number: number) }
        let quoted = body["context"]?.text ?? body["context"]?["id"]?.text
        var context: [JSON.Member] = []
        if let quoted {
            let author = conversations[key]?.find(quoted)?.direction == .inbound ? customer.visibleWaID : number.digits
            let object = JSON.object(["from": .optional(author), "id": .string(quoted)])
            context = [JSON.Member(name: "context", value: object)]
        }
        let type = body["type"]?.text ?? "text"
        if type == "text" {
            guard let text = body["text"]?.text ?? body["text"]?["body"]?.text, !text.isEmpty else {
                throw .notValid("text", "What the customer writes.")
            }
            let object = JSON.Member(name: "text", value: .object(["body": .string(text)]))
            return Said(type: type, text: text, members: context + [object], context: quoted)
        }
        let own: Set<String> = ["from", "phone_number_id", "type", "context"]
        let members = body.fields.filter { !own.contains($0.name) }
        let text = body[type]?["caption"]?.text ?? body[type]?["emoji"]?.text ?? ""
        return Said(type: type, text: text, members: context + members, context: quoted)
    }

    /// A tap on a button of the message quoted, or of the newest one that has such a button.
    private func tap(
        _ label: String,
        _ body: JSON,
        in key: Conversation.Key,
        number: BusinessNumber
    ) throws(ControlRefusal) -> Said {
        let wanted = body["context"]?.text ?? body["context"]?["id"]?.text
        let message = conversations[key]?.messages.last { message in
            guard message.direction == .outbound, wanted == nil || message.id == wanted else { return false }
            return message.buttons.contains { $0.text == label && $0.kind != .url && $0.kind != .phone }
        }
        guard let message, let button = message.buttons.first(where: { $0.text == label }) else {
            throw .notFound("No message in this chat has a button \(label).")
        }
        let context = JSON.object(["from": .string(number.digits), "id": .string(message.id)])
        let type = button.kind == .quickReply ? "button" : "interactive"
        let object: JSON
        switch button.kind {
        case .row: object = Self.interactiveReply("list_reply", button)
        case .reply: object = Self.interactiveReply("button_reply", button)
        default: object = .object(["payload": .string(button.value), "text": .string(button.text)])
        }
        return Said(
            type: type,
            text: label,
            members: [JSON.Member(name: "context", value: context), JSON.Member(name: type, value: object)],
            context: message.id
        )
    }

    private static func interactiveReply(_ kind: String, _ button: Message.Button) -> JSON {
        let reply = JSON.object(["id": .string(button.value), "title": .string(button.text)])
        return .members([
            JSON.Member(name: "type", value: .string(kind)), JSON.Member(name: kind, value: reply),
        ])
    }

    /// Adds a customer.
    ///
    /// - Parameter body: `name`, `phone`, and perhaps `user_id`, `wa_id`, `username` and `identity`.
    /// - Returns: The customer.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func addCustomer(_ body: JSON) throws(ControlRefusal) -> Customer {
        guard let name = body["name"]?.text, !name.isEmpty, Check.length(name) <= 100 else {
            throw .notValid("name", "A name of at most 100 characters.")
        }
        guard let phone = body["phone"]?.looseText.flatMap(PhoneDigits.parse) else {
            throw .notValid("phone", "A number with its country code, 7 to 15 digits.")
        }
        guard let waID = PhoneDigits.parse(body["wa_id"]?.looseText ?? phone) else {
            throw .notValid("wa_id", "7 to 15 digits.")
        }
        guard let identity = Customer.Identity(rawValue: body["identity"]?.text ?? "both") else {
            throw .notValid("identity", "both, phone or user_id.")
        }
        let userID = body["user_id"]?.text ?? ids.userID(country: PhoneDigits.country(of: phone))
        guard UserID.isSpeltLike(userID) else { throw .notValid("user_id", "Like TR.9A1bC2d3E4f5.") }
        if customers.find(phone) != nil || customers.find(waID) != nil || customers.find(userID) != nil {
            throw .conflict("There is a customer with this number or user id.")
        }
        if customers.isFull { throw .conflict("The simulator keeps \(CustomerBook.maximum) customers at most.") }
        let customer = Customer(
            userID: userID,
            name: name,
            phone: phone,
            waID: waID,
            username: body["username"]?.text,
            identity: identity
        )
        customers.insert(customer)
        return customer
    }
}
