import Identity
import Messaging
import Records
import Storage

/// Reads conversations and messages for a user.
struct ConversationReader: Sendable {
    let store: any Store

    /// Reads the list's filter.
    static func record(_ text: String?) throws(InvalidInput) -> ID<Record>? {
        guard let text else { return nil }
        guard let id = ID<Record>(text) else {
            throw InvalidInput(field: "record", code: "not_valid", detail: "This is not a record's id.")
        }
        return id
    }

    func page(
        _ page: PageRequest,
        record: ID<Record>?,
        for user: SignedIn
    ) async throws -> ConversationPageResource {
        try user.require(.viewMessages)
        let (summaries, answerable) = try await store.read { tx in
            let summaries = try ConversationQueries.page(
                tx,
                for: user,
                record: record,
                before: page.cursor.map { ($0.atMs, ID($0.id)) },
                limit: page.fetched
            )
            return (summaries, try Self.answerable(tx, summaries, by: user))
        }
        let (rows, next) = page.cut(summaries) { summary in
            PageCursor(atMs: summary.conversation.lastActivityAtMs, id: summary.conversation.id.rawValue)
        }
        return ConversationPageResource(
            conversations: rows.map { ConversationResource($0, mayReply: answerable.contains($0.conversation.id)) },
            next_cursor: Nullable(next)
        )
    }

    /// The conversations of a page in which the user may speak for the team.
    ///
    /// Source: spec row A-18.
    private static func answerable(
        _ tx: any ReadTransaction,
        _ summaries: [ConversationQueries.Summary],
        by user: SignedIn
    ) throws -> Set<ID<Conversation>> {
        guard user.rights.contains(.sendMessages) else { return [] }
        let records = Set(summaries.compactMap(\.conversation.record)).sorted()
        let writable = try RecordQueries.permitted(tx, to: user, ids: records).writable
        let answerable = summaries.map(\.conversation).filter { conversation in
            conversation.record.map(writable.contains) ?? true
        }
        return Set(answerable.map(\.id))
    }

    func conversation(_ id: ID<Conversation>, for user: SignedIn) async throws -> ConversationResource {
        try user.require(.viewMessages)
        return try await store.read { tx in
            guard let found = try ConversationQueries.find(tx, for: user, id: id) else { throw SendRefusal.notFound }
            let mayReply = try Self.answerable(tx, [found], by: user).contains(id)
            return ConversationResource(found, mayReply: mayReply)
        }
    }

    /// The other records with the conversation's number that the user sees.
    func candidates(_ id: ID<Conversation>, for user: SignedIn) async throws -> RecordLinkListResource {
        try user.require(.viewMessages)
        return try await store.read { tx in
            guard try ConversationQueries.find(tx, for: user, id: id) != nil else { throw SendRefusal.notFound }
            let records = try LinkQueries.candidates(tx, for: user, id)
            let names = try RecordQueries.names(tx, visibleTo: user, ids: records)
            return RecordLinkListResource(
                records: records.compactMap { record in
                    guard let found = names[record] else { return nil }
                    return ConversationResource.RecordReference(id: record, module: found.module, name: found.name)
                }
            )
        }
    }
}

struct ConversationPageResource: Encodable {
    let conversations: [ConversationResource]
    let next_cursor: Nullable<String>
}

struct RecordLinkListResource: Encodable {
    let records: [ConversationResource.RecordReference]
}

struct ConversationBlockBody: Decodable {
    let blocked: Bool
}

struct ConversationLinkBody: Decodable {
    let record: ID<Record>
}

struct ConversationResource: Encodable {
    struct RecordReference: Encodable {
        let id: ID<Record>
        let module: String
        let name: String
    }

    struct Person: Encodable {
        let name: String
        let phone: Nullable<String>
        let username: Nullable<String>
    }

    struct NumberReference: Encodable {
        let id: ID<BusinessNumber>
        let display_number: String
    }

    struct LastMessage: Encodable {
        let direction: String
        let kind: String
        let text: String
        let status: String
    }

    let id: ID<Conversation>
    let record: Nullable<RecordReference>
    let person: Person
    let business_number: NumberReference
    let last_message: Nullable<LastMessage>
    let unread: Int
    let window_closes_at: Nullable<String>
    let awaiting_reply_since: Nullable<String>
    let last_activity_at: String
    let may_reply: Bool
    let blocked: Bool

    init(_ summary: ConversationQueries.Summary, mayReply: Bool) {
        may_reply = mayReply
        let conversation = summary.conversation
        blocked = conversation.blockedAtMs != nil
        id = conversation.id
        if let id = conversation.record, let found = summary.record {
            record = Nullable(RecordReference(id: id, module: found.module, name: found.name))
        } else {
            record = Nullable(nil)
        }
        person = Person(
            name: summary.record?.name ?? conversation.personName,
            phone: Nullable(conversation.waID.map { "+" + $0 }),
            username: Nullable(conversation.username)
        )
        business_number = NumberReference(id: conversation.businessNumber, display_number: summary.displayNumber)
        if let direction = conversation.lastDirection, let status = conversation.lastStatus {
            last_message = Nullable(
                LastMessage(
                    direction: direction.rawValue,
                    kind: conversation.lastKind ?? Message.Kind.text.rawValue,
                    text: conversation.lastText ?? "",
                    status: status.rawValue
                )
            )
        } else {
            last_message = Nullable(nil)
        }
        unread = conversation.unread
        window_closes_at = Nullable(conversation.windowClosesAtMs?.rfc3339)
        awaiting_reply_since = Nullable(conversation.awaitingReplySinceMs?.rfc3339)
        last_activity_at = conversation.lastActivityAtMs.rfc3339
    }
}
