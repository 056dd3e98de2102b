package import Foundation

/// Takes a webhook's body apart.
///
/// Nothing is thrown away: what cannot be read is an item of its own, and its neighbours are not touched.
package enum WebhookBatch {
    /// The body is not a webhook at all.
    package enum Malformed: Error, Sendable {
        case notJSON
        case noEntries
    }

    /// Takes a body apart.
    ///
    /// - Parameters:
    ///   - body: The bytes received.
    ///   - receivedAtMs: When, Unix milliseconds: the time of what tells none that can be read.
    /// - Returns: Its items in order.
    /// - Throws: ``Malformed``.
    package static func items(of body: Data, receivedAtMs: Int64) throws(Malformed) -> [WebhookItem] {
        // Whatever the parser says, the answer is the same.
        guard let json = try? JSONDecoder().decode(JSONValue.self, from: body) else { throw .notJSON }
        guard case .array(let entries) = json["entry"] else { throw .noEntries }
        return entries.flatMap { entry in
            let origin = Origin(
                wabaID: entry["id"].id ?? "",
                toldAtMs: entry["time"].int.flatMap(ProviderTime.milliseconds).map { min($0, receivedAtMs) },
                receivedAtMs: receivedAtMs
            )
            return entry["changes"].items.flatMap { items(of: $0, from: origin) }
        }
    }

    /// Reads an item of the field `messages` again that was kept by itself.
    ///
    /// - Parameters:
    ///   - raw: The item as it came.
    ///   - receivedAtMs: When, Unix milliseconds.
    /// - Returns: What it tells; of its sender only what stands in itself.
    package static func content(ofKept raw: JSONValue, receivedAtMs: Int64) -> WebhookItem.Content {
        if !raw["status"].isNull {
            return MessageStatus(raw, receivedAtMs: receivedAtMs).map(WebhookItem.Content.status) ?? .other
        }
        return InboundMessage(raw, contact: .null, receivedAtMs: receivedAtMs).map(WebhookItem.Content.message)
            ?? .other
    }

    /// What the items of an entry have in common.
    private struct Origin {
        let wabaID: String
        let toldAtMs: Int64?
        let receivedAtMs: Int64
    }

    private static func items(of change: JSONValue, from origin: Origin) -> [WebhookItem] {
        let field = change["field"].text ?? ""
        let value = change["value"]
        let phoneNumberID = value["metadata"]["phone_number_id"].id
        func item(_ content: WebhookItem.Content, _ raw: JSONValue) -> WebhookItem {
            WebhookItem(
                wabaID: origin.wabaID,
                toldAtMs: origin.toldAtMs,
                phoneNumberID: phoneNumberID,
                field: field,
                content: content,
                raw: raw
            )
        }
        switch field {
        case "messages":
            let contacts = value["contacts"].items
            var items = value["messages"].items.enumerated().map { index, raw in
                let contact = contact(of: raw, at: index, among: contacts)
                let message = InboundMessage(raw, contact: contact, receivedAtMs: origin.receivedAtMs)
                return item(message.map(WebhookItem.Content.message) ?? .other, raw)
            }
            items += value["statuses"].items.map { raw in
                let status = MessageStatus(raw, receivedAtMs: origin.receivedAtMs)
                return item(status.map(WebhookItem.Content.status) ?? .other, raw)
            }
            items += value["errors"].items.map { item(.other, $0) }
            return items.isEmpty ? [item(.other, value)] : items
        case "message_template_status_update":
            return [item(TemplateStatusUpdate(value).map(WebhookItem.Content.templateStatus) ?? .other, value)]
        case "template_category_update":
            return [item(TemplateCategoryUpdate(value).map(WebhookItem.Content.templateCategory) ?? .other, value)]
        case "message_template_quality_update":
            return [item(TemplateQualityUpdate(value).map(WebhookItem.Content.templateQuality) ?? .other, value)]
        case "user_preferences":
            let contacts = value["contacts"].items
            let items = value["user_preferences"].items.enumerated().map { index, raw in
                let contact = contacts.indices.contains(index) ? contacts[index] : .null
                return item(PreferenceUpdate(raw, contact: contact).map(WebhookItem.Content.preference) ?? .other, raw)
            }
            return items.isEmpty ? [item(.other, value)] : items
        default:
            return [item(AccountUpdate(field: field, value).map(WebhookItem.Content.account) ?? .other, value)]
        }
    }

    /// A message and its sender are matched by number, then by user id, then by place where nothing contradicts that.
    ///
    /// Source: wire reference 5.3.
    private static func contact(of message: JSONValue, at index: Int, among contacts: [JSONValue]) -> JSONValue {
        if let from = message["from"].text, let match = contacts.first(where: { $0["wa_id"].text == from }) {
            return match
        }
        if let user = message["from_user_id"].text, let match = contacts.first(where: { $0["user_id"].text == user }) {
            return match
        }
        guard contacts.indices.contains(index) else { return .null }
        let contact = contacts[index]
        let isOther = [("from", "wa_id"), ("from_user_id", "user_id")].contains { own, theirs in
            guard let own = message[own].text, let theirs = contact[theirs].text else { return false }
            return own != theirs
        }
        return isOther ? .null : contact
    }
}

extension MessageStatus {
    init?(_ raw: JSONValue, receivedAtMs: Int64) {
        guard let wamid = raw["id"].text, let status = raw["status"].text else { return nil }
        self.wamid = wamid
        self.status = status
        atMs = raw["timestamp"].int.flatMap(ProviderTime.milliseconds) ?? receivedAtMs
        callbackData = raw["biz_opaque_callback_data"].text
        recipientWAID = raw["recipient_id"].text
        recipientUserID = raw["recipient_user_id"].text
        errorCode = raw["errors"].items.first?["code"].int.map(Int.init)
    }
}

extension TemplateStatusUpdate {
    init?(_ value: JSONValue) {
        guard let id = value["message_template_id"].id, let event = value["event"].text else { return nil }
        templateID = id
        name = value["message_template_name"].text ?? ""
        language = (value["message_template_language"].text ?? "").replacing("-", with: "_")
        self.event = event
        let reason = value["rejection_info"]["reason"].text ?? value["reason"].text
        self.reason = reason == "NONE" ? nil : reason
    }
}

extension TemplateCategoryUpdate {
    init?(_ value: JSONValue) {
        // A notice of a change to come names the present category as the new one, and a correct one beside it.
        guard let id = value["message_template_id"].id, let category = value["new_category"].text,
            value["correct_category"].isNull
        else { return nil }
        templateID = id
        newCategory = category
    }
}

extension TemplateQualityUpdate {
    init?(_ value: JSONValue) {
        guard let id = value["message_template_id"].id, let quality = value["new_quality_score"].text else {
            return nil
        }
        templateID = id
        self.quality = quality
    }
}

extension PreferenceUpdate {
    init?(_ raw: JSONValue, contact: JSONValue) {
        guard let category = raw["category"].text, let value = raw["value"].text, value == "stop" || value == "resume",
            let atMs = raw["timestamp"].int.flatMap(ProviderTime.milliseconds)
        else { return nil }
        waID = raw["wa_id"].text ?? contact["wa_id"].text
        userID = raw["user_id"].text ?? contact["user_id"].text
        self.category = category
        isStopped = value == "stop"
        self.atMs = atMs
    }
}
