/// What webhooks say, and to whom.
extension World {
    /// Posts a change of the field `messages`.
    mutating func postMessagesField(_ number: BusinessNumber, _ members: [(String, JSON)]) {
        postField("messages", number, members)
    }

    /// Posts a change of a field that is about a number and the people it talks to.
    mutating func postField(_ field: String, _ number: BusinessNumber, _ members: [(String, JSON)]) {
        let metadata = JSON.object([
            "display_phone_number": .string(number.digits), "phone_number_id": .string(number.id),
        ])
        var value = JSON.object(["messaging_product": .string("whatsapp"), "metadata": metadata]).fields
        value += members.map { JSON.Member(name: $0.0, value: $0.1) }
        post(field: field, value: .members(value), number: number, timeMs: nil)
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
        guard let account = owner(of: String(template.id), nowMs: nowMs) else { return }
        post(field: field, value: .members(value), of: account, number: nil, timeMs: nowMs)
    }

    /// The `contacts` of a webhook, unless a scenario leaves them out.
    func contacts(_ customer: Customer) -> [(String, JSON)] {
        settings.omitContacts ? [] : [("contacts", .array([customer.contact]))]
    }

    /// Hands a change about a number over for sending.
    mutating func post(field: String, value: JSON, number: BusinessNumber, timeMs: Int64?) {
        guard let account = account(of: number) else { return }
        post(field: field, value: value, of: account, number: self.number(number.id), timeMs: timeMs)
    }

    /// Hands a change over for sending, alone or with others.
    ///
    /// - Parameters:
    ///   - field: What kind of change.
    ///   - value: The change.
    ///   - account: Whose change it is.
    ///   - number: The number it is about, whose override address is preferred.
    ///   - timeMs: `entry[].time`, which only fields about the account have.
    private mutating func post(
        field: String,
        value: JSON,
        of account: Account,
        number: BusinessNumber?,
        timeMs: Int64?
    ) {
        let url = account.url(
            field: field,
            number: number,
            applicationURL: applicationURL,
            overridesGetAll: settings.overrideGetsAllFields
        )
        guard let url else { return }
        let change = WebhookBundle.Change(account: account.id, field: field, value: value, timeMs: timeMs)
        if settings.batchMs > 0 || isBundling {
            bundles[url, default: WebhookBundle(dueMs: realMs + settings.batchMs)].add(change)
            if !isBundling { sendBundles() }
        } else {
            send([change], to: url)
        }
    }

    /// Sends what was collected for long enough, or is full.
    mutating func sendBundles(isForced: Bool = false) {
        for (url, bundle) in bundles where isForced || bundle.dueMs <= realMs || bundle.isFull {
            bundles[url] = nil
            for changes in bundle.posts { send(changes, to: url) }
        }
    }

    private mutating func send(_ changes: [WebhookBundle.Change], to url: String) {
        let bytes = WebhookBundle.envelope(changes).bytes
        let copies = settings.duplicateWebhooks.take() ? 2 : 1
        let isDropped = settings.dropWebhooks.take()
        let field = changes.first?.field ?? ""
        for _ in 0..<copies {
            let jitter = settings.webhookJitterMs > 0 ? ids.number(upTo: settings.webhookJitterMs) : 0
            let startMs = realMs + settings.webhookDelayMs + jitter
            postOffice.post(bytes, field: field, to: url, isDropped: isDropped, realMs: realMs, startMs: startMs)
        }
    }
}
