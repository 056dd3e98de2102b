import Identity
import Messaging
import Records
import Signals
import Storage

/// Reads a person's signals, grouped as the bell shows them.
struct SignalReader: Sendable {
    /// The feed's latest signals that are looked at.
    private static let maximumSignals = 200
    private static let maximumGroups = 50

    let store: any Store

    /// What signals are about is read with the person's own eyes: what they may not see any more is left out.
    func list(for user: SignedIn) async throws -> SignalListResource {
        try await store.read { tx in
            let groups = Self.groups(try SignalQueries.latest(tx, of: user, limit: Self.maximumSignals))
            let conversations = try ConversationQueries.find(tx, for: user, ids: groups.map(\.conversation))
            let messages = try MessageQueries.find(
                tx,
                organization: user.organization,
                ids: groups.map(\.latestMessage)
            )
            let summaries = Dictionary(uniqueKeysWithValues: conversations.map { ($0.conversation.id, $0) })
            let latest = Dictionary(uniqueKeysWithValues: messages.map { ($0.id, $0) })
            // What one may not see any more is not counted either.
            let hidden = groups.filter { summaries[$0.conversation] == nil }.reduce(0) { $0 + $1.unread }
            return SignalListResource(
                unread: max(0, try SignalQueries.unread(tx, of: user) - hidden),
                items: groups.compactMap { group in
                    guard let summary = summaries[group.conversation], let message = latest[group.latestMessage] else {
                        return nil
                    }
                    return SignalGroupResource(group, summary, message)
                }
            )
        }
    }

    struct Group: Sendable {
        let conversation: ID<Conversation>
        let latestMessage: ID<Message>
        let atMs: Int64
        var unread: Int
    }

    /// One group for each conversation, in the order of their latest signals.
    private static func groups(_ signals: [Signal]) -> [Group] {
        var groups: [Group] = []
        var places: [Int64: Int] = [:]
        for signal in signals {
            if let place = places[signal.groupID] {
                groups[place].unread += signal.isRead ? 0 : 1
            } else if groups.count < maximumGroups {
                places[signal.groupID] = groups.count
                groups.append(
                    Group(
                        conversation: ID(signal.groupID),
                        latestMessage: ID(signal.subjectID),
                        atMs: signal.atMs,
                        unread: signal.isRead ? 0 : 1
                    )
                )
            }
        }
        return groups
    }
}

struct SignalListResource: Encodable {
    let unread: Int
    let items: [SignalGroupResource]
}

struct SignalGroupResource: Encodable {
    let conversation: ID<Conversation>
    let person_name: String
    let record: Nullable<ConversationResource.RecordReference>
    let preview: String
    let message_kind: String
    let unread: Int
    let at: String

    init(_ group: SignalReader.Group, _ summary: ConversationQueries.Summary, _ message: Message) {
        let shown = ConversationResource(summary, mayReply: false)
        conversation = group.conversation
        person_name = shown.person.name
        record = shown.record
        preview = message.text
        message_kind = message.kind.rawValue
        unread = group.unread
        at = group.atMs.rfc3339
    }
}
