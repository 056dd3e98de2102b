import Identity
import Storage
import WhatsAppCloud

/// Writes down what became of a row: outbox, message, conversation and event in one transaction.
struct RecordOutcome: Sendable {
    /// What became of it.
    enum Outcome: Sendable {
        case accepted(AcceptedMessage)
        /// We did not send it.
        case refusedByUs(LastLook.Refusal)
        case failure(SendFailure)
    }

    let clock: WallClock
    let ids: IDGenerator

    /// Writes down that we do not send a row of which no call is under way.
    func refuse(
        _ tx: any WriteTransaction,
        _ organization: ID<Organization>,
        _ message: ID<Message>,
        _ refusal: LastLook.Refusal
    ) throws {
        try fail(tx, organization, message, code: refusal.code, endsQueued: true, atMs: clock.nowMs)
    }

    func apply(_ tx: any WriteTransaction, _ row: OutboxRow, _ outcome: Outcome) throws {
        let atMs = clock.nowMs
        switch outcome {
        case .accepted(let told): try accept(tx, [(row, told)])
        case .refusedByUs(let refusal):
            try fail(tx, row.organization, row.message, code: refusal.code, atMs: atMs)
        case .failure(let failure):
            let isConnected = try ConnectionQueries.isThere(tx, organization: row.organization, channel: row.channel)
            switch OutboxPolicy.step(after: failure, attempt: row.attempt) {
            case .again where !isConnected, .hold where !isConnected, .channelStopped where !isConnected:
                try fail(tx, row.organization, row.message, code: FailQueued.code, atMs: atMs)
            case .failed(let code): try fail(tx, row.organization, row.message, code: code, atMs: atMs)
            case .again(let afterMs):
                try OutboxQueries.putBack(tx, row, dueAtMs: atMs + afterMs, countsAttempt: true)
            case .hold(let code, let afterMs): try hold(tx, row, code: code, afterMs: afterMs, atMs: atMs)
            case .unknown: try park(tx, row, atMs: atMs)
            case .channelStopped(let code): try stop(tx, row, code: code, atMs: atMs)
            }
        }
    }

    /// Writes down what Meta has accepted of one number: a busy one has many at once, so each step is one for all of them.
    func accept(_ tx: any WriteTransaction, _ accepted: [(row: OutboxRow, told: AcceptedMessage)]) throws {
        guard let organization = accepted.first?.row.organization else { return }
        let atMs = clock.nowMs
        try OutboxQueries.finishSent(tx, organization: organization, messages: accepted.map(\.row.message))
        // A status webhook may have been faster than the answer: a message is never moved back.
        let moved = try MessageQueries.setSent(
            tx,
            organization: organization,
            accepted.map { ($0.row.message, $0.told.wamid) },
            atMs: atMs
        )
        try ConversationQueries.setLastStatus(tx, organization: organization, messages: moved, status: .sent)
        try MessageEvent.append(tx, ids: ids, organization: organization, messages: moved, .sent, atMs: atMs)
        try ConversationQueries.learn(tx, organization: organization, accepted.map { ($0.row.message, $0.told) })
    }

    /// The number waits, and this message with it; what was refused for a while is at its turn again then.
    private func hold(
        _ tx: any WriteTransaction,
        _ row: OutboxRow,
        code: String,
        afterMs: Int64,
        atMs: Int64
    ) throws {
        let present = try SendingPauseQueries.find(tx, of: row.businessNumber)
        let pause = SendingPause.next(after: present, reason: code, waitMs: afterMs, nowMs: atMs)
        try SendingPauseQueries.set(tx, organization: row.organization, row.businessNumber, pause)
        try OutboxQueries.putBack(tx, row, dueAtMs: atMs, countsAttempt: false)
        if pause != present, pause.isLong(nowMs: atMs) {
            try ChannelStops(ids: ids, organization: row.organization, channel: row.channel)
                .tellPause(tx, number: row.businessNumber, reason: code, atMs: atMs)
        }
    }

    private func fail(
        _ tx: any WriteTransaction,
        _ organization: ID<Organization>,
        _ message: ID<Message>,
        code: String,
        endsQueued: Bool = false,
        atMs: Int64
    ) throws {
        _ = try OutboxQueries.finish(
            tx,
            organization: organization,
            message: message,
            .failed,
            endsQueued: endsQueued
        )
        try move(tx, organization, message, to: .failed, wamid: nil, errorCode: code, atMs: atMs)
    }

    /// A status webhook may have been faster than the answer: a message is never moved back.
    private func move(
        _ tx: any WriteTransaction,
        _ organization: ID<Organization>,
        _ id: ID<Message>,
        to status: DeliveryStatus,
        wamid: String?,
        errorCode: String?,
        atMs: Int64
    ) throws {
        guard let message = try MessageQueries.find(tx, organization: organization, id: id),
            message.status.rises(to: status)
        else { return }
        try MessageQueries.setStatus(
            tx,
            organization: organization,
            id: id,
            status,
            wamid: wamid,
            errorCode: errorCode,
            atMs: atMs
        )
        try ConversationQueries.setLastStatus(
            tx,
            organization: organization,
            message: id,
            conversation: message.conversation,
            status: status
        )
        try append(tx, organization, id, MessageEvent.Verb(status), atMs: atMs)
    }

    private func park(_ tx: any WriteTransaction, _ row: OutboxRow, atMs: Int64) throws {
        if try OutboxQueries.finish(tx, organization: row.organization, message: row.message, .unknown) {
            try append(tx, row.organization, row.message, .unknown, atMs: atMs)
        }
    }

    private func stop(_ tx: any WriteTransaction, _ row: OutboxRow, code: String, atMs: Int64) throws {
        try OutboxQueries.putBack(tx, row, dueAtMs: atMs, countsAttempt: false)
        let stops = ChannelStops(ids: ids, organization: row.organization, channel: row.channel)
        if ChannelStops.isAboutNumber(code) {
            try stops.stop(tx, number: row.businessNumber, reason: code, .refusal, atMs: atMs)
        } else {
            try stops.stop(tx, reason: code, .refusal, atMs: atMs)
        }
    }

    private func append(
        _ tx: any WriteTransaction,
        _ organization: ID<Organization>,
        _ message: ID<Message>,
        _ verb: MessageEvent.Verb,
        atMs: Int64
    ) throws {
        try MessageEvent.append(tx, ids: ids, organization: organization, message: message, verb, atMs: atMs)
    }
}
