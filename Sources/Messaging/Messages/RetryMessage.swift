import Foundation
package import Identity
import Records
package import Storage

/// Tries a failed message once more, as a message of its own beside the one that failed.
///
/// Source: spec rows 2.37, 3.12.
package struct RetryMessage: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let sending: TemplateSending

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, sending: TemplateSending) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.sending = sending
    }

    /// Queues the same content again; a message is tried again once, and what that becomes can be tried again in turn.
    ///
    /// - Parameters:
    ///   - id: A message that failed.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The new message; the one there is where it was tried again already.
    /// - Throws: ``NotPermitted``, a ``SendingRefusal`` or ``StoreError``.
    package func callAsFunction(_ id: ID<Message>, by user: SignedIn) async throws -> Message {
        try user.require(.sendMessages)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        return try await store.write { [ids, sending] tx in
            try tx.lock(AdvisoryLock(named: "retry \(id)"))
            guard let failed = try MessageQueries.find(tx, organization: user.organization, id: id),
                try ConversationQueries.find(tx, for: user, id: failed.conversation) != nil
            else { throw SendRefusal.notFound }
            if let again = try MessageQueries.retry(tx, organization: user.organization, of: id) { return again }
            guard failed.direction == .outbound, failed.status == .failed,
                let payload = try OutboxQueries.payload(tx, organization: user.organization, of: id)
            else { throw SendRefusal.notRetryable }
            let (conversation, sender) = try Self.place(tx, failed, payload, outgoing, sending, by: user)
            var draft = OutgoingWriter.Draft(
                conversation: conversation,
                channel: sender.0,
                number: sender.1,
                kind: failed.kind,
                text: failed.text,
                content: failed.content,
                quotedWAMID: failed.quotedWAMID,
                template: failed.template,
                retryOf: id,
                payload: payload,
                isReply: failed.kind != .template,
                once: nil
            )
            // The person may have another number by now.
            if let recipient = conversation.recipient { draft.payload.address(to: recipient) }
            // Meta may have lost the file that it refused: it is handed over once more.
            if let file = payload.file { try MediaUpload.forget(tx, file, of: user.organization, on: sender.1.id) }
            let message = try outgoing.queue(tx, draft, by: user)
            try MessageFileQueries.copy(tx, ids: ids, organization: user.organization, from: id, to: message)
            return message
        }
    }

    /// Where it goes out: a template at any time while it may be sent to its person, anything else inside the window.
    private static func place(
        _ tx: any WriteTransaction,
        _ failed: Message,
        _ payload: OutboxPayload,
        _ outgoing: OutgoingWriter,
        _ sending: TemplateSending,
        by user: SignedIn
    ) throws -> (Conversation, (ChannelAccount, BusinessNumber)) {
        guard failed.kind == .template else { return try outgoing.open(tx, failed.conversation, by: user) }
        let place = try outgoing.reach(tx, failed.conversation, isReply: false, by: user)
        try sending.requireAgain(tx, failed.template, payload.template, in: place.0)
        return place
    }
}

/// Says what became of a message whose call was never answered.
///
/// Source: spec rows 2.35, 2.37.
package struct SettleMessage: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Takes a person's word for it: they have looked at the customer's phone, or asked.
    ///
    /// What Meta says later still counts.
    ///
    /// - Parameters:
    ///   - id: A message whose outcome is unknown.
    ///   - hasArrived: Whether the customer has it; where they have not it has failed, and can be tried again.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The message.
    /// - Throws: ``NotPermitted``, ``SendRefusal``, ``RecordReadOnly`` or ``StoreError``.
    package func callAsFunction(_ id: ID<Message>, hasArrived: Bool, by user: SignedIn) async throws -> Message {
        try user.require(.sendMessages)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            guard let message = try MessageQueries.find(tx, organization: user.organization, id: id),
                let found = try ConversationQueries.find(tx, for: user, id: message.conversation)?.conversation
            else { throw SendRefusal.notFound }
            if let record = found.record { _ = try RecordQueries.require(tx, writableBy: user, id: record) }
            guard message.isOutcomeUnknown,
                try OutboxQueries.settle(tx, organization: user.organization, message: id, hasArrived ? .sent : .failed)
            else { throw SendRefusal.notUnknown }
            let status: DeliveryStatus = hasArrived ? .sent : .failed
            try MessageQueries.setStatus(
                tx,
                organization: user.organization,
                id: id,
                status,
                wamid: nil,
                errorCode: hasArrived ? nil : "not_arrived",
                atMs: now
            )
            try ConversationQueries.setLastStatus(
                tx,
                organization: user.organization,
                message: id,
                conversation: message.conversation,
                status: status
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .messageSettled,
                subject: id.rawValue,
                changes: [AuditChange(name: "status", old: "unknown", new: status.rawValue)],
                atMs: now
            )
            try MessageEvent.append(
                tx,
                ids: ids,
                organization: user.organization,
                message: id,
                MessageEvent.Verb(status),
                atMs: now
            )
            guard let settled = try MessageQueries.find(tx, organization: user.organization, id: id) else {
                throw SendRefusal.notFound
            }
            return settled
        }
    }
}
