import Foundation

/// How far messages of the business come, and what is told about it.
extension World {
    /// Moves a message forward and posts the webhook; never back.
    mutating func advanceStatus(of id: String, in key: Conversation.Key, to status: Message.Status, atMs: Int64) {
        guard let message = conversations[key]?.find(id), message.status.rank < status.rank else { return }
        conversations[key]?.change(id) { $0.status = status }
        if status == .delivered, message.type != "template", let name = month(of: atMs, number: key.numberID) {
            servicesDelivered[name, default: 0] += 1
        }
        let pricing = [.sent, .delivered].contains(status) ? message.pricing : nil
        postStatus(message, in: key, status: status.rawValue, pricing: pricing, errors: nil, atMs: atMs)
    }

    mutating func failMessage(_ id: String, in key: Conversation.Key, code: Int64, details: String?, atMs: Int64) {
        guard let message = conversations[key]?.find(id), message.status == .accepted else { return }
        conversations[key]?.change(id) { message in
            message.status = .failed
            message.failureCode = code
        }
        let errors = JSON.array([FailureCatalogue.webhookError(code, details: details)])
        postStatus(message, in: key, status: "failed", pricing: nil, errors: errors, atMs: atMs)
    }

    mutating func reportUndeliverable(
        _ id: String,
        by numberID: String,
        userID: String,
        callbackData: String?,
        atMs: Int64
    ) {
        guard let number = number(numberID) else { return }
        let status = JSON.object([
            "id": .string(id), "status": .string("failed"), "timestamp": .string(String(atMs / 1000)),
            "recipient_user_id": .string(userID), "biz_opaque_callback_data": .optional(callbackData),
            "errors": .array([FailureCatalogue.webhookError(131026, details: nil)]),
        ])
        postMessagesField(number, [("statuses", .array([status]))])
    }

    /// The customer looks at the chat: everything that was delivered is read.
    mutating func readConversation(_ key: Conversation.Key, nowMs: Int64) -> Int {
        let unread = (conversations[key]?.messages ?? []).filter { message in
            message.direction == .outbound && message.status == .delivered
        }
        for message in unread { advanceStatus(of: message.id, in: key, to: .read, atMs: nowMs) }
        return unread.count
    }

    /// A status on request: one of the ladder, `failed` with its code, or one of the rare ones, which change nothing else.
    ///
    /// - Parameters:
    ///   - body: `message_id`, `status`, and for `failed` a `code`.
    ///   - nowMs: The simulator's time.
    /// - Throws: ``ControlRefusal`` for an unknown message or status.
    mutating func reportStatus(_ body: JSON, nowMs: Int64) throws(ControlRefusal) {
        let id = body["message_id"]?.text ?? ""
        let found = conversations.values.first { $0.find(id)?.direction == .outbound }
        guard let key = found?.key, let message = conversations[key]?.find(id) else {
            throw .notFound("There is no message \(id) of the business.")
        }
        switch body["status"]?.text ?? "" {
        case "failed":
            let code = body["code"]?.looseInteger ?? 131026
            guard FailureCatalogue.knows(code) else { throw .notValid("code", "A code that the simulator knows.") }
            conversations[key]?.change(id) { message in
                message.status = .failed
                message.failureCode = code
            }
            let errors = JSON.array([FailureCatalogue.webhookError(code, details: body["details"]?.text)])
            postStatus(message, in: key, status: "failed", pricing: nil, errors: errors, atMs: nowMs)
        case "deleted", "warning":
            let status = body["status"]?.text ?? ""
            if status == "deleted" { conversations[key]?.change(id) { $0.isDeleted = true } }
            postStatus(message, in: key, status: status, pricing: nil, errors: nil, atMs: nowMs)
        case let name:
            guard let status = Message.Status(rawValue: name), status != .accepted else {
                throw .notValid("status", "sent, delivered, read, played, failed, deleted or warning.")
            }
            conversations[key]?.change(id) { message in
                if message.status.rank < status.rank { message.status = status }
            }
            let pricing = [.sent, .delivered].contains(status) ? message.pricing : nil
            postStatus(message, in: key, status: name, pricing: pricing, errors: nil, atMs: nowMs)
        }
    }

