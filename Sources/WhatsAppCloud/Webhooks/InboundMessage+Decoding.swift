extension InboundMessage {
    /// Reads a message; one without a time that can be read was sent when it came.
    init?(_ raw: JSONValue, contact: JSONValue, receivedAtMs: Int64) {
        guard let wamid = raw["id"].text else { return nil }
        self.wamid = wamid
        waID = raw["from"].text ?? contact["wa_id"].text
        userID = raw["from_user_id"].text ?? contact["user_id"].text
        profileName = contact["profile"]["name"].text
        // Meta writes it both ways.
        username = contact["profile"]["username"].text.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
        groupID = raw["group_id"].id
        sentAtMs = raw["timestamp"].int.flatMap(ProviderTime.milliseconds) ?? receivedAtMs
        let context = raw["context"]
        quotedWAMID = context["id"].text
        if context["frequently_forwarded"].bool == true {
            forwarding = .often
        } else {
            forwarding = context["forwarded"].bool == true ? .once : nil
        }
        referral = Referral(raw["referral"])
        content = Content(raw)
    }
}

extension InboundMessage.Content {
    /// Reads what a type promises; a message that does not keep the promise is one of another type.
    ///
    /// Source: wire reference 5.4.
    init(_ raw: JSONValue) {
        let type = raw["type"].text ?? "unknown"
        self = Self.read(type, raw) ?? .other(type: type)
    }

    private static func read(_ type: String, _ raw: JSONValue) -> Self? {
        let own = raw[type]
        switch type {
        case "text": return own["body"].text.map(Self.text)
        case "image", "video", "audio", "document", "sticker": return InboundMedia(type, own).map(Self.media)
        case "location": return InboundLocation(own).map(Self.location)
        case "contacts":
            let contacts = own.items.map(InboundContact.init)
            return contacts.isEmpty ? nil : .contacts(contacts)
        case "button":
            return own["text"].text.map { title in
                .choice(InboundChoice(id: own["payload"].text, title: title, description: nil))
            }
        case "interactive": return interactive(own)
        case "order": return .order(InboundOrder(own))
        case "reaction":
            let emoji = own["emoji"].text
            return own["message_id"].text.map { .reaction(emoji: emoji == "" ? nil : emoji, to: $0) }
        case "system": return .system(SystemNotice(own))
        case "edit":
            let message = own["message"]
            guard let original = own["original_message_id"].text, !message.isNull, message["type"].text != "edit" else {
                return nil
            }
            return .edit(of: original, Self(message))
        case "revoke": return own["original_message_id"].text.map(Self.revoke)
        case "unsupported", "unknown", "ephemeral":
            let code = raw["errors"].items.first?["code"].int.map(Int.init)
            return .unsupported(kind: raw["unsupported"]["type"].text, code: code)
        default: return nil
        }
    }

    private static func interactive(_ own: JSONValue) -> Self? {
        for name in ["button_reply", "list_reply"] {
            let reply = own[name]
            guard let title = reply["title"].text else { continue }
            return .choice(InboundChoice(id: reply["id"].id, title: title, description: reply["description"].text))
        }
        let form = own["nfm_reply"]
        guard !form.isNull else { return nil }
        // By the book it is JSON in text; an object has been seen, and so has neither.
        let answers = form["response_json"]
        return .form(body: form["body"].text ?? "", answers: answers.text ?? answers.json)
    }
}

extension InboundMedia {
    fileprivate init?(_ type: String, _ own: JSONValue) {
        // The id becomes part of an address.
        guard let kind = Kind(rawValue: type), let id = own["id"].id, !id.isEmpty,
            id.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || isAlphanumeric($0) })
        else { return nil }
        self.kind = kind
        self.id = id
        mimeType = own["mime_type"].text
        sha256 = own["sha256"].text
        caption = own["caption"].text
        fileName = own["filename"].text
        isVoice = own["voice"].bool ?? false
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}

extension InboundLocation {
    fileprivate init?(_ own: JSONValue) {
        guard let latitude = own["latitude"].double, let longitude = own["longitude"].double,
            (-90...90).contains(latitude), (-180...180).contains(longitude)
        else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        name = own["name"].text
        address = own["address"].text
    }
}

extension InboundContact {
    fileprivate init(_ own: JSONValue) {
        name = own["name"]["formatted_name"].text ?? own["name"]["first_name"].text
        phones = own["phones"].items.compactMap { phone in
            phone["phone"].text.map { Phone(number: $0, waID: phone["wa_id"].text) }
        }
        emails = own["emails"].items.compactMap { $0["email"].text }
        company = own["org"]["company"].text
    }
}

extension InboundOrder {
    fileprivate init(_ own: JSONValue) {
        text = own["text"].text
        items = own["product_items"].items.map { item in
            Item(
                product: item["product_retailer_id"].id ?? "",
                quantity: item["quantity"].double ?? 1,
                price: item["item_price"].double ?? 0,
                currency: item["currency"].text ?? ""
            )
        }
    }
}

extension SystemNotice {
    fileprivate init(_ own: JSONValue) {
        let kind = own["type"].text ?? ""
        let text = own["body"].text ?? ""
        switch kind {
        case "user_changed_number", "customer_changed_number":
            let waID = own["wa_id"].text ?? own["new_wa_id"].text
            self = waID.map { .changedNumber(waID: $0, text: text) } ?? .other(kind: kind, text: text)
        case "user_changed_user_id":
            self = own["user_id"].text.map { .changedUserID($0, text: text) } ?? .other(kind: kind, text: text)
        default: self = .other(kind: kind, text: text)
        }
    }
}

extension Referral {
    fileprivate init?(_ own: JSONValue) {
        guard let sourceType = own["source_type"].text else { return nil }
        self.sourceType = sourceType
        sourceURL = own["source_url"].text
        sourceID = own["source_id"].id
        headline = own["headline"].text
        body = own["body"].text
        clickID = own["ctwa_clid"].text
    }
}
