/// What customers write on their phones.
extension World {
    /// A customer writes, or taps a button.
    ///
    /// - Parameters:
    ///   - body: `from` with `text`, `button_text` (and `context`), or `type` with the object of that name.
    ///   - nowMs: The simulator's time.
    /// - Returns: The new message's id and its chat.
    /// - Throws: ``ControlRefusal`` when the customer is unknown or nothing is said.
    @discardableResult
    mutating func receive(_ body: JSON, nowMs: Int64) throws(ControlRefusal) -> (id: String, key: Conversation.Key) {
        guard let from = body["from"]?.looseText else { throw .notValid("from", "A customer's number or user id.") }
        guard let customer = customers.find(from) else { throw .notFound("There is no customer \(from).") }
        guard let number = body["phone_number_id"]?.looseText.map({ number($0) }) ?? numbers.first else {
            throw .notFound("There is no such business number.")
        }
        let key = Conversation.Key(numberID: number.id, userID: customer.userID)
        var said = try inbound(body, from: customer, in: key, number: number, nowMs: nowMs)
        said.addReferral(body["referral"])
        openConversation(key)
        let id = ids.messageID(digits: customer.waID, direction: .inbound)
        // Whom the business has blocked is not heard.
        let isHeard = !number.blocked.contains(customer.userID)
        keepInbound(said, id: id, in: key, isHeard: isHeard, nowMs: nowMs)
        guard isHeard else { return (id, key) }
        var members: [JSON.Member] = JSON.object([
            "from": .optional(customer.visibleWaID), "from_user_id": .optional(customer.visibleUserID),
            "id": .string(id), "timestamp": .string(String(nowMs / 1000)), "type": .string(said.type),
        ]).fields
        members += said.members
        let head = said.type == "system" ? [] : contacts(customer)
        postMessagesField(number, head + [("messages", .array([.members(members)]))])
        return (id, key)
    }

    /// Many at once, in as few POSTs as Meta's limits allow.
    ///
    /// - Parameters:
    ///   - body: `count`, `from` (or as many new customers as there are messages), `text`.
    ///   - nowMs: The simulator's time.
    /// - Returns: How many messages there are.
    /// - Throws: ``ControlRefusal`` for a count out of range or an unknown customer.
    mutating func receiveBurst(_ body: JSON, nowMs: Int64) throws(ControlRefusal) -> Int {
        guard let count = body["count"]?.looseInteger, (1...5000).contains(count) else {
            throw .notValid("count", "From 1 to 5000.")
        }
        isBundling = true
        defer {
            sendBundles(isForced: true)
            isBundling = false
        }
        let senders = body["senders"]?.looseInteger ?? 0
        for index in 0..<count {
            var from = body["from"]
            if from == nil {
                let phone = "9055577\(10_000 + index % max(1, min(senders, 400)))"
                if customers.find(phone) == nil {
                    _ = try addCustomer(.object(["name": .string("Customer \(phone)"), "phone": .string(phone)]))
                }
                from = .string(phone)
            }
            let text = "\(body["text"]?.text ?? "Message") \(index + 1)"
            try receive(.object(["from": from, "text": .string(text)]), nowMs: nowMs)
        }
        return Int(count)
    }

    /// What the phone shows from now on.
    private mutating func keepInbound(
        _ said: InboundContent,
        id: String,
        in key: Conversation.Key,
        isHeard: Bool,
        nowMs: Int64
    ) {
        switch said.effect {
        case .react(let target, let emoji): conversations[key]?.change(target) { $0.reaction = emoji }
        case .edit(let target, let text):
            conversations[key]?.change(target) { message in
                message.text = text
                message.isEdited = true
            }
        case .revoke(let target): conversations[key]?.change(target) { $0.isDeleted = true }
        case nil: break
        }
        // An edit and a revocation change a bubble and are none.
        if InboundContent.silent.contains(said.type) { return }
        var message = Message(id: id, direction: .inbound, type: said.type, atMs: nowMs, text: said.text)
        message.context = said.context
        message.attachment = said.attachment
        message.content = said.object
        message.isForwarded = said.isForwarded ? true : nil
        conversations[key]?.append(message)
        let opens = said.type != "reaction" || settings.reactionOpensWindow
        if said.isReferred { conversations[key]?.referredMs = nowMs }
        if opens, isHeard, said.type != "system" { conversations[key]?.lastInboundMs = nowMs }
    }

