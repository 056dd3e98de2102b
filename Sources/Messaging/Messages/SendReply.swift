package import Identity
import Records
package import Storage

/// Replies inside the open window.
///
/// Source: spec rows 1.59, 1.62.
package struct SendReply: Sendable {
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
    ///   - content: What it says.
    ///   - conversation: The conversation.
    ///   - quoted: The message it answers, of the same conversation; nil for none.
    ///   - idempotencyKey: The client's own key for this message.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The message; the earlier one where the key was used before.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``SendRefusal``, ``ChannelRefusal``, ``MediaRules/Refusal`` or ``StoreError``.
    package func callAsFunction(
        _ content: ReplyContent,
        in conversation: ID<Conversation>,
        quoting quoted: ID<Message>? = nil,
        idempotencyKey: String?,
        by user: SignedIn
    ) async throws -> Message {
        try user.require(.sendMessages)
        let content = try content.checked()
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        let once = IdempotencyKey(
            idempotencyKey,
            of: "reply",
            conversation,
            content.fingerprint,
            quoted?.description ?? ""
        )
        return try await store.write { tx in
            if let earlier = try outgoing.earlier(tx, by: user, once: once) { return earlier }
            let (found, sender) = try outgoing.open(tx, conversation, by: user)
            guard let recipient = found.recipient else { throw SendRefusal.notFound }
            let answered = try quoted.map { try Self.quotable(tx, $0, in: found) }
            var draft = OutgoingWriter.Draft(
                conversation: found,
                channel: sender.0,
                number: sender.1,
                kind: .text,
                text: "",
                payload: OutboxPayload(phoneNumberID: sender.1.phoneNumberID, recipient: recipient),
                isReply: true,
                once: once
            )
            draft.quotedWAMID = answered
            draft.payload.quotedWAMID = answered
            let file = try Self.fill(&draft, with: content, tx)
            let message = try outgoing.queue(tx, draft, by: user)
            if let file { try MessageFileQueries.put(tx, organization: user.organization, file, in: message.id) }
            return message
        }
    }

    /// Puts the content into message and outbox row.
    ///
    /// - Returns: The file that goes with it.
    private static func fill(
        _ draft: inout OutgoingWriter.Draft,
        with content: ReplyContent,
        _ tx: any WriteTransaction
    ) throws -> ID<MessageFile>? {
        switch content {
        case .text(let text, let previewsLink):
            draft.text = text
            draft.payload.text = text
            draft.payload.previewsLink = previewsLink
        case .location(let place):
            draft.kind = .location
            draft.text = place.name ?? place.address ?? ""
            draft.content.location = place
            draft.payload.location = place
        case .interactive(let body, let interactive):
            draft.kind = .interactive
            draft.text = body
            draft.content.interactive = interactive
            draft.payload.text = body
            draft.payload.interactive = interactive
        case .file(let id, let caption):
            let organization = draft.conversation.organization
            guard
                let file = try MessageFileQueries.unsent(tx, organization: organization, in: draft.conversation.id, id),
                let digest = file.digest, let size = file.size
            else { throw InvalidInput(field: "file", code: "not_valid", detail: "There is no such file to send.") }
            let (kind, type) = try MediaRules.outbound(kind: file.kind, name: file.name, size: size)
            if kind == .audio, !caption.isEmpty {
                throw InvalidInput(field: "caption", code: "not_valid", detail: "Sound has no caption.")
            }
            draft.kind = kind
            draft.text = caption
            draft.payload.file = OutboxPayload.File(
                digest: digest,
                kind: kind.rawValue,
                type: type,
                name: file.name,
                caption: caption.isEmpty ? nil : caption,
                mediaID: nil
            )
            return id
        }
        return nil
    }

    /// A message of the same conversation that Meta knows.
    private static func quotable(
        _ tx: any ReadTransaction,
        _ id: ID<Message>,
        in conversation: Conversation
    ) throws -> String {
        guard let wamid = try MessageQueries.wamid(tx, organization: conversation.organization, in: conversation.id, id)
        else {
            throw InvalidInput(field: "quoted", code: "not_valid", detail: "This message cannot be answered to.")
        }
        return wamid
    }
}
