package import Logging
import ServiceLifecycle

/// Does one kind of job.
package protocol JobHandler: Sendable {
    /// The kind, as in the table.
    var kind: String { get }

    /// How often the kind's one job is due; nil for jobs that are to be done once, each by itself.
    var recurrence: Recurrence? { get }

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
    /// A try is cancelled after this long, well within the lease.
    static let deadline: Duration = .seconds(60)
    /// A job that works in pages ends after this long and asks to come again: what it did is then no failed try, and others
    /// have their turn.
    package static let turn: Duration = .seconds(5)
    private static let batchSize = 8

    private let store: any Store
    private let clock: WallClock
    private let logger: Logger
    private let handlers: [String: any JobHandler]
    private let doorbell = Doorbell()

    /// A runner for some kinds; every node may run one.
    package init(store: any Store, clock: WallClock, logger: Logger, handlers: [any JobHandler]) {
        self.store = store
        self.clock = clock
        self.logger = logger
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func run() async throws {
        store.ring(doorbell, on: .jobs)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await runBatch() > 0 { continue }
                } catch {
                    logger.error("jobs were not claimed", metadata: ["error": "\(error)"])
                }
                // Due times come by themselves, so this is a poll; a ring only shortens it.
                await doorbell.wait(upTo: .seconds(1))
            }
        }
    }

    /// Claims and does one batch of due jobs.
    ///
    /// - Returns: How many were claimed.
    /// - Throws: ``StoreError`` where claiming fails; a failing job is recorded, not thrown.
    @discardableResult
    package func runBatch() async throws -> Int {
        let kinds = handlers.keys.sorted()
        let jobs = try await store.write { [clock] tx in
            try JobQueue.claim(tx, kinds: kinds, limit: Self.batchSize, clock: clock)
        }
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
            let outcome = try await withDeadline(Self.deadline) { try await handler.perform(job) }
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
