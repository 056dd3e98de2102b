package import Identity
import Records
package import Storage

/// Replies with free text inside the open window.
///
/// Source: spec rows 1.59, 1.62.
package struct SendReply: Sendable {
    /// Characters of a text at most.
    ///
    /// Source: wire reference 2.3.
    static let maximumLength = 4_096

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Queues the reply; whether the window is still open is looked at once more when it is sent.
    ///
    /// - Parameters:
    ///   - text: At most 4,096 characters.
    ///   - conversation: The conversation.
    ///   - idempotencyKey: The client's own key for this message.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The message; the earlier one where the key was used before.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``SendRefusal``, ``ChannelRefusal`` or ``StoreError``.
    package func callAsFunction(
        _ text: String,
        in conversation: ID<Conversation>,
        idempotencyKey: String?,
        by user: SignedIn
    ) async throws -> Message {
        try user.require(.sendMessages)
        let text = try TextRule.text(text, field: "text", maximum: Self.maximumLength)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        let once = IdempotencyKey(idempotencyKey, of: "reply", conversation, text)
        let now = clock.nowMs
        return try await store.write { tx in
            if let earlier = try outgoing.earlier(tx, by: user, once: once) { return earlier }
            guard let found = try ConversationQueries.find(tx, for: user, id: conversation)?.conversation,
                let recipient = found.recipient
            else { throw SendRefusal.notFound }
            // Whoever may only read a record does not speak for the team there. Source: spec row A-18.
            if let record = found.record { _ = try RecordQueries.require(tx, writableBy: user, id: record) }
            guard ServiceWindow.isOpen(closesAtMs: found.windowClosesAtMs, nowMs: now) else {
                throw SendRefusal.windowClosed(atMs: found.windowClosesAtMs)
            }
            let (channel, number) = try outgoing.sender(tx, nil, found.businessNumber, isReply: true, by: user)
            return try outgoing.queue(
                tx,
                OutgoingWriter.Draft(
                    conversation: found,
                    channel: channel,
                    number: number,
                    kind: .text,
                    text: text,
                    template: nil,
                    payload: OutboxPayload(phoneNumberID: number.phoneNumberID, recipient: recipient, text: text),
                    isReply: true,
                    once: once
                ),
                by: user
            )
        }
    }
}
