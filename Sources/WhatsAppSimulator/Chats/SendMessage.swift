/// What the business asks for by `POST /{PNID}/messages`.
extension World {
    /// Accepts a message or refuses it, and plans the statuses that follow.
    ///
    /// - Parameters:
    ///   - body: The request's body.
    ///   - number: The number that sends.
    ///   - nowMs: The simulator's time.
    /// - Returns: Meta's answer.
    /// - Throws: The refusal that Meta would answer with at once.
    mutating func send(_ body: JSON, from number: BusinessNumber, nowMs: Int64) throws(GraphFailure) -> JSON {
        guard let product = body["messaging_product"] else {
            throw .parameter("The parameter messaging_product is required.")
        }
        guard product.text == "whatsapp" else {
            throw .parameter("Param messaging_product must be one of {WHATSAPP} - got \"\(product.looseText ?? "")\".")
        }
        if let status = body["status"] { return try markRead(body, status: status, by: number, nowMs: nowMs) }
        let callbackData = body["biz_opaque_callback_data"]?.text
        if let callbackData, callbackData.unicodeScalars.count > 512 {
            throw GraphFailure(131009, "biz_opaque_callback_data must be at most 512 characters.")
        }
        try checkStanding(of: number)
        let recipient = try Recipient(body)
        if let context = body["context"], context != .null {
            _ = try Check.text(context, "message_id", of: "context", limit: 512)
        }
        var content = try content(of: body, to: recipient, from: number)
        content.callbackData = callbackData
        content.context = body["context"]?["message_id"]?.text
        try checkAttachment(content.attachment, of: number, nowMs: nowMs)
        return try accept(content, to: recipient, from: number, nowMs: nowMs)
    }

    private func content(
        of body: JSON,
        to recipient: Recipient,
        from number: BusinessNumber
    ) throws(GraphFailure) -> MessageContent {
        let type = body["type"]?.text?.lowercased() ?? "text"
        guard type == "template" else { return try MessageContent.freeForm(type, body[type]) }
        let templates = account(of: number)?.templates ?? TemplateShelf()
        let (template, rendered) = try templates.fill(body["template"])
        if case .userID = recipient, template.category == "AUTHENTICATION" {
            throw GraphFailure(131062, "Authentication templates can be sent to phone numbers only.")
        }
        return rendered
    }

    private mutating func accept(
        _ content: MessageContent,
        to recipient: Recipient,
        from number: BusinessNumber,
        nowMs: Int64
    ) throws(GraphFailure) -> JSON {
        guard let customer = findOrMakeCustomer(recipient) else {
            return acceptForNobody(content, to: recipient, from: number, nowMs: nowMs)
        }
        if customer.waID == number.digits { throw GraphFailure(131021, "Recipient cannot be the sender.") }
        if let allowed = settings.allowedRecipients, !allowed.contains(customer.phone) {
            throw GraphFailure(131030, "Recipient phone number not in allowed list: add it and try again.")
        }
        if number.blocked.contains(customer.userID) {
            throw GraphFailure(130403, "The business has blocked this user.")
        }
        let lateFailure = try plannedFailure(content, customer)
        let key = Conversation.Key(numberID: number.id, userID: customer.userID)
        openConversation(key)
        try keepRates(key, nowMs: nowMs)
        let isOpen = conversations[key]?.isWindowOpen(atMs: nowMs) ?? false
        var failure = lateFailure ?? lateRefusal(content, customer, key, nowMs: nowMs)
        if content.template == nil, !isOpen, failure == nil {
            let details =
                "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
            if settings.refusesClosedWindowAtOnce { throw GraphFailure(131047, details) }
            failure = (131047, details)
        }
        let id = ids.messageID(digits: customer.waID, direction: .outbound)
        store(content, id: id, in: key, isWindowOpen: isOpen, nowMs: nowMs)
        if failure == nil, let link = content.attachment?.link, let kind = content.attachment?.kind {
            fetch(LinkFetch(key: key, messageID: id, link: link, kind: kind), nowMs: nowMs)
        } else {
            plan(id, in: key, failure: failure, nowMs: nowMs)
        }
        return answer(to: recipient, customer: customer, message: id, content: content)
    }

    /// The failure that settings or the recipient's last digits ask for; those that Meta answers at once are thrown.
    private mutating func plannedFailure(
        _ content: MessageContent,
        _ customer: Customer
    ) throws(GraphFailure) -> (Int64, String?)? {
        var code = MagicNumber.code(in: customer.phone)
        // A template is what gets through when the window has closed.
        if code == 131047, content.template != nil { code = nil }
        var isLate: Bool?
        if settings.failure?.countdown.take() == true {
            code = settings.failure?.code
            isLate = settings.failure?.isLate
        }
        if settings.failure?.countdown.left == 0 { settings.failure = nil }
        guard let code else { return nil }
        let entry = FailureCatalogue.entry(code)
        guard isLate ?? entry.isLate else { throw GraphFailure(code, entry.title) }
        return (code, nil)
    }