    private mutating func postStatus(
        _ message: Message,
        in key: Conversation.Key,
        status: String,
        pricing: JSON?,
        errors: JSON?,
        atMs: Int64
    ) {
        guard let number = number(key.numberID), let customer = customers.find(key.userID) else { return }
        let object = JSON.object([
            "id": .string(message.id), "status": .string(status),
            "timestamp": .string(String(atMs / 1000)), "recipient_id": .optional(customer.visibleWaID),
            "recipient_user_id": .optional(customer.visibleUserID),
            "biz_opaque_callback_data": .optional(message.callbackData),
            "conversation": conversation(of: message, in: key, status: status), "pricing": pricing, "errors": errors,
        ])
        var members: [(String, JSON)] = []
        if status != "failed" || settings.contactsOnFailed { members += contacts(customer) }
        members.append(("statuses", .array([object])))
        postMessagesField(number, members)
    }

    // MARK: - Pricing

    /// How long everything is free after the first answer to somebody who came from an advertisement.
    private static let freeMs: Int64 = 72 * 3_600_000

    /// Opens the free conversation with the first answer within a day; says until when this message is free.
    mutating func freeUntilMs(_ key: Conversation.Key, nowMs: Int64) -> Int64? {
        guard let chat = conversations[key] else { return nil }
        if let until = chat.freeUntilMs, nowMs < until { return until }
        guard let referredMs = chat.referredMs, nowMs < referredMs + 86_400_000 else { return nil }
        conversations[key]?.referredMs = nil
        conversations[key]?.freeUntilMs = nowMs + Self.freeMs
        return nowMs + Self.freeMs
    }

    /// Only free conversations have one; its end stands in `sent`.
    private func conversation(of message: Message, in key: Conversation.Key, status: String) -> JSON? {
        guard let end = message.freeUntil, status != "failed" else { return nil }
        let id = NewMedia.digest(of: "\(key.numberID) \(key.userID) \(end)").prefix(16)
        return .object([
            "id": .string(id.map { Hex.encode($0) }.joined()),
            "expiration_timestamp": status == "sent" ? .string(String(end)) : nil,
            "origin": .object(["type": .string("referral_conversion")]),
        ])
    }

    /// The first thousand service messages of a number and month are free.
    private static let freeServices = 1000
    /// 1 October 2026: messages inside the service window cost as well.
    private static let serviceIsBilledFromMs: Int64 = 1_790_812_800_000

    /// The `pricing` object; reactions have none.
    func pricing(of message: Message, number: String, isWindowOpen: Bool, nowMs: Int64) -> JSON? {
        guard message.type != "reaction" else { return nil }
        if message.freeUntil != nil {
            return .object([
                "billable": .bool(false), "pricing_model": .string("PMP"), "type": .string("free_entry_point"),
                "category": .string("referral_conversion"),
            ])
        }
        let isBilledInside = nowMs >= Self.serviceIsBilledFromMs
        let isFree: Bool
        if message.type == "template" {
            isFree = message.category == "utility" && isWindowOpen && !isBilledInside
        } else {
            let delivered = month(of: nowMs, number: number).flatMap { servicesDelivered[$0] } ?? 0
            isFree = !isBilledInside || delivered < Self.freeServices
        }
        return .object([
            "billable": .bool(!isFree), "pricing_model": .string("PMP"),
            "type": .string(isFree ? "free_customer_service" : "regular"), "category": .string(message.category),
        ])
    }

    private func month(of atMs: Int64, number: String) -> String? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month], from: Date(timeIntervalSince1970: Double(atMs) / 1000))
        guard let year = parts.year, let month = parts.month else { return nil }
        return "\(number) \(year)-\(month)"
    }
}
