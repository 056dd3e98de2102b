import Foundation
import Identity
import Records
import Storage

/// Tells the event log what became of a message.
enum MessageEvent {
    /// What happened to it; the verb of the event's kind.
    enum Verb: String {
        case received
        case queued
        case sent
        case delivered
        case read
        case failed
        /// It left and no answer came.
        case unknown
        /// An emoji came, changed or went.
        case reacted
        /// The customer gave it other words.
        case edited
        /// The customer deleted it for everyone.
        case revoked
        /// Its file is here, or is not to be had.
        case file
    }

    private struct Body: Encodable {
        let conversation: ID<Conversation>
        let record: ID<Record>?
    }

    /// Appends the event, with the conversation and the record it belongs to.
    static func append(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        message: ID<Message>,
        _ verb: Verb,
        atMs: Int64
    ) throws {
        try append(tx, ids: ids, organization: organization, messages: [message], verb, atMs: atMs)
    }

    /// Appends the event of a message whose conversation is at hand.
    static func append(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        message: ID<Message>,
        in conversation: Conversation,
        _ verb: Verb,
        atMs: Int64
    ) throws {
        let body = Body(conversation: conversation.id, record: conversation.record)
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: organization.rawValue,
            kind: "message.\(verb.rawValue)",
            subjectID: message.rawValue,
            body: String(decoding: try JSONEncoder().encode(body), as: UTF8.self),
            atMs: atMs
        )
    }

    /// Appends the same event of several messages, in their order.
    static func append(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        messages: [ID<Message>],
        _ verb: Verb,
        atMs: Int64
    ) throws {
        if messages.isEmpty { return }
        let places = try tx.run(
            """
            SELECT messages.id, conversations.id AS conversation_id, conversations.record_id FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
             WHERE messages.id IN (\(list: messages)) AND +messages.organization_id = \(organization)
             ORDER BY messages.id
            """
        )
        try EventLog.append(
            tx,
            organizationID: organization.rawValue,
            kind: "message.\(verb.rawValue)",
            of: places.map { row in
                let body = Body(conversation: try row.get("conversation_id"), record: try row.get("record_id"))
                return EventLog.Subject(
                    event: ids.next(),
                    id: try row.get("id", as: ID<Message>.self).rawValue,
                    body: String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
                )
            },
            atMs: atMs
        )
    }
}

extension MessageEvent.Verb {
    init(_ status: DeliveryStatus) {
        switch status {
        case .received: self = .received
        case .queued: self = .queued
        case .sent: self = .sent
        case .delivered: self = .delivered
        case .read: self = .read
        case .failed: self = .failed
        }
    }
}
