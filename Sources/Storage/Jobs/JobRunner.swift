package import Logging
import ServiceLifecycle
import Synchronization

/// Does one kind of job.
package protocol JobHandler: Sendable {
    /// The kind, as in the table.
    var kind: String { get }

    /// How often the kind's one job is due; nil for jobs that are to be done once, each by itself.
    var recurrence: Recurrence? { get }

    /// How long a try may take; then it is cancelled.
    var deadline: Duration { get }

    /// Does the job; it may run more than once, so it is idempotent.
    ///
    /// - Parameter job: The claimed job.
    /// - Returns: Whether it is done for good.
    /// - Throws: Anything: the try has failed and is repeated later.
    func perform(_ job: Job) async throws -> JobOutcome

    /// Tells whoever waits for a job that it will not be done, in the transaction that makes it a dead letter.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - job: The job.
    /// - Throws: Anything: the job is then tried once more.
    func giveUp(_ tx: any WriteTransaction, _ job: Job) throws
}

extension JobHandler {
    /// Done once.
    package var recurrence: Recurrence? { nil }

    /// A minute.
    package var deadline: Duration { .seconds(60) }

    /// Nobody waits.
    package func giveUp(_ tx: any WriteTransaction, _ job: Job) throws {}

    /// Makes sure that the job of a kind that recurs is there, due now where it was not.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: Product time.
    ///   - ids: For the job.
    /// - Throws: ``StoreError``.
    package func schedule(in store: any Store, clock: WallClock, ids: IDGenerator) async throws {
        guard let recurrence else { return }
        let now = clock.nowMs
        try await store.write { [kind] tx in
            try JobQueue.schedule(tx, id: ids.next(), kind: kind, recurrence, dueAtMs: now)
        }
    }
}

/// Works off due jobs, some at a time, with a deadline for each.
package struct JobRunner: Service {
    /// A job that works in pages ends after this long and asks to come again: what it did is then no failed try, and others
    /// have their turn.
    package static let turn: Duration = .seconds(5)
    /// Jobs under way at most.
    private static let window = 8

    private let store: any Store
    private let clock: WallClock
    private let logger: Logger
    private let handlers: [String: any JobHandler]
    private let leaseMs: Int64
    private let doorbell = Doorbell()

    /// A runner for some kinds; every node may run one.
    package init(store: any Store, clock: WallClock, logger: Logger, handlers: [any JobHandler]) {
        self.store = store
        self.clock = clock
        self.logger = logger
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        let longest = handlers.map(\.deadline).max() ?? .zero
        leaseMs = JobQueue.leaseMs(forTriesOf: longest)
    }

    package func run() async throws {
        store.ring(doorbell, on: .jobs)
        let underWay = UnderWay()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let jobs = await claimed(room: Self.window - underWay.count)
                    underWay.change(by: jobs.count)
                    for job in jobs {
                        group.addTask {
                            await perform(job)
                            // One that takes long holds up nobody: whoever ends makes room for the next.
                            underWay.change(by: -1)
                            doorbell.ring()
                        }
                    }
                    // Due times come by themselves, so this is a poll; a ring only shortens it.
                    if jobs.isEmpty { await doorbell.wait(upTo: .seconds(1)) }
                }
            }
        }
    }

    private func claimed(room: Int) async -> [Job] {
        guard room > 0 else { return [] }
        do {
            return try await claim(limit: room)
        } catch {
            logger.error("jobs were not claimed", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func claim(limit: Int) async throws -> [Job] {
        let kinds = handlers.keys.sorted()
        return try await store.write { [clock, leaseMs] tx in
            try JobQueue.claim(tx, kinds: kinds, limit: limit, leaseMs: leaseMs, clock: clock)
        }
    }

    /// Claims due jobs, as many as are done at once, does them and waits for all.
    ///
    /// - Returns: How many were claimed.
    /// - Throws: ``StoreError`` where claiming fails; a failing job is recorded, not thrown.
    @discardableResult
    package func runBatch() async throws -> Int {
        let jobs = try await claim(limit: Self.window)
        await withTaskGroup(of: Void.self) { group in
            for job in jobs {
                group.addTask { await perform(job) }
            }
        }
        return jobs.count
    }

    private func perform(_ job: Job) async {
        guard let handler = handlers[job.kind] else { return }
        do {
            let outcome = try await withDeadline(handler.deadline) { try await handler.perform(job) }
            try await store.write { tx in try JobQueue.finish(tx, job, outcome: outcome) }
        } catch {
            await recordFailure(of: job, by: handler, error: error)
        }
    }

    private func recordFailure(of job: Job, by handler: any JobHandler, error: any Error) async {
        let step = JobFailurePolicy.step(
            afterAttempt: job.attempt,
            recurrence: handler.recurrence,
            jitter: .random(in: 0...1)
        )
        logger.error(
            "a job failed",
            metadata: [
                "kind": "\(job.kind)", "job": "\(job.id)", "attempt": "\(job.attempt)",
                "error": "\(String(reflecting: error))",
            ]
        )
        do {
            let now = clock.nowMs
            try await store.write { tx in
                let isOurs = try JobQueue.fail(tx, job, error: "\(error)", step: step, nowMs: now)
                if isOurs, step == .deadLetter { try handler.giveUp(tx, job) }
            }
        } catch {
            // The lease lapses by itself, and the job is tried again then.
            logger.error("a failed job was not recorded", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }
}

/// How many jobs are under way; a class, since their tasks share it.
private final class UnderWay: Sendable {
    private let jobs = Mutex(0)

    var count: Int { jobs.withLock { $0 } }

    func change(by number: Int) {
        jobs.withLock { $0 += number }
    }
}
