import Identity
import Storage
import WhatsAppCloud

/// Applies what changes an earlier message: a reaction, another wording, a deletion for everyone.
///
/// Source: wire reference 5.4.
struct AmendMessage {
    let context: InboundContext

    init(_ context: InboundContext) {
        self.context = context
    }

    /// Applies a change and keeps it as it came; nil where the message is one of its own.
    func apply(_ tx: any WriteTransaction, _ message: InboundMessage, raw: JSONValue) throws -> Treatment? {
        switch message.content {
        case .reaction(let emoji, let wamid):
            return try amend(tx, wamid, by: message, "reaction", raw) { found in
                try react(tx, found, with: emoji, atMs: message.sentAtMs)
            }
        case .edit(let wamid, let content):
            return try amend(tx, wamid, by: message, "edit", raw) { found in
                try reword(tx, found, as: content, atMs: message.sentAtMs)
            }
        case .revoke(let wamid):
            return try amend(tx, wamid, by: message, "revoke", raw) { found in
                try revoke(tx, found, atMs: message.sentAtMs)
            }
        default: return nil
        }
    }

    private func amend(
        _ tx: any WriteTransaction,
        _ wamid: String,
        by message: InboundMessage,
        _ kind: String,
        _ raw: JSONValue,
        _ change: (Message) throws -> MessageEvent.Verb?
    ) throws -> Treatment {
        let found = try MessageQueries.find(
            tx,
            organization: context.organization,
            businessNumber: context.number.id,
            wamid: wamid
        )
        guard let found else { return .waits(for: wamid) }
        // What was deleted for everyone stays deleted.
        if found.revokedAtMs == nil {
            try MessageUpdateQueries.keep(
                tx,
                organization: context.organization,
                message: found.id,
                kind: kind,
                raw: raw,
                atMs: message.sentAtMs
            )
        }
        guard let verb = try change(found) else { return .treated }
        try MessageEvent.append(
            tx,
            ids: context.ids,
            organization: context.organization,
            message: found.id,
            verb,
            atMs: context.clock.nowMs
        )
        return .treated
    }

    /// A person has one reaction to a message; the latest counts, whatever order they come in.
    private func react(
        _ tx: any WriteTransaction,
        _ message: Message,
        with emoji: String?,
        atMs: Int64
    ) throws -> MessageEvent.Verb? {
        let isNews = try ReactionQueries.set(
            tx,
            organization: context.organization,
            message: message.id,
            .inbound,
            emoji: String((emoji ?? "").replacing("\0", with: "").prefix(16)),
            by: nil,
            atMs: atMs
        )
        return isNews ? .reacted : nil
    }

    /// Only the customer's own words change, and only what is later changes them.
    private func reword(
        _ tx: any WriteTransaction,
        _ message: Message,
        as content: InboundMessage.Content,
        atMs: Int64
    ) throws -> MessageEvent.Verb? {
        guard message.direction == .inbound, message.revokedAtMs == nil, message.editedAtMs.map({ $0 < atMs }) ?? true,
            let shown = ShownMessage(content)
        else { return nil }
        try MessageQueries.reword(tx, organization: context.organization, message, text: shown.text, atMs: atMs)
        return .edited
    }

    private func revoke(
        _ tx: any WriteTransaction,
        _ message: Message,
        atMs: Int64
    ) throws -> MessageEvent.Verb? {
        guard message.direction == .inbound, message.revokedAtMs == nil else { return nil }
        try MessageQueries.revoke(tx, organization: context.organization, message, atMs: atMs)
        try MessageUpdateQueries.deleteWordings(tx, organization: context.organization, of: message.id)
        try MessageFileQueries.delete(tx, organization: context.organization, of: message.id)
        return .revoked
    }
}
