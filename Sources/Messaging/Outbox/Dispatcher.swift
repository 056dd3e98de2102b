package import FileStore
import Identity
package import Logging
import ServiceLifecycle
package import Storage

/// Hands queued messages to Meta, each at most once: a lane for each number that has something to send.
package struct Dispatcher: Service {
    /// What Meta allows a number in a second is 80; a fifth is left for what others send from it.
    package static let usualPerSecond = 64.0

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let logger: Logger
    private let tools: Lane.Tools
    private let doorbell = Doorbell()
    private let lanes = OpenLanes()

    /// A dispatcher for every channel of the database; each node may run one.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: Product time for what is due, real time for leases and pace.
    ///   - ids: For events.
    ///   - graph: Meta.
    ///   - files: What is sent with messages.
    ///   - perSecond: Messages a second that a number sends at most.
    ///   - logger: For what was not accepted.
    package init(
        store: any Store,
        clock: WallClock,
        ids: IDGenerator,
        graph: GraphAccess,
        files: FileStore,
        perSecond: Double = usualPerSecond,
        logger: Logger
    ) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.logger = logger
        tools = Lane.Tools(
            store: store,
            clock: clock,
            ids: ids,
            graph: graph,
            media: MediaUpload(store: store, clock: clock, files: files),
            logger: logger,
            perSecond: perSecond
        )
    }

    package func run() async throws {
        store.ring(doorbell, on: .outbox)
        await withDiscardingTaskGroup { group in
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                await openLanes(&group)
                await cancelWhenGracefulShutdown { await doorbell.wait(upTo: .seconds(1)) }
            }
            // The lanes end when their calls have.
        }
    }

    private func openLanes(_ group: inout DiscardingTaskGroup) async {
        do {
            try await parkLost()
            for number in try await numbers() {
                guard let (bell, earlier) = lanes.start(number) else { continue }
                group.addTask {
                    let pace = await Lane(number, tools, bell: bell).run(earlier)
                    // What was queued while the lane looked for the last time has rung the dispatcher, not the lane. A lane that nobody
                    // wanted meanwhile has found nothing it may send: ringing then would only make it look again at once, for ever.
                    if lanes.end(number, pace) { doorbell.ring() }
                }
            }
        } catch {
            logger.error("messages were not dispatched", metadata: ["error": "\(String(reflecting: error))"])
        }
    }

    private func numbers() async throws -> [LaneNumber] {
        try await store.read { [clock] tx in try OutboxQueries.numbers(tx, clock: clock) }
    }

    /// Sends what is due now, number by number, and waits for the outcomes.
    ///
    /// - Returns: How many rows were taken.
    /// - Throws: ``StoreError`` where the numbers cannot be read; what becomes of a call is recorded, not thrown.
    @discardableResult
    package func sendBatch() async throws -> Int {
        var taken = 0
        for number in try await numbers() { taken += await Lane(number, tools, bell: Doorbell()).sendOnce() }
        return taken
    }

    /// Parks as unknown what a program that died was sending.
    ///
    /// - Throws: ``StoreError``.
    package func parkLost() async throws {
        let realNow = clock.realMs
        guard try await store.read({ tx in try OutboxQueries.isAnyLost(tx, realNowMs: realNow) }) else { return }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            for (organization, message) in try OutboxQueries.parkLost(tx, realNowMs: realNow) {
                try MessageEvent.append(tx, ids: ids, organization: organization, message: message, .unknown, atMs: now)
            }
        }
    }
}
