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
        var content = try content(of: body, to: recipient, nowMs: nowMs)
        content.callbackData = callbackData
        content.context = body["context"]?["message_id"]?.text
        try checkAttachment(content.attachment, nowMs: nowMs)
        return try accept(content, to: recipient, from: number, nowMs: nowMs)
    }

    /// Only a registered number of an account in good standing sends.
    private func checkStanding(of number: BusinessNumber) throws(GraphFailure) {
        switch settings.accountStanding {
        case .active: break
        case .restricted: throw GraphFailure(368, "The account is restricted from sending messages.")
        case .disabled: throw GraphFailure(131031, "The account has been disabled.")
        }
        switch number.standing.status {
        case "CONNECTED", "FLAGGED": return
        case "RESTRICTED", "RATE_LIMITED":
            throw GraphFailure(131048, "The number is restricted because people blocked or reported it.")
        case "BANNED": throw GraphFailure(131031, "The number has been banned.")
        default: throw GraphFailure(133010, "The account is not registered.")
        }
    }

    /// A file that was uploaded must still be there; what it is good for shows later.
    private func checkAttachment(_ attachment: Message.Attachment?, nowMs: Int64) throws(GraphFailure) {
        guard let attachment, let id = attachment.id, media.find(id, nowMs: nowMs) == nil else { return }
        throw GraphFailure(
            131009,
            "Param \(attachment.kind.rawValue)['id'] is not a valid whatsapp business account media attachment ID"
        )
    }

    private func content(of body: JSON, to recipient: Recipient, nowMs: Int64) throws(GraphFailure) -> MessageContent {
        let type = body["type"]?.text?.lowercased() ?? "text"
        guard type == "template" else { return try MessageContent.freeForm(type, body[type]) }
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

    /// What shows only after Meta has accepted it.
    private func lateRefusal(
        _ content: MessageContent,
        _ customer: Customer,
        _ key: Conversation.Key,
        nowMs: Int64
    ) -> (Int64, String?)? {
        if content.template?.category == "MARKETING", customer.refusesMarketing {
            return (131050, "The user has stopped marketing messages from this business.")
        }
        if customer.hasBlocked { return (131026, "Message Undeliverable.") }
        if let attachment = content.attachment, let id = attachment.id, let file = media.find(id, nowMs: nowMs),
            let fault = MediaRules.fault(of: file.content, type: file.type, kind: attachment.kind)
        {
            return (131053, fault)
        }
        if attachmentIsNoVoice(content, nowMs: nowMs) {
            return (131053, "A voice message is audio/ogg with the OPUS codec.")
        }
        guard let target = content.reactsTo else { return nil }
        let month: Int64 = 30 * 86_400_000
        guard let message = conversations[key]?.find(target), message.isDeleted != true, message.type != "reaction",
            nowMs - message.atMs <= month
        else { return (131009, "The message reacted to is unknown, deleted, a reaction itself or older than 30 days.") }
        return nil
    }

    private func attachmentIsNoVoice(_ content: MessageContent, nowMs: Int64) -> Bool {
        guard content.attachment?.isVoice == true, let id = content.attachment?.id else { return false }
        guard let file = media.find(id, nowMs: nowMs) else { return false }
        return MediaRules.base(file.type) != "audio/ogg"
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
        if let index = numbers.firstIndex(where: { $0.id == key.numberID }) {
            if !numbers[index].throughput.take(atMs: nowMs) {
                throw GraphFailure(130429, "Cloud API message throughput has been reached.")
            }
        }
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

    /// Blue ticks on the customer's messages, and typing if asked for.
    private mutating func markRead(
        _ body: JSON,
        status: JSON,
        by number: BusinessNumber,
        nowMs: Int64
    ) throws(GraphFailure) -> JSON {
        guard status.text == "read" else {
            throw GraphFailure(131009, "Param status must be one of {READ}.")
        }
        guard let id = body["message_id"]?.text, !id.isEmpty else {
            throw GraphFailure(131008, "Required parameter message_id is missing.")
        }
        let key = conversations.values.first { conversation in
            conversation.key.numberID == number.id && conversation.find(id)?.direction == .inbound
        }?.key
        guard let key, let message = conversations[key]?.find(id) else {
            throw GraphFailure(131009, "Message id is not valid.")
        }
        let older = conversations[key]?.messages.filter { $0.direction == .inbound && $0.atMs <= message.atMs } ?? []
        for message in older { conversations[key]?.change(message.id) { $0.isSeen = true } }
        if let indicator = body["typing_indicator"] {
            guard indicator["type"]?.text == "text" else {
                throw GraphFailure(131009, "Param typing_indicator['type'] must be one of {TEXT}.")
            }
            conversations[key]?.typingSinceMs = nowMs
        }
        return .object(["success": .bool(true)])
    }
}

/// Where a message goes.
enum Recipient: Sendable, Equatable {
    case phone(input: String, digits: String)
    case userID(String)
    /// A user id in `to`: accepted, and silently lost.
    case lost(String)

    init(_ body: JSON) throws(GraphFailure) {
        if let kind = body["recipient_type"], kind.text?.lowercased() != "individual" {
            throw GraphFailure(131009, "recipient_type: the simulator has no groups; use individual.")
        }
        if let to = body["to"], to != .null, to != .string("") {
            guard let input = to.looseText else { throw .parameter("Param to must be a string.") }
            if UserID.isSpeltLike(input) {
                self = .lost(input)
                return
            }
            guard let digits = PhoneDigits.parse(input) else {
                throw GraphFailure(131009, "Parameter 'to' is not a valid phone number.")
            }
            self = .phone(input: input, digits: digits)
            return
        }
        guard let recipient = body["recipient"]?.text, !recipient.isEmpty else {
            throw .parameter("The parameter to is required.")
        }
        guard UserID.isSpeltLike(recipient) else {
            throw GraphFailure(131009, "Parameter 'recipient' is not a valid business-scoped user id.")
        }
        self = .userID(recipient)
    }
}

/// Recipients whose number ends in an error code get that error.
enum MagicNumber {
    static func code(in phone: String) -> Int64? {
        guard phone.count > 6, let code = Int64(phone.suffix(6)), code >= 130_000 else { return nil }
        return FailureCatalogue.knows(code) ? code : nil
    }
}
