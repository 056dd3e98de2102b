import Foundation
import Identity
package import Logging
import ServiceLifecycle
package import Storage
import WhatsAppCloud

/// Works through the journal in order: every entry, every change, every item.
///
/// Many items share a transaction, since a commit costs more than an item. Where one of them fails, each is done again on its own, and
/// what fails there is parked: it takes no neighbour with it.
package struct InboundProcessor: Service {
    private static let batchSize = 50
    /// Items of one transaction at most.
    private static let chunkSize = 256
    /// How long a transaction goes on taking items.
    private static let slice = Duration.milliseconds(40)
    /// The longest that it waits for those that wait to be stored.
    private static let maximumCourtesy = Duration.milliseconds(250)
    /// A tenth of the time is left for processing however many come in.
    private static let courtesies = 1...10

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let journal: JournalWriter?
    private let logger: Logger
    private let waiting: WaitingItems
    private let doorbell = Doorbell()

    /// A processor for every channel of the database.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: The product's clock.
    ///   - ids: Makes ids.
    ///   - journal: The writer of this process, which goes first; nil where there is none.
    ///   - logger: For what cannot be treated.
    package init(
        store: any Store,
        clock: WallClock,
        ids: IDGenerator,
        journal: JournalWriter? = nil,
        logger: Logger
    ) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.journal = journal
        self.logger = logger
        waiting = WaitingItems(store: store, clock: clock, ids: ids, logger: logger)
    }

    package func run() async throws {
        store.ring(doorbell, on: .inbound)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await processBatch() > 0 { continue }
                } catch {
                    logger.error("the inbound journal was not processed", metadata: ["error": "\(error)"])
                }
                await doorbell.wait(upTo: .seconds(1))
            }
        }
    }

    /// Processes the oldest bodies that wait.
    ///
    /// - Returns: How many bodies.
    /// - Throws: ``StoreError`` where the database is away: they are processed again later, which changes nothing twice.
    @discardableResult
    package func processBatch() async throws -> Int {
        let bodies = try await store.read { tx in try JournalQueries.waiting(tx, limit: Self.batchSize) }
        let ids = Set(bodies.map(\.channel))
        let channels = try await store.read { tx in
            try ids.reduce(into: [:]) { found, id in found[id] = try ChannelQueries.find(tx, id: id) }
        }
        for body in bodies where channels[body.channel] == nil {
            try await store.write { tx in try JournalQueries.finish(tx, [body.id]) }
        }
        var left: ArraySlice<JournalItem> = bodies.flatMap { body -> [JournalItem] in
            guard let channel = channels[body.channel] else { return [] }
            return items(of: JournalEntry(id: body.id, channel: channel, body: body.body))
        }[...]
        var took = Duration.zero
        while let first = left.first {
            // An answer to Meta goes first: the more come in at once, the longer it waits, and the shorter it is, since on SQLite those
            // who store wait for its end.
            await journal?.waitForCalm(upTo: min(max(took, .milliseconds(2)) * courtesy, Self.maximumCourtesy))
            let begin = ContinuousClock.now
            // One channel at a time, whose lock the transaction takes.
            let chunk = left.prefix(Self.chunkSize).prefix { $0.entry.channel.id == first.entry.channel.id }
            left = left.dropFirst(try await process(chunk))
            took = begin.duration(to: .now)
        }
        return bodies.count
    }

    private var courtesy: Int {
        min(max(journal?.pressure ?? 1, Self.courtesies.lowerBound), Self.courtesies.upperBound)
    }

    /// What a body consists of.
    private func items(of entry: JournalEntry) -> [JournalItem] {
        var items: [WebhookItem] = []
        do {
            items = try WebhookBatch.items(of: Data(entry.body), receivedAtMs: IDGenerator.timeMs(of: entry.id))
        } catch {
            // Signed and unreadable: the body itself stays in the journal.
            logger.error("a webhook body is not readable", metadata: ["journal": "\(entry.id)", "error": "\(error)"])
        }
        if items.isEmpty { return [JournalItem(entry: entry, index: 0, content: nil, isLast: true)] }
        return items.enumerated().map { index, item in
            JournalItem(entry: entry, index: index, content: item, isLast: index == items.count - 1)
        }
    }

    /// Treats items of one channel in a transaction, as many as its time allows.
    ///
    /// - Returns: How many are done with.
    private func process(_ chunk: ArraySlice<JournalItem>) async throws -> Int {
        do {
            let (done, ready) = try await store.write { tx in try treat(chunk, tx) }
            try await waiting.apply(ready)
            return done
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            for item in chunk { try await processAlone(item) }
            return chunk.count
        }
    }

    private func processAlone(_ item: JournalItem) async throws {
        do {
            let (_, ready) = try await store.write { tx in try treat([item], tx) }
            try await waiting.apply(ready)
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            logger.error(
                "an item of a webhook was parked",
                metadata: [
                    "journal": "\(item.entry.id)", "index": "\(item.index)", "error": "\(String(reflecting: error))",
                ]
            )
            try await parkFailed(item)
        }
    }

    /// Keeps what failed; what it had done was undone.
    private func parkFailed(_ item: JournalItem) async throws {
        do {
            try await store.write { tx in
                try park(tx, item, reason: "failed")
                if item.isLast { try JournalQueries.finish(tx, [item.entry.id]) }
            }
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            // What cannot even be parked stays in its body; it must not hold up what stands behind it.
            logger.error("an item of a webhook could not be parked", metadata: ["journal": "\(item.entry.id)"])
            if item.isLast { try await store.write { tx in try JournalQueries.finish(tx, [item.entry.id]) } }
        }
    }

    /// Treats items in order until the time is over; the last item of a body finishes it.
    ///
    /// - Returns: How many are done with, and what had been waiting for them.
    private func treat(
        _ chunk: ArraySlice<JournalItem>,
        _ tx: any WriteTransaction
    ) throws -> (done: Int, ready: [WaitingItems.Ready]) {
        guard let channel = chunk.first?.entry.channel else { return (0, []) }
        // Every node processes; of two with the same bodies, the second finds them done.
        try tx.lock(AdvisoryLock(named: "inbound \(channel.id)"))
        let begin = ContinuousClock.now
        let waiting = try JournalQueries.waiting(tx, among: Set(chunk.map(\.entry.id)))
        var memory = Memory(
            known: try MessageQueries.known(tx, of: channel, wamids: chunk.compactMap(\.content?.wamid))
        )
        var finished: [ID<JournalEntry>] = []
        var done = 0
        for item in chunk {
            done += 1
            guard waiting.contains(item.entry.id) else { continue }
            switch try apply(item, &memory, tx) {
            case .treated: break
            case .notTreated: try park(tx, item, reason: "not_treated")
            case .waits(let wamid): try park(tx, item, reason: "waits", for: wamid)
            }
            if item.isLast { finished.append(item.entry.id) }
            let slice = journal?.isAtWork == true ? Self.slice / courtesy : Self.slice
            if begin.duration(to: .now) > slice { break }
        }
        try JournalQueries.finish(tx, finished)
        let ready = try WaitingItems.ready(
            tx,
            organization: channel.organization,
            channel: channel.id,
            wamids: chunk.prefix(done).compactMap(\.content?.wamid)
        )
        return (done, ready)
    }

    private func park(
        _ tx: any WriteTransaction,
        _ item: JournalItem,
        reason: String,
        for wamid: String? = nil
    ) throws {
        guard let content = item.content else { return }
        try JournalQueries.park(
            tx,
            id: ids.next(),
            entry: item.entry,
            index: item.index,
            item: content,
            reason: reason,
            waitsFor: wamid,
            atMs: clock.nowMs
        )
    }

    /// Applies one item.
    private func apply(
        _ journalItem: JournalItem,
        _ memory: inout Memory,
        _ tx: any WriteTransaction
    ) throws -> Treatment {
        guard let item = journalItem.content else { return .treated }
        switch item.content {
        case .message(let message):
            // What is written to a number that was put out of use is no conversation of ours.
            guard let context = try context(of: item, journalItem.entry, &memory, tx), context.number.isInUse else {
                return .notTreated
            }
            // Meta repeats itself within one body, too.
            let (isNew, _) = memory.known.insert(KnownMessage(number: context.number.id, wamid: message.wamid))
            return try ReceiveMessage(context, isKnown: !isNew).apply(tx, message, raw: item.raw)
        case .status(let status):
            guard let context = try context(of: item, journalItem.entry, &memory, tx) else { return .notTreated }
            return try ApplyStatus(context).apply(tx, status, raw: item.raw)
        case .preference(let update):
            guard let context = try context(of: item, journalItem.entry, &memory, tx) else { return .notTreated }
            return try ReceivePreference(context).apply(tx, update)
        case .templateStatus(let update):
            return try news(item, journalItem.entry, tx) { try ReviewUpdates.apply(tx, update, $0) }
        case .templateCategory(let update):
            return try news(item, journalItem.entry, tx) { try ReviewUpdates.apply(tx, update, $0) }
        case .templateQuality(let update):
            return try news(item, journalItem.entry, tx) { try ReviewUpdates.apply(tx, update, $0) }
        case .account(let update):
            return try news(item, journalItem.entry, tx) { try ApplyAccountUpdate($0).apply(tx, update) }
        case .other:
            return .notTreated
        }
    }

    /// Applies news to the account that they are about: an app that serves several gets all of them at one address.
    ///
    /// Source: wire reference 5.2.
    private func news(
        _ item: WebhookItem,
        _ entry: JournalEntry,
        _ tx: any WriteTransaction,
        apply: (AccountNews) throws -> Bool
    ) throws -> Treatment {
        var channel: ChannelAccount? = entry.channel
        if item.wabaID != entry.channel.wabaID {
            channel = try ChannelQueries.find(tx, organization: entry.channel.organization, wabaID: item.wabaID)
        }
        guard let channel, channel.isConnected else { return .notTreated }
        let news = AccountNews(ids: ids, channel: channel, toldAtMs: item.toldAtMs, atMs: clock.nowMs)
        return try apply(news) ? .treated : .notTreated
    }

    /// Routed by Meta's id of the number, within the channel whose address was called; numbers that were looked for are remembered.
    private func context(
        of item: WebhookItem,
        _ entry: JournalEntry,
        _ memory: inout Memory,
        _ tx: any ReadTransaction
    ) throws -> InboundContext? {
        guard let phoneNumberID = item.phoneNumberID else { return nil }
        if memory.numbers[phoneNumberID] == nil {
            let found = try ChannelQueries.number(tx, of: entry.channel, phoneNumberID: phoneNumberID)
            memory.numbers[phoneNumberID] = .some(found)
        }
        guard let number = memory.numbers[phoneNumberID] ?? nil else { return nil }
        return InboundContext(
            clock: clock,
            ids: ids,
            channel: entry.channel,
            number: number,
            receivedAtMs: IDGenerator.timeMs(of: entry.id)
        )
    }
}

/// What a transaction has looked for once for all its items.
private struct Memory {
    /// Messages that stand in their conversations already.
    var known: Set<KnownMessage>
    /// Numbers by Meta's id; nil where it is none of ours.
    var numbers: [String: BusinessNumber?] = [:]
}

/// One item of a body on its way through the processor.
private struct JournalItem: Sendable {
    let entry: JournalEntry
    /// Its place in the body.
    let index: Int
    /// Nil where the body has none that can be read.
    let content: WebhookItem?
    /// Whether the body is done with after it.
    let isLast: Bool
}

extension WebhookItem {
    /// Meta's id of the message that it is or tells of.
    fileprivate var wamid: String? {
        switch content {
        case .message(let message): message.wamid
        case .status(let status): status.wamid
        default: nil
        }
    }
}
