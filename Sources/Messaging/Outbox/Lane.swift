import Identity
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import WhatsAppCloud

/// What one number sends: a rolling window of calls, at the pace that Meta allows, and nobody else's trouble.
///
/// Each turn is one transaction: it writes down what became of the calls that have come back, and takes the rows for the room that
/// they leave. While it commits more calls come back, so the busier a lane is the more one commit does.
struct Lane: Sendable {
    /// What a lane needs besides its number.
    struct Tools: Sendable {
        let store: any Store
        let clock: WallClock
        let ids: IDGenerator
        let graph: GraphAccess
        let media: MediaUpload
        let logger: Logger
        /// Messages a second.
        let perSecond: Double
    }

    private struct Ended: Sendable {
        let row: OutboxRow
        /// Nil where it was turned away, and that stands in the database.
        let outcome: RecordOutcome.Outcome?
    }

    /// Calls under way at most: what the pace needs where an answer takes half a second.
    private var window: Int { min(128, max(16, Int(tools.perSecond / 2))) }

    /// Files that are handed over at once: they fill the line, and what needs none goes past them.
    private static let uploads = 2

    let number: LaneNumber
    let tools: Tools
    let bell: Doorbell
    private let ended = Inbox<Ended>()
    private let uploading = Tally()

    init(_ number: LaneNumber, _ tools: Tools, bell: Doorbell) {
        self.number = number
        self.tools = tools
        self.bell = bell
    }

    /// Sends until nothing is due any more or the program stops; calls under way are waited for, since one that was cut off would
    /// be unknown for ever.
    ///
    /// - Parameter earlier: The number's pace so far; nil for its first messages.
    /// - Returns: Its pace from now on.
    func run(_ earlier: SendingPace?) async -> SendingPace {
        var pace = earlier ?? SendingPace(perSecond: tools.perSecond, nowMs: tools.clock.realMs)
        var underWay = 0
        await withDiscardingTaskGroup { calls in
            while true {
                let isStopping = Task.isShuttingDownGracefully || Task.isCancelled
                let back = ended.takeAll()
                let room =
                    isStopping ? 0 : min(window - underWay + back.count, pace.available(nowMs: tools.clock.realMs))
                let turn = await turn(back, room: room, &pace)
                underWay += turn.count - back.count
                for (row, client) in await withClients(turn) {
                    if row.payload.needsUpload { uploading.add(1) }
                    calls.addTask { await send(row, with: client) }
                }
                if underWay == 0, turn.isEmpty, room > 0 || isStopping { return }
                // Every call that comes back rings; while there is room, so does what is new.
                if turn.isEmpty { await bell.wait(upTo: pace.waitMs > 0 ? .milliseconds(pace.waitMs) : .seconds(1)) }
            }
        }
        return pace
    }

    /// Claims and sends what is due at once, and waits for the outcomes.
    ///
    /// - Returns: How many rows were taken.
    func sendOnce() async -> Int {
        var pace = SendingPace(perSecond: tools.perSecond, nowMs: tools.clock.realMs)
        let rows = await turn([], room: window, &pace)
        let calls = await withClients(rows)
        await withTaskGroup(of: Void.self) { group in
            for (row, client) in calls {
                if row.payload.needsUpload { uploading.add(1) }
                group.addTask { await send(row, with: client) }
            }
        }
        _ = await turn(ended.takeAll(), room: 0, &pace)
        return rows.count
    }

    // MARK: - One turn

    /// Writes down what came back and takes new rows; where that fails, nothing is taken, and the outcomes are written one by one.
    private func turn(_ back: [Ended], room: Int, _ pace: inout SendingPace) async -> [OutboxRow] {
        if back.isEmpty, room <= 0 { return [] }
        do {
            let before = pace
            let (rows, after, ready) = try await tools.store.write { tx in
                try note(tx, back)
                var pace = before
                let rows = room > 0 ? try take(tx, room: room, &pace) : []
                if !rows.isEmpty { CrashPoint.claimed.reach() }
                return (rows, pace, try answered(tx, back))
            }
            pace = after
            if !back.isEmpty { CrashPoint.recorded.reach() }
            await settle(ready)
            return rows
        } catch {
            tools.logger.error(
                "messages were not dispatched",
                metadata: ["number": "\(number.id)", "error": "\(String(reflecting: error))"]
            )
            for one in back { await noteAlone(one) }
            return []
        }
    }

