import Storage

/// Tells in a thread what has happened to its person: without a signal, an unread mark, or a window.
enum ThreadNotice {
    static func append(
        _ tx: any WriteTransaction,
        _ content: MessageContent,
        text: String = "",
        wamid: String? = nil,
        in conversation: Conversation,
        sentAtMs: Int64,
        _ context: InboundContext
    ) throws {
        try append(
            tx,
            content,
            text: text,
            wamid: wamid,
            in: conversation,
            ids: context.ids,
            atMs: context.time(sentAtMs: sentAtMs),
            nowMs: context.clock.nowMs
        )
    }

    static func append(
        _ tx: any WriteTransaction,
        _ content: MessageContent,
        text: String = "",
        wamid: String? = nil,
        in conversation: Conversation,
        ids: IDGenerator,
        atMs: Int64,
        nowMs: Int64
    ) throws {
        let id = ids.next(Message.self)
        _ = try MessageQueries.insert(
            tx,
            MessageQueries.New(
                id: id,
                organization: conversation.organization,
                businessNumber: conversation.businessNumber,
                conversation: conversation.id,
                direction: .inbound,
                kind: .notice,
                text: text,
                content: content,
                status: .received,
                wamid: wamid,
                atMs: atMs
            )
        )
        try MessageEvent.append(
            tx,
            ids: ids,
            organization: conversation.organization,
            message: id,
            .received,
            atMs: nowMs
        )
    }
}
