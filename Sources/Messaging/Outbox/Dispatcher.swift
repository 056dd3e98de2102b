import Identity
package import Logging
import ServiceLifecycle
package import Storage
import WhatsAppCloud

/// Hands queued messages to Meta, each at most once.
package struct Dispatcher: Service {
    /// Calls under way at most; the next leaves when one has come back.
    private static let window = 16

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let logger: Logger
    private let doorbell = Doorbell()

    /// A dispatcher for every channel of the database; each node may run one.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, logger: Logger) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.logger = logger
    }

    package func run() async throws {
        store.ring(doorbell, on: .outbox)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await parkLost()
                    if try await sendBatch() > 0 { continue }
                } catch {
                    logger.error("messages were not dispatched", metadata: ["error": "\(error)"])
                }
                await doorbell.wait(upTo: .seconds(1))
            }
        }
    }

    /// Claims and sends one batch.
    ///
    /// - Returns: How many rows were claimed.
    /// - Throws: ``StoreError`` where claiming fails; what becomes of a call is recorded, not thrown.
    @discardableResult
    package func sendBatch() async throws -> Int {
        let rows = try await store.write { [clock] tx in
            try OutboxQueries.claim(tx, limit: Self.window, clock: clock)
        }
        await withTaskGroup(of: Void.self) { group in
            for row in rows { group.addTask { await send(row) } }
        }
        return rows.count
    }

    /// Parks as unknown what a program that died was sending.
    ///
    /// - Throws: ``StoreError``.
    package func parkLost() async throws {
        let realNow = clock.realMs
        let waiting = try await store.read { tx in
            try tx.first(
                "SELECT message_id FROM outbox WHERE state = 'sending' AND leased_until_ms <= \(realNow) LIMIT 1"
            ) != nil
        }
        guard waiting else { return }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            for (organization, message) in try OutboxQueries.parkLost(tx, realNowMs: realNow) {
                try appendEvent(tx, ids: ids, organization: organization, message: message, kind: "unknown", atMs: now)
            }
        }
    }

    private func send(_ row: OutboxRow) async {
        do {
            // Whatever can fail on our side fails before the row is marked: only a call that leaves may end as unknown.
            let client = try await graph.client(for: row.channel, store: store)
            guard let message = row.payload.message(id: row.message) else {
                return try await record(row, .failed(code: "no_recipient", detail: "The message has no recipient."))
            }
            if let refusal = try await start(row) {
                return try await record(row, .failed(code: refusal.code, detail: refusal.detail))
            }
            try await record(row, await call(message, row, client))
        } catch {
            // A claimed row is claimed again when its lease lapses; a sending one becomes unknown.
            logger.error(
                "a message's step was not recorded",
                metadata: ["message": "\(row.message)", "error": "\(String(reflecting: error))"]
            )
        }
    }

    /// The last look before a message leaves, and the mark that it is leaving, in one transaction.
    ///
    /// - Returns: Why it may not leave any more; nil where it leaves now.
    private func start(_ row: OutboxRow) async throws -> (code: String, detail: String)? {
        try await store.write { [clock] tx -> (code: String, detail: String)? in
            if let refusal = try Self.refusal(tx, row, nowMs: clock.nowMs) { return refusal }
            guard try OutboxQueries.startSending(tx, row, clock: clock) else {
                throw StoreError(.other, detail: "the claim has lapsed")
            }
            return nil
        }
    }

    /// Source: spec rows A-02, 1.35: judged when accepted and again when dispatched.
    private static func refusal(
        _ tx: any ReadTransaction,
        _ row: OutboxRow,
        nowMs: Int64
    ) throws -> (code: String, detail: String)? {
        if let template = row.payload.template {
            let current = try TemplateQueries.find(tx, organization: row.organization, id: template.id)
            if current?.status == .approved { return nil }
            return ("template_not_approved", "The template is no longer approved.")
        }
        let closes = try tx.first(
            """
            SELECT conversations.window_closes_at_ms FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
             WHERE messages.organization_id = \(row.organization) AND messages.id = \(row.message)
            """
        )?.get("window_closes_at_ms", as: Int64?.self)
        if ServiceWindow.isOpen(closesAtMs: closes ?? nil, nowMs: nowMs) { return nil }
        return ("window_closed", "The 24 hours ended before the message was sent.")
    }

    private enum Outcome {
        case accepted(AcceptedMessage)
        case failed(code: String, detail: String)
        case failure(SendFailure)
    }

    private func call(_ message: OutgoingMessage, _ row: OutboxRow, _ client: GraphClient) async -> Outcome {
        do throws(SendFailure) {
            return .accepted(try await client.send(message))
        } catch {
            logger.warning(
                "a message was not accepted",
                metadata: ["message": "\(row.message)", "code": "\(error.code)", "detail": "\(error.detail)"]
            )
            return .failure(error)
        }
    }

    private func record(_ row: OutboxRow, _ outcome: Outcome) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            switch outcome {
            case .accepted(let accepted):
                try Self.accept(tx, ids: ids, row, accepted, atMs: now)
            case .failed(let code, let detail):
                try Self.fail(tx, ids: ids, row, code: code, detail: detail, atMs: now)
            case .failure(let failure):
                switch OutboxPolicy.step(after: failure, attempt: row.attempt) {
                case .failed(let code, let detail):
                    try Self.fail(tx, ids: ids, row, code: code, detail: detail, atMs: now)
                case .again(let afterMs):
                    try OutboxQueries.putBack(tx, message: row.message, dueAtMs: now + afterMs, countsAttempt: true)
                case .unknown:
                    _ = try OutboxQueries.finish(tx, message: row.message, .unknown)
                    try appendEvent(
                        tx,
                        ids: ids,
                        organization: row.organization,
                        message: row.message,
                        kind: "unknown",
                        atMs: now
                    )
                case .channelStopped(let code):
                    try OutboxQueries.putBack(tx, message: row.message, dueAtMs: now, countsAttempt: false)
                    try ChannelQueries.setState(tx, id: row.channel, .stopped, reason: code)
                    try EventLog.append(
                        tx,
                        id: ids.next(),
                        organizationID: row.organization.rawValue,
                        kind: "channel.stopped",
                        subjectID: row.channel.rawValue,
                        atMs: now
                    )
                }
            }
        }
    }

    private static func accept(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ row: OutboxRow,
        _ accepted: AcceptedMessage,
        atMs: Int64
    ) throws {
        _ = try OutboxQueries.finish(tx, message: row.message, .sent)
        guard let message = try MessageQueries.find(tx, organization: row.organization, id: row.message) else { return }
        // A status webhook may have been faster than this answer: it is never moved back.
        let status: DeliveryStatus = message.status.rises(to: .sent) ? .sent : message.status
        if message.status == .queued {
            try MessageQueries.setStatus(
                tx,
                organization: row.organization,
                id: row.message,
                status,
                wamid: accepted.wamid,
                atMs: atMs
            )
            try ConversationQueries.setLastStatus(
                tx,
                organization: row.organization,
                message: row.message,
                conversation: message.conversation,
                status: status
            )
        }
        try appendEvent(tx, ids: ids, organization: row.organization, message: row.message, kind: "sent", atMs: atMs)
    }

    private static func fail(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ row: OutboxRow,
        code: String,
        detail: String,
        atMs: Int64
    ) throws {
        _ = try OutboxQueries.finish(tx, message: row.message, .failed)
        guard let message = try MessageQueries.find(tx, organization: row.organization, id: row.message),
            message.status.rises(to: .failed)
        else { return }
        try MessageQueries.setStatus(
            tx,
            organization: row.organization,
            id: row.message,
            .failed,
            wamid: nil,
            error: (code, detail),
            atMs: atMs
        )
        try ConversationQueries.setLastStatus(
            tx,
            organization: row.organization,
            message: row.message,
            conversation: message.conversation,
            status: .failed
        )
        try appendEvent(tx, ids: ids, organization: row.organization, message: row.message, kind: "failed", atMs: atMs)
    }
}

/// Tells the log that a message came a step further.
private func appendEvent(
    _ tx: any WriteTransaction,
    ids: IDGenerator,
    organization: ID<Organization>,
    message: ID<Message>,
    kind: String,
    atMs: Int64
) throws {
    try EventLog.append(
        tx,
        id: ids.next(),
        organizationID: organization.rawValue,
        kind: "message.\(kind)",
        subjectID: message.rawValue,
        atMs: atMs
    )
}
