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
        let id = context.ids.next(Message.self)
        _ = try MessageQueries.insert(
            tx,
            MessageQueries.New(
                id: id,
                organization: context.organization,
                businessNumber: context.number.id,
                conversation: conversation.id,
                direction: .inbound,
                kind: .notice,
                text: text,
                content: content,
                status: .received,
                wamid: wamid,
                atMs: context.time(sentAtMs: sentAtMs)
            )
        )
        try MessageEvent.append(
            tx,
            ids: context.ids,
            organization: context.organization,
            message: id,
            .received,
            atMs: context.clock.nowMs
        )
    }
}
