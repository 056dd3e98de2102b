/// How the control API shows things.
extension Customer {
    var json: JSON {
        .object([
            "user_id": .string(userID), "name": .string(name), "phone": .string("+\(phone)"), "wa_id": .string(waID),
            "username": .optional(username), "identity": .string(identity.rawValue),
        ])
    }
}

extension Message {
    var json: JSON {
        let shown = buttons.map { button in
            JSON.object([
                "kind": .string(button.kind.rawValue), "text": .string(button.text), "value": .string(button.value),
            ])
        }
        return .object([
            "id": .string(id), "direction": .string(direction.rawValue), "type": .string(type), "at_ms": .integer(atMs),
            "header": .optional(header), "text": .string(text), "footer": .optional(footer),
            "buttons": shown.isEmpty ? nil : .array(shown), "context": .optional(context),
            "template": .optional(templateName), "reaction": .optional(reaction),
            "status": direction == .outbound ? .string(status.rawValue) : nil,
            "seen": direction == .inbound ? .bool(isSeen) : nil, "error": failureCode.map(JSON.integer),
            "callback_data": .optional(callbackData),
        ])
    }
}

extension World {
    /// Everything at a glance.
    func overview(clock: SimulatorClock) -> JSON {
        let nowMs = clock.nowMs
        let chats = recent.reversed().compactMap { conversations[$0] }.map { summary($0, nowMs: nowMs) }
        let nodes = templates.all.map { $0.node }
        let numbers = numbers.map { number in
            JSON.object([
                "id": .string(number.id), "phone": .string(number.displayed), "name": .string(number.verifiedName),
                "override_callback_uri": .optional(number.overrideURL),
            ])
        }
        return .object([
            "now_ms": .integer(nowMs), "offset_ms": .integer(clock.offsetMs), "numbers": .array(numbers),
            "waba_id": .string(account.wabaID), "webhook_url": .string(subscription.appURL),
            "override_callback_uri": .optional(subscription.accountURL), "subscribed": .bool(subscription.isActive),
            "settings": settings.json, "templates": .array(nodes), "customers": .array(customers.all.map(\.json)),
            "conversations": .array(chats),
        ])
    }

    func conversationJSON(_ key: Conversation.Key, nowMs: Int64) -> JSON {
        let conversation = conversations[key] ?? Conversation(key: key)
        let messages = conversation.messages.map(\.json)
        return summary(conversation, nowMs: nowMs).setting("messages", .array(messages))
    }

    private func summary(_ conversation: Conversation, nowMs: Int64) -> JSON {
        let unread = conversation.messages.count { $0.direction == .outbound && $0.status == .delivered }
        let isTyping = conversation.typingSinceMs.map { nowMs - $0 < 25_000 } ?? false
        return .object([
            "phone_number_id": .string(conversation.key.numberID), "customer": .string(conversation.key.userID),
            "name": .optional(customers.find(conversation.key.userID)?.name),
            "unread": .integer(Int64(unread)), "typing": .bool(isTyping),
            "window_open": .bool(conversation.isWindowOpen(atMs: nowMs)),
            "window_closes_ms": conversation.lastInboundMs.map { .integer($0 + 86_400_000) },
            "last": conversation.messages.last { $0.type != "reaction" }?.json,
        ])
    }
}