    /// Has a link fetched, unless that was done in the last ten minutes.
    private mutating func fetch(_ fetch: LinkFetch, nowMs: Int64) {
        guard let file = media.cached(fetch.link, nowMs: nowMs),
            MediaRules.fault(of: file.content, type: file.type, kind: fetch.kind) == nil
        else {
            fetches.append(fetch)
            return
        }
        conversations[fetch.key]?.change(fetch.messageID) { $0.attachment?.take(file) }
        plan(fetch.messageID, in: fetch.key, failure: nil, nowMs: nowMs)
    }

    private mutating func keepRates(_ key: Conversation.Key, nowMs: Int64) throws(GraphFailure) {
        guard settings.enforcesRates else { return }
        var isWithinRate = true
        changeNumber(key.numberID) { isWithinRate = $0.throughput.take(atMs: nowMs) }
        guard isWithinRate else { throw GraphFailure(130429, "Cloud API message throughput has been reached.") }
        if conversations[key]?.pairBucket.take(atMs: nowMs) == false {
            throw GraphFailure(
                131056,
                "Too many messages sent from the sender phone number to the same recipient phone number "
                    + "in a short period of time."
            )
        }
    }

    private mutating func store(
        _ content: MessageContent,
        id: String,
        in key: Conversation.Key,
        isWindowOpen: Bool,
        nowMs: Int64
    ) {
        if let target = content.reactsTo {
            conversations[key]?.change(target) { $0.reaction = content.text.isEmpty ? nil : content.text }
        }
        var message = Message(id: id, direction: .outbound, type: content.type, atMs: nowMs, text: content.text)
        message.header = content.header
        message.footer = content.footer
        message.buttons = content.buttons
        message.listLabel = content.listLabel
        message.attachment = content.attachment
        if let id = content.attachment?.id, let file = media.find(id, nowMs: nowMs) { message.attachment?.take(file) }
        message.content = content.object
        message.context = content.context
        message.callbackData = content.callbackData
        message.templateName = content.template?.name
        message.category = content.template?.category.lowercased() ?? "service"
        if content.type != "reaction" { message.freeUntil = freeUntilMs(key, nowMs: nowMs).map { $0 / 1000 } }
        message.pricing = pricing(of: message, number: key.numberID, isWindowOpen: isWindowOpen, nowMs: nowMs)
        conversations[key]?.append(message)
        conversations[key]?.typingSinceMs = nil
    }

    /// Plans the statuses of a message; a reaction is sent and no more.
    mutating func plan(_ id: String, in key: Conversation.Key, failure: (Int64, String?)?, nowMs: Int64) {
        if let (code, details) = failure {
            agenda.add(.failure(key, id, code, details), dueMs: nowMs + (settings.sentDelayMs ?? 150))
            return
        }
        guard let sent = settings.sentDelayMs else { return }
        agenda.add(.status(key, id, .sent), dueMs: nowMs + sent)
        let isReaction = conversations[key]?.find(id)?.type == "reaction"
        guard let delivered = settings.deliveredDelayMs, !isReaction else { return }
        agenda.add(.status(key, id, .delivered), dueMs: nowMs + max(sent, delivered))
        guard let read = settings.readDelayMs else { return }
        agenda.add(.status(key, id, .read), dueMs: nowMs + max(sent, delivered, read))
    }

    private func answer(to recipient: Recipient, customer: Customer?, message: String, content: MessageContent) -> JSON
    {
        let contact: JSON
        switch recipient {
        case .phone(let input, let digits):
            contact = .object([
                "input": .string(input), "wa_id": .string(customer?.waID ?? digits),
                "user_id": .optional(customer?.visibleUserID),
            ])
        case .lost(let input):
            contact = .object(["input": .string(input), "wa_id": .string(input)])
        case .userID(let id):
            contact = .object(["input": .string(id), "user_id": .string(id)])
        }
        let status = content.template == nil ? nil : JSON.string("accepted")
        return .object([
            "messaging_product": .string("whatsapp"), "contacts": .array([contact]),
            "messages": .array([.object(["id": .string(message), "message_status": status])]),
        ])
    }

    /// A user id in `to` is never heard of again; one that nobody has is reported as undeliverable.
    private mutating func acceptForNobody(
        _ content: MessageContent,
        to recipient: Recipient,
        from number: BusinessNumber,
        nowMs: Int64
    ) -> JSON {
        let id = ids.messageID(digits: "00000000000", direction: .outbound)
        if case .userID(let userID) = recipient {
            agenda.add(
                .undeliverable(number.id, id, userID: userID, callbackData: content.callbackData),
                dueMs: nowMs + (settings.sentDelayMs ?? 150)
            )
        }
        return answer(to: recipient, customer: nil, message: id, content: content)
    }

    /// Who it goes to; whoever is written to at a number that nobody knew gets a phone.
    private mutating func findOrMakeCustomer(_ recipient: Recipient) -> Customer? {
        switch recipient {
        case .lost: return nil
        case .userID(let id): return customers.find(id)
        case .phone(_, let digits):
            if let known = customers.find(digits) { return known }
            if customers.isFull { return nil }
            let customer = Customer(
                userID: ids.userID(country: PhoneDigits.country(of: digits)),
                name: "+\(digits)",
                phone: digits,
                waID: digits,
                username: nil,
                identity: .both
            )
            customers.insert(customer)
            return customer
        }
    }
}