    private mutating func inbound(
        _ body: JSON,
        from customer: Customer,
        in key: Conversation.Key,
        number: BusinessNumber,
        nowMs: Int64
    ) throws(ControlRefusal) -> InboundContent {
        if let label = body["button_text"]?.text { return try tap(label, body, in: key, number: number) }
        let quoted = body["context"]?.text ?? body["context"]?["id"]?.text
        var content = try InboundContent(body)
        content.context = quoted
        let forwarded = body["forwarded"]?.text ?? (body["forwarded"]?.looseFlag == true ? "forwarded" : nil)
        content.isForwarded = forwarded != nil
        if quoted != nil || forwarded != nil {
            let author = conversations[key]?.find(quoted ?? "")?.direction == .inbound
            let from = author ? customer.visibleWaID : number.digits
            var context = JSON.object([
                "from": quoted == nil ? nil : .optional(from), "id": .optional(quoted),
                "forwarded": forwarded == "forwarded" ? .bool(true) : nil,
                "frequently_forwarded": forwarded == "frequently" ? .bool(true) : nil,
            ])
            if let product = body["context"]?["referred_product"] {
                context = context.setting("referred_product", product)
            }
            content.members.insert(JSON.Member(name: "context", value: context), at: 0)
        }
        try attach(body, to: &content, number: number, nowMs: nowMs)
        return content
    }

    /// Gives a media object what a webhook says of its file: one that was uploaded, one in the body, or a sample.
    private mutating func attach(
        _ body: JSON,
        to content: inout InboundContent,
        number: BusinessNumber,
        nowMs: Int64
    ) throws(ControlRefusal) {
        guard let kind = MediaRules.Kind(rawValue: content.type) else { return }
        var object = content.members.last { $0.name == content.type }?.value ?? .members([])
        var file = object["id"]?.looseText.flatMap { media.find($0, nowMs: nowMs) }
        if file == nil, object["id"] == nil {
            let new = try samples.file(object, kind)
            file = keep(new, numberID: number.id, lifetimeMs: MediaShelf.receivedMs, nowMs: nowMs)
        }
        content.attachment = Message.Attachment(kind: kind, id: object["id"]?.looseText)
        content.attachment?.isVoice = object["voice"]?.looseFlag
        content.attachment?.fileName = object["filename"]?.text
        content.attachment?.type = object["mime_type"]?.text
        if let file {
            content.attachment?.take(file)
            object = described(file, kind, object, nowMs: nowMs)
        }
        content.members.removeAll { $0.name == content.type }
        content.members.append(JSON.Member(name: content.type, value: object))
    }

    private func described(_ file: StoredMedia, _ kind: MediaRules.Kind, _ object: JSON, nowMs: Int64) -> JSON {
        let name = kind == .document ? object["filename"]?.text ?? file.fileName : nil
        let url = settings.mediaURLInWebhooks ? media.address(of: file.id, origin: origin, nowMs: nowMs) : nil
        let isAnimated = kind == .sticker ? MediaRules.isAnimated(file.content) : nil
        return .object([
            "caption": object["caption"], "filename": .optional(name),
            "mime_type": .string(file.type), "sha256": .string(Base64.encode(file.digest)), "id": .string(file.id),
            "url": .optional(url), "voice": kind == .audio ? .bool(object["voice"]?.looseFlag ?? false) : nil,
            "animated": isAnimated.map(JSON.bool),
        ])
    }

    /// A tap on a button of the message quoted, or of the newest one that has such a button.
    private func tap(
        _ label: String,
        _ body: JSON,
        in key: Conversation.Key,
        number: BusinessNumber
    ) throws(ControlRefusal) -> InboundContent {
        let wanted = body["context"]?.text ?? body["context"]?["id"]?.text
        let id = body["button_id"]?.text
        func isMeant(_ button: Message.Button) -> Bool {
            button.text == label && button.kind.answers && (id == nil || button.value == id)
        }
        let message = conversations[key]?.messages.last { message in
            message.direction == .outbound && (wanted == nil || message.id == wanted)
                && message.buttons.contains(where: isMeant)
        }
        guard let message, let button = message.buttons.first(where: isMeant) else {
            throw .notFound("No message in this chat has a button \(label).")
        }
        let context = JSON.object(["from": .string(number.digits), "id": .string(message.id)])
        var content = InboundContent(tap: button, answer: body["response"])
        content.context = message.id
        content.members.insert(JSON.Member(name: "context", value: context), at: 0)
        return content
    }
}
