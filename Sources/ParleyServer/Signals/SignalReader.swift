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
            let subjects = try SignalSubjects(tx, groups, for: user)
            // What one may not see any more is not counted either.
            let hidden = groups.filter { subjects.resource($0) == nil }.reduce(0) { $0 + $1.unread }
            return SignalListResource(
                unread: max(0, try SignalQueries.unread(tx, of: user) - hidden),
                items: groups.compactMap(subjects.resource)
            )
        }
    }

    func switches(of user: SignedIn) async throws -> SignalSwitchesResource {
        let silenced = try await store.read { tx in try SignalQueries.silenced(tx, of: user) }
        return SignalSwitchesResource(
            switches: Signal.Kind.allCases.map { kind in
                SignalSwitchesResource.Switch(kind: kind, on: !silenced.contains(kind))
            }
        )
    }

    /// What the bell shows as one line.
    struct Group: Sendable {
        let kind: Signal.Kind
        let id: Int64
        let latestSubject: Int64
        let atMs: Int64
        var unread: Int
    }

    /// One group for each conversation and activity, in the order of their latest signals.
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
                        kind: signal.kind,
                        id: signal.groupID,
                        latestSubject: signal.subjectID,
                        atMs: signal.atMs,
                        unread: signal.isRead ? 0 : 1
                    )
                )
            }
        }
        return groups
    }
}

/// What a page of groups is about, read once for all of them.
private struct SignalSubjects {
    private let conversations: [Int64: ConversationQueries.Summary]
    private let messages: [ID<Message>: Message]
    private let activities: [ID<Record>: (name: String, module: String)]
    private let channels: [Int64: ChannelAccount]
    private let templates: [Int64: MessageTemplate]

    init(_ tx: any ReadTransaction, _ groups: [SignalReader.Group], for user: SignedIn) throws {
        let received = groups.filter { $0.kind == .messageReceived }
        let talks =
            user.rights.contains(.viewMessages)
            ? try ConversationQueries.find(tx, for: user, ids: received.map { ID($0.id) }) : []
        conversations = Dictionary(uniqueKeysWithValues: talks.map { ($0.conversation.id.rawValue, $0) })
        let latest = try MessageQueries.find(
            tx,
            organization: user.organization,
            ids: received.map { ID($0.latestSubject) }
        )
        messages = Dictionary(uniqueKeysWithValues: latest.map { ($0.id, $0) })
        let due = groups.filter { $0.kind == .activityDue }
        activities = try RecordQueries.names(tx, visibleTo: user, ids: due.map { ID($0.id) })
        let isAboutChannels = groups.contains { $0.kind == .channelStopped } && user.rights.contains(.manageChannels)
        let accounts = isAboutChannels ? try ChannelQueries.all(tx, organization: user.organization) : []
        channels = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id.rawValue, $0) })
        let reviewed = groups.filter { $0.kind == .templateReviewed }
        let found = try TemplateQueries.find(tx, shownTo: user, ids: reviewed.map { ID($0.id) })
        templates = Dictionary(uniqueKeysWithValues: found.map { ($0.id.rawValue, $0) })
    }

    func resource(_ group: SignalReader.Group) -> SignalGroupResource? {
        switch group.kind {
        case .messageReceived:
            guard let summary = conversations[group.id], let message = messages[ID(group.latestSubject)] else {
                return nil
            }
            let shown = ConversationResource(summary, mayReply: false)
            return SignalGroupResource(
                group,
                title: shown.person.name,
                conversation: summary.conversation.id,
                record: shown.record,
                message: message
            )
        case .activityDue:
            let id = ID<Record>(group.id)
            guard let found = activities[id] else { return nil }
            let record = ConversationResource.RecordReference(id: id, module: found.module, name: found.name)
            return SignalGroupResource(
                group,
                title: found.name,
                conversation: nil,
                record: Nullable(record),
                message: nil
            )
        case .channelStopped:
            guard let channel = channels[group.id] else { return nil }
            return SignalGroupResource(
                group,
                title: channel.nickname,
                conversation: nil,
                record: Nullable(nil),
                message: nil
            )
        case .templateReviewed:
            guard let template = templates[group.id] else { return nil }
            var resource = SignalGroupResource(
                group,
                title: template.name,
                conversation: nil,
                record: Nullable(nil),
                message: nil
            )
            resource.template = Nullable(SignalGroupResource.Reviewed(template))
            return resource
        }
    }
}

struct SignalListResource: Encodable {
    let unread: Int
    let items: [SignalGroupResource]
}

struct SignalGroupResource: Encodable {
    let kind: Signal.Kind
    let group: String
    let title: String
    let conversation: Nullable<ID<Conversation>>
    let record: Nullable<ConversationResource.RecordReference>
    let preview: String
    let message_kind: Nullable<String>
    var template = Nullable<Reviewed>(nil)
    let unread: Int
    let at: String

    /// A template as Meta has it now.
    struct Reviewed: Encodable {
        let id: ID<MessageTemplate>
        let status: String
        let is_recategorised: Bool

        init(_ template: MessageTemplate) {
            id = template.id
            status = template.status.rawValue
            is_recategorised = template.category != template.effectiveCategory
        }
    }

    init(
        _ group: SignalReader.Group,
        title: String,
        conversation: ID<Conversation>?,
        record: Nullable<ConversationResource.RecordReference>,
        message: Message?
    ) {
        kind = group.kind
        self.group = String(group.id)
        self.title = title
        self.conversation = Nullable(conversation)
        self.record = record
        preview = message?.text ?? ""
        message_kind = Nullable(message?.kind.rawValue)
        unread = group.unread
        at = group.atMs.rfc3339
    }
}

struct SignalSwitchesResource: Encodable {
    struct Switch: Encodable {
        let kind: Signal.Kind
        let on: Bool
    }

    let switches: [Switch]
}
