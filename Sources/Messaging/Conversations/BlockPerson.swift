import Foundation
package import Identity
package import Logging
import Records
package import Storage
import WhatsAppCloud

/// Blocks a person, or unblocks them: nothing is sent to them, and what they still write is kept without a sound.
///
/// Source: spec row 2.57.
package struct BlockPerson: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Blocks or unblocks whoever a conversation is with, for its business number; Meta is told afterwards.
    ///
    /// - Parameters:
    ///   - id: The conversation.
    ///   - isBlocked: Whether they are to be blocked; nothing happens where they are, or are not, already.
    ///   - user: Needs ``Right/viewMessages`` and ``Right/sendMessages``, and may change the record.
    /// - Throws: ``NotPermitted``, ``SendRefusal/notFound``, ``RecordReadOnly`` or ``StoreError``.
    package func callAsFunction(_ id: ID<Conversation>, isBlocked: Bool, by user: SignedIn) async throws {
        try user.require(.viewMessages)
        try user.require(.sendMessages)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let found = try ConversationQueries.find(tx, for: user, id: id)?.conversation else {
                throw SendRefusal.notFound
            }
            if let record = found.record { _ = try RecordQueries.require(tx, writableBy: user, id: record) }
            guard try ConversationQueries.setBlocked(tx, found, isBlocked, atMs: now) else { return }
            let name = try UserQueries.find(tx, organization: user.organization, id: user.user)?.name
            var content = MessageContent()
            content.notice = MessageContent.Notice(kind: isBlocked ? .blocked : .unblocked, new: name)
            try ThreadNotice.append(tx, content, in: found, ids: ids, atMs: now, nowMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: isBlocked ? .personBlocked : .personUnblocked,
                subject: id.rawValue,
                subjectName: found.personName,
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: isBlocked ? "conversation.blocked" : "conversation.unblocked",
                subjectID: id.rawValue,
                body: found.record.map { "{\"record\":\"\($0)\"}" } ?? "{}",
                atMs: now
            )
            try TellBlocked.request(tx, ids: ids, found, atMs: now)
        }
    }
}

/// Tells Meta who is blocked, as it stands when it is told.
///
/// Meta blocks only who has written within a day. Where it refuses, the person is blocked here alone, and told again once they write.
///
/// Source: wire reference 2.8.
package struct TellBlocked: JobHandler {
    private static let kind = "messages.tell_blocked"
    private static let maximumAttempts = 8

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

    /// Has Meta told; a reminder is one, however often it is asked for before it is done.
    static func request(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ conversation: Conversation,
        isReminder: Bool = false,
        atMs: Int64
    ) throws {
        let payload = Payload(organization: conversation.organization, conversation: conversation.id)
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            dedupeKey: isReminder ? conversation.id.description : nil,
            payload: String(decoding: try JSONEncoder().encode(payload), as: UTF8.self),
            dueAtMs: atMs
        )
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        do {
            try await tell(payload)
        } catch  where job.attempt >= Self.maximumAttempts {
            logger.notice("the block list was not told", metadata: ["conversation": "\(payload.conversation)"])
        } catch CallFailure.refused(let error)
            where SendFailure.answer(status: error.status, code: error.code) == .refused
        {
            logger.notice("the block list was refused", metadata: ["conversation": "\(payload.conversation)"])
        }
        return .done
    }

    private func tell(_ payload: Payload) async throws {
        let found = try await store.read { tx -> (Conversation, BusinessNumber)? in
            guard
                let conversation = try ConversationQueries.find(
                    tx,
                    organization: payload.organization,
                    id: payload.conversation
                )
            else { return nil }
            let numbers = try ChannelQueries.numbers(tx, organization: payload.organization)
            return numbers.first { $0.id == conversation.businessNumber }.map { (conversation, $0) }
        }
        guard let (conversation, number) = found, let person = conversation.recipient else { return }
        let client = try await graph.client(for: number.channel, of: payload.organization, store: store)
        try await client.setBlocked(person, conversation.blockedAtMs != nil, on: number.phoneNumberID)
    }
}
