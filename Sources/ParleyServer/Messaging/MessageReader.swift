import Identity
import Messaging
import Storage

/// Reads messages, with all that hangs on them, for a user.
struct MessageReader: Sendable {
    let store: any Store

    func page(
        _ page: PageRequest,
        of id: ID<Conversation>,
        for user: SignedIn
    ) async throws -> MessagePageResource {
        try user.require(.viewMessages)
        return try await store.read { tx in
            guard let found = try ConversationQueries.find(tx, for: user, id: id) else { throw SendRefusal.notFound }
            let messages = try MessageQueries.page(
                tx,
                organization: user.organization,
                conversation: id,
                before: page.cursor.map { ($0.atMs, ID($0.id)) },
                limit: page.fetched
            )
            let (rows, next) = page.cut(messages) { PageCursor(atMs: $0.atMs, id: $0.id.rawValue) }
            let resources = try Self.resources(tx, rows, of: found.conversation)
            return MessagePageResource(messages: resources, next_cursor: Nullable(next))
        }
    }

    /// A message that the user has just written or changed.
    func message(_ id: ID<Message>, for user: SignedIn) async throws -> MessageResource {
        try await store.read { tx in
            guard let message = try MessageQueries.find(tx, organization: user.organization, id: id),
                let found = try ConversationQueries.find(tx, for: user, id: message.conversation),
                let resource = try Self.resources(tx, [message], of: found.conversation).first
            else { throw SendRefusal.notFound }
            return resource
        }
    }

    /// What hangs on a page's messages is asked for once for all of them.
    private static func resources(
        _ tx: any ReadTransaction,
        _ messages: [Message],
        of conversation: Conversation
    ) throws -> [MessageResource] {
        let organization = conversation.organization
        let ids = messages.map(\.id)
        let withFile = messages.filter { $0.kind.hasFile || $0.kind == .template }.map(\.id)
        let files = try MessageFileQueries.of(tx, organization: organization, withFile)
        let fileOf = Dictionary(files.map { ($0.message, $0) }, uniquingKeysWith: { first, _ in first })
        let reactions = Dictionary(
            grouping: try ReactionQueries.of(tx, organization: organization, ids),
            by: \.message
        )
        let wamids = Set(messages.compactMap(\.quotedWAMID)).sorted()
        let quoted = try MessageQueries.quoted(
            tx,
            organization: organization,
            conversation: conversation,
            wamids: wamids
        )
        let failed = messages.filter { $0.status == .failed }.map(\.id)
        let retries = try MessageQueries.retries(tx, organization: organization, of: failed)
        return messages.map { message in
            MessageResource(
                message,
                file: fileOf[message.id],
                reactions: reactions[message.id] ?? [],
                quoted: message.quotedWAMID.map { MessageResource.Quoted(quoted[$0]) },
                retriedBy: retries[message.id]
            )
        }
    }
}
