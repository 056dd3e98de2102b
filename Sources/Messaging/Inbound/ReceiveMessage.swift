import Foundation
import Identity
import PhoneNumbers
import Signals
import Storage
import WhatsAppCloud

/// Puts a customer's message into its conversation.
///
/// Source: spec rows 1.50 to 1.52, 2.11, A-02.
struct ReceiveMessage {
    let context: InboundContext
    /// Whether it stands in its conversation already.
    let isKnown: Bool

    init(_ context: InboundContext, isKnown: Bool) {
        self.context = context
        self.isKnown = isKnown
    }

    /// Applies a message, and keeps it as it came.
    func apply(_ tx: any WriteTransaction, _ message: InboundMessage, raw: JSONValue) throws -> Treatment {
        // What is said in a group is said to more people than one conversation has.
        if message.groupID != nil { return .notTreated }
        if let treatment = try AmendMessage(context).apply(tx, message, raw: raw) { return treatment }
        guard message.isShown, var shown = ShownMessage(message.content) else { return .notTreated }
        shown.add(message.referral, forwarding: message.forwarding)
        let person = Person(message)
        try tx.lock(ConversationLock.of(number: context.number.id, person: person.lockName))
        if isKnown { return .treated }
        if case .system(let notice) = message.content {
            return try NumberFollowing(context).apply(tx, notice, of: person, message: message, shown: shown)
        }
        let found = try PersonFinder(context).conversation(tx, with: person, atMs: message.sentAtMs)
        let conversation = found.conversation
        let id = context.ids.next(Message.self)
        let atMs = context.time(sentAtMs: message.sentAtMs)
        guard try insert(tx, message, shown, as: id, in: conversation, raw: raw, atMs: atMs) else { return .treated }
        try ConversationQueries.received(
            tx,
            conversation,
            message: id,
            kind: shown.kind,
            text: shown.kind.line(shown.text, fileName: shown.fileName),
            sentAtMs: message.sentAtMs,
            opensWindow: message.opensWindow,
            atMs: atMs
        )
        try hear(tx, message, shown, in: conversation, atMs: atMs)
        let now = context.clock.nowMs
        try MessageEvent.append(
            tx,
            ids: context.ids,
            organization: context.organization,
            message: id,
            in: conversation,
            .received,
            atMs: now
        )
        if conversation.blockedAtMs != nil {
            // Meta would have kept it back: it has not been told, or has forgotten.
            try TellBlocked.request(tx, ids: context.ids, conversation, isReminder: true, atMs: now)
            return .treated
        }
        try RaiseSignal.apply(
            tx,
            ids: context.ids,
            organization: context.organization,
            for: found.attendant,
            .messageReceived,
            subjectID: id.rawValue,
            groupID: conversation.id.rawValue,
            atMs: now
        )
        return .treated
    }

    /// Words that mean it take somebody off marketing, and a notice says so in the thread.
    private func hear(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        _ shown: ShownMessage,
        in conversation: Conversation,
        atMs: Int64
    ) throws {
        guard shown.kind == .text || shown.kind == .choice else { return }
        let writer = ConsentWriter(clock: context.clock, ids: context.ids, organization: context.organization)
        guard let state = try writer.hear(tx, shown.text, in: conversation, atMs: atMs) else { return }
        var content = MessageContent()
        content.notice = MessageContent.Notice(kind: state == .optedOut ? .marketingStopped : .marketingResumed)
        try ThreadNotice.append(tx, content, in: conversation, sentAtMs: message.sentAtMs, context)
    }

    /// Inserts the message with its file, which is fetched by itself.
    ///
    /// - Returns: False where another has inserted it meanwhile.
    private func insert(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        _ shown: ShownMessage,
        as id: ID<Message>,
        in conversation: Conversation,
        raw: JSONValue,
        atMs: Int64
    ) throws -> Bool {
        let isNew = try MessageQueries.insert(
            tx,
            MessageQueries.New(
                id: id,
                organization: context.organization,
                businessNumber: context.number.id,
                conversation: conversation.id,
                direction: .inbound,
                kind: shown.kind,
                text: shown.text,
                content: shown.content,
                quotedWAMID: message.quotedWAMID,
                status: .received,
                wamid: message.wamid,
                raw: raw.json,
                atMs: atMs
            )
        )
        if isNew, let media = shown.media, let name = shown.fileName {
            let file = MessageFile(
                id: context.ids.next(),
                conversation: conversation.id,
                message: id,
                user: nil,
                state: .waiting,
                name: name,
                kind: MediaRules.essence(of: media.mimeType),
                digest: nil,
                size: nil,
                mediaID: media.id,
                mediaDigest: media.sha256,
                fault: nil,
                atMs: atMs
            )
            try MessageFileQueries.insert(tx, organization: context.organization, file)
            try FetchMedia.request(tx, ids: context.ids, file, of: context.organization, atMs: context.clock.nowMs)
        }
        return isNew
    }
}
