import Identity
import Storage
import WhatsAppCloud

/// Writes down what became of a row: outbox, message, conversation and event in one transaction.
struct RecordOutcome: Sendable {
    /// What became of it.
    enum Outcome: Sendable {
        case accepted(AcceptedMessage)
        /// We did not send it.
        case refusedByUs(code: String, detail: String)
        case failure(SendFailure)
    }

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator

    func callAsFunction(_ row: OutboxRow, _ outcome: Outcome) async throws {
        let now = clock.nowMs
        try await store.write { tx in try apply(tx, row, outcome, atMs: now) }
    }

    private func apply(_ tx: any WriteTransaction, _ row: OutboxRow, _ outcome: Outcome, atMs: Int64) throws {
        switch outcome {
        case .accepted(let accepted): try accept(tx, row, accepted, atMs: atMs)
        case .refusedByUs(let code, let detail): try fail(tx, row, code: code, detail: detail, atMs: atMs)
        case .failure(let failure):
            let isConnected = try ConnectionQueries.isThere(tx, organization: row.organization, channel: row.channel)
            switch OutboxPolicy.step(after: failure, attempt: row.attempt) {
            case .again where !isConnected, .channelStopped where !isConnected:
                try fail(tx, row, code: FailQueued.code, detail: FailQueued.detail, atMs: atMs)
            case .failed(let code, let detail): try fail(tx, row, code: code, detail: detail, atMs: atMs)
            case .again(let afterMs):
                try OutboxQueries.putBack(tx, row, dueAtMs: atMs + afterMs, countsAttempt: true)
            case .unknown: try park(tx, row, atMs: atMs)
            case .channelStopped(let code): try stop(tx, row, code: code, atMs: atMs)
            }
        }
    }

    private func accept(
        _ tx: any WriteTransaction,
        _ row: OutboxRow,
        _ accepted: AcceptedMessage,
        atMs: Int64
    ) throws {
        _ = try OutboxQueries.finish(tx, organization: row.organization, message: row.message, .sent)
        try move(tx, row, to: .sent, wamid: accepted.wamid, error: nil, atMs: atMs)
    }

    private func fail(_ tx: any WriteTransaction, _ row: OutboxRow, code: String, detail: String, atMs: Int64) throws {
        _ = try OutboxQueries.finish(tx, organization: row.organization, message: row.message, .failed)
        try move(tx, row, to: .failed, wamid: nil, error: (code, detail), atMs: atMs)
    }

    /// A status webhook may have been faster than the answer: a message is never moved back.
    private func move(
        _ tx: any WriteTransaction,
        _ row: OutboxRow,
        to status: DeliveryStatus,
        wamid: String?,
        error: (code: String, detail: String)?,
        atMs: Int64
    ) throws {
        guard let message = try MessageQueries.find(tx, organization: row.organization, id: row.message),
            message.status.rises(to: status)
        else { return }
        try MessageQueries.setStatus(
            tx,
            organization: row.organization,
            id: row.message,
            status,
            wamid: wamid,
            error: error,
            atMs: atMs
        )
        try ConversationQueries.setLastStatus(
            tx,
            organization: row.organization,
            message: row.message,
            conversation: message.conversation,
            status: status
        )
        try append(tx, row, MessageEvent.Verb(status), atMs: atMs)
    }

    private func park(_ tx: any WriteTransaction, _ row: OutboxRow, atMs: Int64) throws {
        if try OutboxQueries.finish(tx, organization: row.organization, message: row.message, .unknown) {
            try append(tx, row, .unknown, atMs: atMs)
        }
    }

    private func stop(_ tx: any WriteTransaction, _ row: OutboxRow, code: String, atMs: Int64) throws {
        try OutboxQueries.putBack(tx, row, dueAtMs: atMs, countsAttempt: false)
        let stops = ChannelStops(ids: ids, organization: row.organization, channel: row.channel)
        if ChannelStops.isAboutNumber(code) {
            try stops.stop(tx, number: row.businessNumber, reason: code, atMs: atMs)
        } else {
            try stops.stop(tx, reason: code, atMs: atMs)
        }
    }

    private func append(_ tx: any WriteTransaction, _ row: OutboxRow, _ verb: MessageEvent.Verb, atMs: Int64) throws {
        try MessageEvent.append(
            tx,
            ids: ids,
            organization: row.organization,
            message: row.message,
            verb,
            atMs: atMs
        )
    }
}
