/// What webhooks say, and to whom.
extension World {
    /// Posts a change of the field `messages`.
    mutating func postMessagesField(_ number: BusinessNumber, _ members: [(String, JSON)]) {
        let metadata = JSON.object([
            "display_phone_number": .string(number.digits), "phone_number_id": .string(number.id),
        ])
        var value = JSON.object(["messaging_product": .string("whatsapp"), "metadata": metadata]).fields
        value += members.map { JSON.Member(name: $0.0, value: $0.1) }
        post(field: "messages", value: .members(value), number: number, timeMs: nil)
    }

    mutating func postTemplateStatus(
        _ template: MessageTemplate,
        event: String,
        reason: JSON,
        _ extra: [(String, JSON)] = [],
        nowMs: Int64
    ) {
        let members: [(String, JSON)] = [
            ("message_template_category", .string(template.category)), ("event", .string(event)), ("reason", reason),
        ]
        postTemplateField("message_template_status_update", template, members + extra, nowMs: nowMs)
    }

    /// Template ids are integers here, unlike in answers.
    mutating func postTemplateField(
        _ field: String,
        _ template: MessageTemplate,
        _ members: [(String, JSON)],
        nowMs: Int64
    ) {
        var value = JSON.object([
            "message_template_id": .integer(template.id), "message_template_name": .string(template.name),
            "message_template_language": .string(template.language),
        ]).fields
        value += members.map { JSON.Member(name: $0.0, value: $0.1) }
        post(field: field, value: .members(value), number: nil, timeMs: nowMs)
    }

    /// Puts a change in its envelope and hands it over for sending.
    ///
    /// - Parameters:
    ///   - field: What kind of change.
    ///   - value: The change.
    ///   - number: The number it is about, whose override address is preferred.
    ///   - timeMs: `entry[].time`, which only fields about the account have.
    mutating func post(field: String, value: JSON, number: BusinessNumber?, timeMs: Int64?) {
        let known = number.flatMap { self.number($0.id) }
        guard let url = subscription.url(field: field, number: known, overridesGetAll: settings.overrideGetsAllFields)
        else { return }
        let change = JSON.object(["value": value, "field": .string(field)])
        let entry = JSON.object([
            "id": .string(account.wabaID), "time": timeMs.map { .integer($0 / 1000) }, "changes": .array([change]),
        ])
        let envelope = JSON.object(["object": .string("whatsapp_business_account"), "entry": .array([entry])])
        let bytes = envelope.bytes
        let copies = settings.duplicateWebhooks.take() ? 2 : 1
        let isDropped = settings.dropWebhooks.take()
        for _ in 0..<copies {
            postOffice.post(bytes, field: field, to: url, isDropped: isDropped, realMs: realMs)
        }
    }
}
