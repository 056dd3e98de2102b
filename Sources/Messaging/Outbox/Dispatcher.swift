import Identity
package import Logging
import ServiceLifecycle
package import Storage
import Synchronization
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
    private let record: RecordOutcome
    private let doorbell = Doorbell()
    private let underWay = Counter()

    /// A dispatcher for every channel of the database; each node may run one.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, logger: Logger) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.logger = logger
        record = RecordOutcome(store: store, clock: clock, ids: ids)
    }

    package func run() async throws {
        store.ring(doorbell, on: .outbox)
        await withDiscardingTaskGroup { group in
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                if await fillWindow(&group) { continue }
                await cancelWhenGracefulShutdown { await doorbell.wait(upTo: .seconds(1)) }
            }
            // The calls under way end by themselves: one that was cut off would be unknown for ever.
        }
    }

    /// Claims as many rows as the window has room for, and starts their calls.
    ///
    /// - Returns: Whether there may be more to claim at once.
    private func fillWindow(_ group: inout DiscardingTaskGroup) async -> Bool {
        do {
            try await parkLost()
            let room = Self.window - underWay.value.load(ordering: .relaxed)
            guard room > 0 else { return false }
            let rows = try await claim(room)
            for row in rows {
                underWay.value.add(1, ordering: .relaxed)
                group.addTask {
                    await send(row)
                    underWay.value.subtract(1, ordering: .relaxed)
                    // There is room, and the conversation's next message may go.
                    doorbell.ring()
                }
            }
            return rows.count == room
        } catch {
            logger.error("messages were not dispatched", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func claim(_ limit: Int) async throws -> [OutboxRow] {
        try await store.write { [clock] tx in try OutboxQueries.claim(tx, limit: limit, clock: clock) }
    }

    /// Claims and sends one window's worth, and waits for the outcomes.
    ///
    /// - Returns: How many rows were claimed.
    /// - Throws: ``StoreError`` where claiming fails; what becomes of a call is recorded, not thrown.
    @discardableResult
    package func sendBatch() async throws -> Int {
        let rows = try await claim(Self.window)
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
                try MessageEvent.append(tx, ids: ids, organization: organization, message: message, .unknown, atMs: now)
            }
        }
    }

    private func send(_ row: OutboxRow) async {
        do {
            try await record(row, await outcome(of: row))
        } catch {
            // A claimed row is claimed again when its lease lapses; a sending one becomes unknown.
            logger.error(
                "a message's step was not recorded",
                metadata: ["message": "\(row.message)", "error": "\(String(reflecting: error))"]
            )
        }
    }

    /// Whatever can fail on our side fails before the row is marked: only a call that leaves may end as unknown.
    private func outcome(of row: OutboxRow) async throws -> RecordOutcome.Outcome {
        let client: GraphClient
        do {
            client = try await graph.client(for: row.channel, of: row.organization, store: store)
        } catch let failure as SecretBox.Failure {
            return .failure(
                SendFailure(answer: .channelStopped, code: "secret_unreadable", detail: failure.description)
            )
        }
        guard let message = row.payload.message(id: row.message) else {
            return .refusedByUs(code: "no_recipient", detail: "The message has no recipient.")
        }
        if let refusal = try await start(row) {
            return .refusedByUs(code: refusal.code, detail: refusal.detail)
        }
        return await call(message, row, client)
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
        if try isRecordInBin(tx, row) {
            return ("record_deleted", "The record was deleted before the message was sent.")
        }
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

    private static func isRecordInBin(_ tx: any ReadTransaction, _ row: OutboxRow) throws -> Bool {
        try tx.first(
            """
            SELECT records.id FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
              JOIN records ON records.id = conversations.record_id
             WHERE messages.organization_id = \(row.organization) AND messages.id = \(row.message)
               AND records.deleted_at_ms IS NOT NULL
            """
        ) != nil
    }

    private func call(_ message: OutgoingMessage, _ row: OutboxRow, _ client: GraphClient) async
        -> RecordOutcome.Outcome
    {
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
}

/// How many calls are under way; a class, since tasks share it.
private final class Counter: Sendable {
    let value = Atomic(0)
}