    private func note(_ tx: any WriteTransaction, _ back: [Ended]) throws {
        let now = tools.clock.nowMs
        let record = RecordOutcome(clock: tools.clock, ids: tools.ids)
        var accepted: [(row: OutboxRow, told: AcceptedMessage)] = []
        for one in back {
            if case .accepted(let told) = one.outcome {
                accepted.append((one.row, told))
            } else if let outcome = one.outcome {
                try record.apply(tx, one.row, outcome)
            }
        }
        try record.accept(tx, accepted)
        // Whoever was refused for a while and is served again starts anew.
        if !accepted.isEmpty, let pause = try SendingPauseQueries.find(tx, of: number.id), pause.untilMs <= now {
            try SendingPauseQueries.clear(tx, number.id)
        }
    }

    /// What Meta has said of the messages before it answered.
    private func answered(_ tx: any ReadTransaction, _ back: [Ended]) throws -> [WaitingItems.Ready] {
        let wamids = back.compactMap { one -> String? in
            if case .accepted(let accepted) = one.outcome { accepted.wamid } else { nil }
        }
        return try WaitingItems.ready(
            tx,
            organization: number.organization,
            channel: number.channel,
            wamids: wamids
        )
    }

    private func settle(_ ready: [WaitingItems.Ready]) async {
        if ready.isEmpty { return }
        let waiting = WaitingItems(store: tools.store, clock: tools.clock, ids: tools.ids, logger: tools.logger)
        do {
            try await waiting.apply(ready)
        } catch {
            // They are found again within the hour.
            tools.logger.error("what waited for a message was not applied", metadata: ["error": "\(error)"])
        }
    }

    private func noteAlone(_ one: Ended) async {
        do {
            let ready = try await tools.store.write { tx in
                try note(tx, [one])
                return try answered(tx, [one])
            }
            await settle(ready)
        } catch {
            // A claimed row is claimed again when its lease lapses; a sending one becomes unknown.
            tools.logger.error(
                "a message's step was not recorded",
                metadata: ["message": "\(one.row.message)", "error": "\(String(reflecting: error))"]
            )
        }
    }

    /// Takes due rows, turns away what may not leave any more, and marks as leaving what needs no file at Meta first.
    private func take(_ tx: any WriteTransaction, room: Int, _ pace: inout SendingPace) throws -> [OutboxRow] {
        let clock = tools.clock
        let now = clock.nowMs
        guard try OutboxQueries.maySend(tx, number, nowMs: now) else { return [] }
        let allowed = try NoticeQueries.allowed(tx, number, nowMs: now)
        if allowed.isEmpty { return [] }
        let uploadRoom = Self.uploads - uploading.count
        let due = try OutboxQueries.due(
            tx,
            of: number.id,
            allowed,
            limit: room,
            withUploads: uploadRoom > 0,
            clock: clock
        )
        var (unready, ready): ([ID<Message>], [ID<Message>]) = ([], [])
        for row in due where !row.needsUpload || unready.count < uploadRoom {
            if let waitMs = pace.take(row.conversation, nowMs: clock.realMs) {
                try OutboxQueries.delay(tx, row.message, dueAtMs: now + waitMs)
            } else if row.needsUpload {
                unready.append(row.message)
            } else {
                ready.append(row.message)
            }
        }
        var claimed = try OutboxQueries.claim(tx, unready, as: .claimed, clock: clock)
        claimed += try OutboxQueries.claim(tx, try judge(tx, ready), as: .sending, clock: clock)
        return try claimed.compactMap { row in
            if let readable = row.readable { return readable }
            try RecordOutcome(clock: clock, ids: tools.ids).refuse(tx, row.organization, row.message, .unreadable)
            return nil
        }
    }

