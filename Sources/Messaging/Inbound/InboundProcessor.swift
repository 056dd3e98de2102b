import Foundation
import Identity
package import Logging
import ServiceLifecycle
package import Storage
import WhatsAppCloud

/// Works through the journal in order: every entry, every change, every item on its own.
package struct InboundProcessor: Service {
    private static let batchSize = 50
    /// How long a body waits for those that wait to be stored: an answer to Meta goes first.
    ///
    /// Ten times what the body before took, so that a tenth of the time is left for processing however many come in.
    private static let courtesy: ClosedRange<Duration> = .milliseconds(25)...(.milliseconds(250))

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let journal: JournalWriter?
    private let logger: Logger
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
        let waiting = try await store.read { tx in try JournalQueries.waiting(tx, limit: Self.batchSize) }
        var took = Duration.zero
        for (id, channelID, body) in waiting {
            await journal?.waitForCalm(upTo: min(max(took * 10, Self.courtesy.lowerBound), Self.courtesy.upperBound))
            let begin = ContinuousClock.now
            let channel = try await store.read { tx in try ChannelQueries.find(tx, id: channelID) }
            if let channel {
                try await process(JournalEntry(id: id, channel: channel, body: body))
            } else {
                try await store.write { tx in try JournalQueries.finish(tx, id: id) }
            }
            took = begin.duration(to: .now)
        }
        return waiting.count
    }

    private func process(_ entry: JournalEntry) async throws {
        let items: [WebhookItem]
        do {
            items = try WebhookBatch.items(of: Data(entry.body))
        } catch {
            // Signed and unreadable: the body itself stays in the journal.
            logger.error("a webhook body is not readable", metadata: ["journal": "\(entry.id)", "error": "\(error)"])
            items = []
        }
        for (index, item) in items.enumerated() {
            // The last item's transaction finishes the body, since a transaction of its own would be another sync.
            try await process(item, at: index, of: entry, isLast: index == items.count - 1)
        }
        if items.isEmpty { try await store.write { tx in try JournalQueries.finish(tx, id: entry.id) } }
    }

    private func process(_ item: WebhookItem, at index: Int, of entry: JournalEntry, isLast: Bool) async throws {
        do {
            try await store.write { tx in
                // Every node processes; of two with the same body, the second finds it done.
                try tx.lock(AdvisoryLock(named: "inbound \(entry.channel.id)"))
                guard try JournalQueries.isWaiting(tx, id: entry.id) else { return }
                switch try apply(item, of: entry, tx) {
                case .treated: break
                case .notTreated: try park(tx, item, at: index, of: entry, reason: "not_treated")
                case .waits(let wamid): try park(tx, item, at: index, of: entry, reason: "waits", for: wamid)
                }
                if isLast { try JournalQueries.finish(tx, id: entry.id) }
            }
            if case .status(let report) = item.content { tellFailure(report) }
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            logger.error(
                "an item of a webhook was parked",
                metadata: ["journal": "\(entry.id)", "index": "\(index)", "error": "\(String(reflecting: error))"]
            )
            try await parkFailed(item, at: index, of: entry, isLast: isLast)
        }
    }

    /// What Meta says of a failure is for the operator, as it is where Meta refuses at once.
    private func tellFailure(_ report: MessageStatus) {
        guard let code = report.errorCode else { return }
        logger.warning(
            "a message did not arrive",
            metadata: [
                "message": "\(report.callbackData ?? "")", "code": "\(code)", "detail": "\(report.errorDetails ?? "")",
            ]
        )
    }

    /// Keeps what failed; what it had done was undone.
    private func parkFailed(_ item: WebhookItem, at index: Int, of entry: JournalEntry, isLast: Bool) async throws {
        do {
            try await store.write { tx in
                try park(tx, item, at: index, of: entry, reason: "failed")
                if isLast { try JournalQueries.finish(tx, id: entry.id) }
            }
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            // What cannot even be parked stays in its body; it must not hold up what stands behind it.
            logger.error("an item of a webhook could not be parked", metadata: ["journal": "\(entry.id)"])
            if isLast { try await store.write { tx in try JournalQueries.finish(tx, id: entry.id) } }
        }
    }

    private func park(
        _ tx: any WriteTransaction,
        _ item: WebhookItem,
        at index: Int,
        of entry: JournalEntry,
        reason: String,
        for wamid: String? = nil
    ) throws {
        try JournalQueries.park(
            tx,
            id: ids.next(),
            entry: entry,
            index: index,
            item: item,
            reason: reason,
            waitsFor: wamid,
            atMs: clock.nowMs
        )
    }

    /// Applies one item.
    private func apply(_ item: WebhookItem, of entry: JournalEntry, _ tx: any WriteTransaction) throws -> Treatment {
        let channel = entry.channel
        switch item.content {
        case .message(let message):
            guard let context = try context(of: item, entry, tx) else { return .notTreated }
            return try ReceiveMessage(context).apply(tx, message, raw: item.raw)
        case .status(let status):
            guard let context = try context(of: item, entry, tx) else { return .notTreated }
            return try ApplyStatus(context).apply(tx, status)
        case .preference(let update):
            guard let context = try context(of: item, entry, tx) else { return .notTreated }
            return try ReceivePreference(context).apply(tx, update)
        case .templateStatus(let update):
            return try ReviewUpdates.apply(tx, update, channel: channel, ids: ids, atMs: clock.nowMs)
                ? .treated : .notTreated
        case .templateCategory(let update):
            return try ReviewUpdates.apply(tx, update, channel: channel, ids: ids, atMs: clock.nowMs)
                ? .treated : .notTreated
        case .templateQuality(let update):
            return try ReviewUpdates.apply(tx, update, channel: channel, ids: ids, atMs: clock.nowMs)
                ? .treated : .notTreated
        case .account(let update):
            return try ApplyAccountUpdate(ids: ids, atMs: clock.nowMs).apply(tx, update, to: channel)
                ? .treated : .notTreated
        case .other:
            return .notTreated
        }
    }

    /// Routed by Meta's id of the number, within the channel whose address was called.
    private func context(
        of item: WebhookItem,
        _ entry: JournalEntry,
        _ tx: any ReadTransaction
    ) throws -> InboundContext? {
        guard let phoneNumberID = item.phoneNumberID,
            let number = try ChannelQueries.number(tx, of: entry.channel, phoneNumberID: phoneNumberID)
        else { return nil }
        return InboundContext(
            clock: clock,
            ids: ids,
            channel: entry.channel,
            number: number,
            receivedAtMs: IDGenerator.timeMs(of: entry.id)
        )
    }
}
