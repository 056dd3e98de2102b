import NIOCore

/// How the control API shows things.
extension Customer {
    var json: JSON {
        .object([
            "user_id": .string(userID), "name": .string(name), "phone": .string("+\(phone)"), "wa_id": .string(waID),
            "username": .optional(username), "identity": .string(identity.rawValue),
            "marketing": .string(refusesMarketing ? "stop" : "resume"), "blocks": .bool(hasBlocked),
        ])
    }
}

extension Account {
    var json: JSON {
        .object([
            "id": .string(id), "name": .string(name), "override_callback_uri": .optional(overrideURL),
            "subscribed": .bool(isSubscribed),
        ])
    }
}

extension Message {
    func json(_ media: MediaShelf, nowMs: Int64) -> JSON {
        let shown = buttons.map { button in
            JSON.object([
                "kind": .string(button.kind.rawValue), "text": .string(button.text), "value": .string(button.value),
                "detail": .optional(button.detail), "section": .optional(button.section),
            ])
        }
        let content = JSON.object([
            "id": .string(id), "direction": .string(direction.rawValue), "type": .string(type), "at_ms": .integer(atMs),
            "header": .optional(header), "text": .string(text), "footer": .optional(footer),
            "buttons": shown.isEmpty ? nil : .array(shown), "list": .optional(listLabel), "content": content,
            "media": attachment.map { $0.json(media, nowMs: nowMs) },
        ])
        let facts = JSON.object([
            "context": .optional(context), "template": .optional(templateName), "reaction": .optional(reaction),
            "status": direction == .outbound ? .string(status.rawValue) : nil,
            "seen": direction == .inbound ? .bool(isSeen) : nil, "error": failureCode.map(JSON.integer),
            "callback_data": .optional(callbackData), "deleted": isDeleted.map(JSON.bool),
            "edited": isEdited.map(JSON.bool), "forwarded": isForwarded.map(JSON.bool),
        ])
        return .members(content.fields + facts.fields)
    }
}

extension Message.Attachment {
    func json(_ media: MediaShelf, nowMs: Int64) -> JSON {
        let file = id.flatMap { media.find($0, nowMs: nowMs) }
        return .object([
            "kind": .string(kind.rawValue), "id": .optional(id), "link": .optional(link),
            "mime_type": .optional(type), "filename": .optional(fileName), "voice": isVoice.map(JSON.bool),
            "size": file.map { .integer(Int64($0.content.readableBytes)) }, "available": .bool(file != nil),
        ])
    }
}

extension World {
    /// Everything at a glance.
    func overview(clock: SimulatorClock) -> JSON {
        let nowMs = clock.nowMs
        let chats = recent.reversed().compactMap { conversations[$0] }.map { summary($0, nowMs: nowMs) }
        let nodes = accounts.flatMap(\.templates.all).map { shown($0, origin: origin) }
        let numbers = numbers.map { number in
            JSON.object([
                "id": .string(number.id), "waba_id": .optional(account(of: number)?.id),
                "phone": .string(number.displayed), "name": .string(number.verifiedName),
                "override_callback_uri": .optional(number.overrideURL), "status": .string(number.standing.status),
                "code": .optional(number.standing.code),
            ])
        }
        let accounts = accounts.map(\.json)
        return .object([
            "now_ms": .integer(nowMs), "offset_ms": .integer(clock.offsetMs), "numbers": .array(numbers),
            "accounts": .array(accounts), "webhook_url": .string(applicationURL),
            "settings": settings.json, "templates": .array(nodes), "customers": .array(customers.all.map(\.json)),
            "conversations": .array(chats),
        ])
    }

    func conversationJSON(_ key: Conversation.Key, nowMs: Int64) -> JSON {
        let conversation = conversations[key] ?? Conversation(key: key)
        let messages = conversation.messages.map { $0.json(media, nowMs: nowMs) }
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
            "last": conversation.messages.last { $0.type != "reaction" }?.json(media, nowMs: nowMs),
        ])
    }
}
