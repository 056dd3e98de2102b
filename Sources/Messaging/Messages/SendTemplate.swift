package import Identity
import PhoneNumbers
package import Records
package import Storage
import WhatsAppCloud

/// Sends an approved template to a Lead or Contact.
///
/// Source: spec rows 1.15, 1.16, 1.18, 1.41.
package struct SendTemplate: Sendable {
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

    /// Queues the message, in one transaction with all its checks.
    ///
    /// - Parameters:
    ///   - question: What to send.
    ///   - record: What it is about: the Lead or Contact, or a record that names one.
    ///   - idempotencyKey: The client's own key for this message.
    ///   - user: Needs ``Right/sendMessages``, and may change the person's record.
    /// - Returns: The message; the earlier one where the key was used before.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``InvalidInput``, a ``SendingRefusal`` or ``StoreError``.
    package func callAsFunction(
        _ question: TemplateSending.Question,
        about record: ID<Record>,
        idempotencyKey: String?,
        by user: SignedIn
    ) async throws -> Message {
        try user.require(.sendMessages)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        let once = IdempotencyKey(
            idempotencyKey,
            of: "template",
            record,
            question.template,
            question.phone ?? "",
            question.lookup?.description ?? "",
            question.businessNumber?.description ?? ""
        )
        return try await store.write { [sending] tx in
            if let earlier = try outgoing.earlier(tx, by: user, once: once) { return earlier }
            let accepted = try sending.decide(tx, question, about: record, by: user).accepted()
            return try queue(tx, accepted, outgoing, question.template, once, by: user)
        }
    }

    private func queue(
        _ tx: any WriteTransaction,
        _ accepted: TemplateSending.Accepted,
        _ outgoing: OutgoingWriter,
        _ template: ID<MessageTemplate>,
        _ once: IdempotencyKey?,
        by user: SignedIn
    ) throws -> Message {
        let (person, phone, number, filled) = (accepted.person, accepted.phone, accepted.number, accepted.filled)
        let conversation = try outgoing.conversation(tx, with: person, at: phone, from: number, by: user)
        var payload = OutboxPayload(phoneNumberID: number.phoneNumberID, recipient: .phone(e164: phone.e164))
        payload.template = filled.varying
        payload.file = filled.file
        var draft = OutgoingWriter.Draft(
            conversation: conversation,
            channel: accepted.channel,
            number: number,
            kind: .template,
            text: filled.text,
            template: template,
            payload: payload,
            isReply: false,
            once: once
        )
        draft.content.template = filled.kept
        let message = try outgoing.queue(tx, draft, by: user)
        if let file = filled.header?.file { try keep(tx, file, in: message, by: user) }
        return message
    }

    /// The message keeps the template's file as its own: it is still there when the template is not.
    private func keep(
        _ tx: any WriteTransaction,
        _ file: TemplateContent.File,
        in message: Message,
        by user: SignedIn
    ) throws {
        let kept = MessageFile(
            id: ids.next(),
            conversation: message.conversation,
            message: message.id,
            user: user.user,
            state: .stored,
            name: file.name,
            kind: file.type,
            digest: file.digest,
            size: file.size,
            mediaID: nil,
            mediaDigest: nil,
            fault: nil,
            atMs: message.atMs
        )
        try MessageFileQueries.insert(tx, organization: user.organization, kept)
    }
}
