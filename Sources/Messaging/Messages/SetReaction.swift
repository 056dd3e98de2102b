import Foundation
package import Identity
package import Logging
package import Storage
import WhatsAppCloud

/// Puts the team's emoji on a message, or takes it back.
///
/// Source: wire reference 2.3.
package struct SetReaction: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Sets the reaction here, and has it handed to Meta.
    ///
    /// - Parameters:
    ///   - emoji: One emoji; nil takes the present one back.
    ///   - id: A message that Meta knows.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `emoji`, ``SendRefusal``, ``ChannelRefusal``, ``RecordReadOnly`` or ``StoreError``.
    package func callAsFunction(_ emoji: String?, on id: ID<Message>, by user: SignedIn) async throws {
        try user.require(.sendMessages)
        if let emoji, !Self.isEmoji(emoji) {
            throw InvalidInput(field: "emoji", code: "not_valid", detail: "This is not one emoji.")
        }
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let message = try MessageQueries.find(tx, organization: user.organization, id: id) else {
                throw SendRefusal.notFound
            }
            let (conversation, _) = try outgoing.open(tx, message.conversation, by: user)
            let wamid = try MessageQueries.wamid(tx, organization: user.organization, in: conversation.id, id)
            guard wamid != nil else { throw SendRefusal.notFound }
            let isNews = try ReactionQueries.set(
                tx,
                organization: user.organization,
                message: id,
                .outbound,
                emoji: emoji ?? "",
                by: user.user,
                atMs: now
            )
            guard isNews else { return }
            try SendReaction.request(tx, ids: ids, on: id, of: user.organization, atMs: now)
            try MessageEvent.append(tx, ids: ids, organization: user.organization, message: id, .reacted, atMs: now)
        }
    }

    /// One sign as people see it, which may be several joined.
    private static func isEmoji(_ text: String) -> Bool {
        guard text.count == 1, text.utf8.count <= 40, let first = text.unicodeScalars.first else { return false }
        return first.properties.isEmojiPresentation
            || (first.properties.isEmoji && text.unicodeScalars.count > 1)
    }
}

/// Hands Meta the team's present reaction to a message.
///
/// Setting it twice is setting it once, so this may be tried again where a message may not.
package struct SendReaction: JobHandler {
    private static let kind = "messages.send_reaction"

    package var kind: String { Self.kind }

    private struct Payload: Codable {
        let organization: ID<Organization>
        let message: ID<Message>
    }

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let logger: Logger

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, logger: Logger) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.logger = logger
    }

    static func request(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        on message: ID<Message>,
        of organization: ID<Organization>,
        atMs: Int64
    ) throws {
        let payload = Payload(organization: organization, message: message)
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
        let organization = payload.organization
        let found = try await store.read { tx in
            try ReactionQueries.outgoing(tx, organization: organization, on: payload.message)
        }
        guard let found else { return .done }
        let client = try await graph.client(for: found.channel, of: organization, store: store)
        let sent = SentReaction(message: payload.message, emoji: found.emoji ?? "")
        do throws(SendFailure) {
            _ = try await client.send(
                OutgoingMessage(
                    phoneNumberID: found.phoneNumberID,
                    recipient: found.recipient,
                    content: .reaction(emoji: found.emoji, to: found.wamid),
                    callbackData: sent.callbackData
                )
            )
            return .done
        } catch {
            guard error.answer == .refused else { throw error }
            logger.warning(
                "a reaction was refused",
                metadata: ["message": "\(payload.message)", "code": "\(error.code)"]
            )
            let now = clock.nowMs
            try await store.write { [ids] tx in try sent.refused(tx, ids: ids, of: organization, atMs: now) }
            return .done
        }
    }

    /// Nobody reacted to what was never handed over.
    package func giveUp(_ tx: any WriteTransaction, _ job: Job) throws {
        let payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        let found = try ReactionQueries.outgoing(tx, organization: payload.organization, on: payload.message)
        try SentReaction(message: payload.message, emoji: found?.emoji ?? "")
            .refused(tx, ids: ids, of: payload.organization, atMs: clock.nowMs)
    }
}

/// A reaction of the team's that was handed to Meta, as its reports name it.
struct SentReaction: Sendable {
    private static let word = "reaction"

    let message: ID<Message>
    /// Empty where one was taken back.
    let emoji: String

    init(message: ID<Message>, emoji: String) {
        self.message = message
        self.emoji = emoji
    }

    /// Reads what Meta echoes; nil for what is no reaction.
    init?(callbackData: String?) {
        let parts = callbackData?.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, parts[0] == Self.word, let message = ID<Message>(String(parts[1])) else { return nil }
        self.init(message: message, emoji: String(parts[2]))
    }

    var callbackData: String { "\(Self.word) \(message) \(emoji)" }

    /// Meta does not show it to the customer, so neither do we: unless another one stands there by now.
    func refused(_ tx: any WriteTransaction, ids: IDGenerator, of organization: ID<Organization>, atMs: Int64) throws {
        guard try ReactionQueries.takeBack(tx, organization: organization, message: message, emoji: emoji) else {
            return
        }
        try MessageEvent.append(tx, ids: ids, organization: organization, message: message, .reacted, atMs: atMs)
    }
}