    /// Turns away what may not leave any more.
    ///
    /// - Returns: What may.
    private func judge(_ tx: any WriteTransaction, _ messages: [ID<Message>]) throws -> [ID<Message>] {
        let refusals = try LastLook.refusals(tx, messages, of: number.organization, nowMs: tools.clock.nowMs)
        let record = RecordOutcome(clock: tools.clock, ids: tools.ids)
        return try messages.filter { message in
            guard let judged = refusals[message] else { return true }
            if let refusal = judged {
                try record.refuse(tx, number.organization, message, refusal)
            } else {
                // Meta has it already, whatever an earlier call was answered.
                _ = try OutboxQueries.finish(
                    tx,
                    organization: number.organization,
                    message: message,
                    .sent,
                    endsQueued: true
                )
            }
            return false
        }
    }

    // MARK: - One call

    /// Gives the rows of one turn clients with the present secrets: usually all the same, of the number's channel.
    private func withClients(_ rows: [OutboxRow]) async -> [(OutboxRow, Result<GraphClient, any Error>)] {
        var clients: [ID<ChannelAccount>: Result<GraphClient, any Error>] = [:]
        var calls: [(OutboxRow, Result<GraphClient, any Error>)] = []
        for row in rows {
            let client: Result<GraphClient, any Error>
            if let known = clients[row.channel] { client = known } else { client = await self.client(for: row) }
            clients[row.channel] = client
            calls.append((row, client))
        }
        return calls
    }

    private func client(for row: OutboxRow) async -> Result<GraphClient, any Error> {
        do {
            return .success(
                try await tools.graph.client(for: row.channel, of: row.organization, store: tools.store)
            )
        } catch {
            return .failure(error)
        }
    }

    private func send(_ row: OutboxRow, with client: Result<GraphClient, any Error>) async {
        do {
            ended.add(Ended(row: row, outcome: try await outcome(of: row, with: client)))
        } catch {
            tools.logger.error(
                "a message was not sent",
                metadata: ["message": "\(row.message)", "error": "\(String(reflecting: error))"]
            )
            // Nothing has left: it is taken again at once, or when its lease lapses.
            let failure = SendFailure(answer: .hold(after: .seconds(5)), code: "internal", detail: "\(error)")
            ended.add(Ended(row: row, outcome: .failure(failure)))
        }
        bell.ring()
    }

    /// Whatever can fail on our side fails before the call: only a call that leaves may end as unknown.
    private func outcome(
        of row: OutboxRow,
        with found: Result<GraphClient, any Error>
    ) async throws -> RecordOutcome.Outcome? {
        let client: GraphClient
        let payload: OutboxPayload
        do {
            defer { endUpload(of: row) }
            client = try found.get()
            payload = try await tools.media.prepare(row.payload, of: row, with: client)
        } catch let failure as SecretBox.Failure {
            let stopped = SendFailure(answer: .channelStopped, code: "secret_unreadable", detail: failure.description)
            return .failure(stopped)
        } catch let failure as SendFailure {
            return .failure(failure)
        }
        if payload.needsUpload {
            let isLeaving = try await tools.store.write { tx in
                try !judge(tx, [row.message]).isEmpty && OutboxQueries.startSending(tx, row, clock: tools.clock)
            }
            if !isLeaving { return nil }
        }
        guard let message = payload.message(id: row.message) else { return .refusedByUs(.noRecipient) }
        CrashPoint.sending.reach()
        defer { CrashPoint.answered.reach() }
        do throws(SendFailure) {
            return .accepted(try await client.send(message))
        } catch {
            tools.logger.warning(
                "a message was not accepted",
                metadata: ["message": "\(row.message)", "code": "\(error.code)", "detail": "\(error.detail)"]
            )
            return .failure(error)
        }
    }

    /// Once Meta has its file, or will not have it, the next one may be handed over.
    private func endUpload(of row: OutboxRow) {
        guard row.payload.needsUpload else { return }
        uploading.add(-1)
        bell.ring()
    }
}

/// How many there are of something that several tasks begin and end; a class, since they share it.
final class Tally: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func add(_ difference: Int) {
        value.withLock { $0 += difference }
    }
}

/// What calls hand over to their lane; a class, since they share it.
final class Inbox<Item: Sendable>: Sendable {
    private let items = Mutex<[Item]>([])

    func add(_ item: Item) {
        items.withLock { $0.append(item) }
    }

    func takeAll() -> [Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }
}
