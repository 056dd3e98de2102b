import Foundation
package import Identity
package import Logging
package import Storage
import WhatsAppCloud

/// Tells WhatsApp that the customer's messages were read, which gives them their blue ticks.
///
/// A courtesy: where it cannot be told within some minutes it is not told at all.
///
/// Source: wire reference 2.6.
package struct TellRead: JobHandler {
    private static let kind = "messages.tell_read"
    private static let maximumAttempts = 5

    package var kind: String { Self.kind }

    private struct Payload: Codable {
        let organization: ID<Organization>
        let conversation: ID<Conversation>
    }

    private let store: any Store
    private let graph: GraphAccess
    private let logger: Logger

    /// Prepares the handler.
    package init(store: any Store, graph: GraphAccess, logger: Logger) {
        self.store = store
        self.graph = graph
        self.logger = logger
    }

    static func request(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ conversation: Conversation,
        atMs: Int64
    ) throws {
        let payload = Payload(organization: conversation.organization, conversation: conversation.id)
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            payload: String(decoding: try JSONEncoder().encode(payload), as: UTF8.self),
            dueAtMs: atMs
        )
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        do {
            try await ReadMark(store: store, graph: graph)(payload.conversation, of: payload.organization)
        } catch  where job.attempt >= Self.maximumAttempts {
            logger.notice("a read mark was not told", metadata: ["conversation": "\(payload.conversation)"])
        } catch CallFailure.refused(let error)
            where SendFailure.answer(status: error.status, code: error.code) == .refused
        {
            logger.notice("a read mark was refused", metadata: ["conversation": "\(payload.conversation)"])
        }
        return .done
    }
}

/// Marks the customer's latest message, and what came before it.
private struct ReadMark {
    let store: any Store
    let graph: GraphAccess

    func callAsFunction(
        _ conversation: ID<Conversation>,
        of organization: ID<Organization>,
        isTyping: Bool = false
    ) async throws {
        let found = try await store.read { tx in
            try ConversationQueries.latestReceived(tx, organization: organization, conversation)
        }
        guard let found else { return }
        let client = try await graph.client(for: found.channel, of: organization, store: store)
        try await client.markRead(found.wamid, on: found.phoneNumberID, isTyping: isTyping)
    }
}

/// Shows the customer that an answer is being written.
package struct TellTyping: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
    }

    /// Tells it once; WhatsApp shows it until the answer comes, for 25 seconds at most, and marks what was received as read.
    ///
    /// What Meta answers is nobody's concern: the sign is gone before anybody could act on it.
    ///
    /// - Parameters:
    ///   - conversation: The conversation, whose window is open.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Throws: ``NotPermitted``, ``SendRefusal``, ``ChannelRefusal``, ``RecordReadOnly`` or ``StoreError``.
    package func callAsFunction(in conversation: ID<Conversation>, by user: SignedIn) async throws {
        try user.require(.sendMessages)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        _ = try await store.write { tx in try outgoing.open(tx, conversation, by: user) }
        do {
            try await ReadMark(store: store, graph: graph)(conversation, of: user.organization, isTyping: true)
        } catch is CallFailure {}
    }
}
