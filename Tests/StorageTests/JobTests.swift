import ParleyTestSupport
import Storage
import Synchronization
import Testing

@Suite("durable jobs")
struct JobTests {
    final class Recorder: JobHandler {
        let kind = "test"
        let deadline: Duration
        let seen = Mutex<[String]>([])
        let recurrence: Recurrence?
        let givenUp = Mutex<[String]>([])
        let outcome: @Sendable (Job) throws -> JobOutcome

        init(
            _ recurrence: Recurrence? = nil,
            deadline: Duration = .seconds(60),
            _ outcome: @escaping @Sendable (Job) throws -> JobOutcome = { _ in .done }
        ) {
            self.recurrence = recurrence
            self.deadline = deadline
            self.outcome = outcome
        }

        func giveUp(_ tx: any WriteTransaction, _ job: Job) throws {
            givenUp.withLock { $0.append(job.payload) }
        }

        func perform(_ job: Job) async throws -> JobOutcome {
            seen.withLock { $0.append(job.payload) }
            return try outcome(job)
        }
    }

    /// One payload takes for ever, the others no time.
    private final class Slow: JobHandler {
        let kind = "test"
        let deadline: Duration
        let done = Mutex<Set<String>>([])

        init(deadline: Duration = .seconds(60)) {
            self.deadline = deadline
        }

        func perform(_ job: Job) async throws -> JobOutcome {
            if job.payload == "slow" { try await Task.sleep(for: .seconds(3_600)) }
            done.withLock { _ = $0.insert(job.payload) }
            return .done
        }
    }

    struct Fault: Error {}

    private func runner(_ database: TestDatabase, _ handler: any JobHandler) -> JobRunner {
        JobRunner(store: database.store, clock: database.clock, logger: quietLogger, handlers: [handler])
    }

    private func add(_ database: TestDatabase, payload: String, dueInMs: Int64, key: String? = nil) async throws -> Bool
    {
        let due = database.clock.nowMs + dueInMs
        return try await database.store.write { tx in
            try JobQueue.add(
                tx,
                id: database.ids.next(),
                kind: "test",
                dedupeKey: key,
                payload: payload,
                dueAtMs: due
            )
        }
    }

    @Test("a job runs once, when it is due and not before", arguments: Engine.allCases)
    func dueTime(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let handler = Recorder()
            #expect(try await add(database, payload: "later", dueInMs: 1_000))
            #expect(try await runner(database, handler).runBatch() == 0)
            database.clock.advance(byMs: 1_000)
            #expect(try await runner(database, handler).runBatch() == 1)
            #expect(try await runner(database, handler).runBatch() == 0)
            #expect(handler.seen.withLock { $0 } == ["later"])
        }
    }

    @Test("jobs with one key are one job", arguments: Engine.allCases)
    func deduplication(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            #expect(try await add(database, payload: "1", dueInMs: 0, key: "same"))
            #expect(try await !add(database, payload: "2", dueInMs: 0, key: "same"))
            #expect(try await add(database, payload: "3", dueInMs: 0))
            #expect(try await add(database, payload: "4", dueInMs: 0))
        }
    }

    @Test("a failed job comes back after its wait and ends as a dead letter", arguments: Engine.allCases)
    func backoff(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let handler = Recorder { _ in throw Fault() }
            _ = try await add(database, payload: "x", dueInMs: 0)
            for attempt in 1...JobFailurePolicy.maximumAttempts {
                #expect(try await runner(database, handler).runBatch() == 1, "attempt \(attempt)")
                #expect(try await runner(database, handler).runBatch() == 0, "attempt \(attempt)")
                database.clock.advance(byMs: 2 * 3_600_000)
            }
            #expect(try await runner(database, handler).runBatch() == 0)
            let row = try await database.store.read { tx in try tx.first("SELECT is_dead, last_error FROM jobs") }
            #expect(try row?.get("is_dead") == true)
            #expect(try row?.get("last_error") == "Fault()")
            #expect(handler.givenUp.withLock { $0 } == ["x"])
        }
    }

    @Test("a job that recurs goes on at its interval, however often it fails", arguments: Engine.allCases)
    func recurring(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let handler = Recorder(.hourly) { _ in throw Fault() }
            try await handler.schedule(in: database.store, clock: database.clock, ids: database.ids)
            for attempt in 1...70 {
                #expect(try await runner(database, handler).runBatch() == 1, "attempt \(attempt)")
                #expect(try await runner(database, handler).runBatch() == 0, "attempt \(attempt)")
                database.clock.advance(byMs: 2 * 3_600_000)
            }
            #expect(handler.givenUp.withLock { $0 } == [])
        }
    }

    @Test("scheduling brings a dead one back and leaves a waiting one its time", arguments: Engine.allCases)
    func revival(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let handler = Recorder(.hourly)
            _ = try await add(database, payload: "{}", dueInMs: 0, key: "hourly")
            try await database.store.write { tx in try tx.execute("UPDATE jobs SET is_dead = \(true), attempt = 12") }
            #expect(try await runner(database, handler).runBatch() == 0)
            try await handler.schedule(in: database.store, clock: database.clock, ids: database.ids)
            #expect(try await runner(database, handler).runBatch() == 1)
            _ = try await add(database, payload: "{}", dueInMs: 60_000, key: "hourly")
            try await handler.schedule(in: database.store, clock: database.clock, ids: database.ids)
            #expect(try await runner(database, handler).runBatch() == 0)
        }
    }

    @Test("a claim whose program died is taken again when its lease has run out", arguments: Engine.allCases)
    func leases(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            _ = try await add(database, payload: "x", dueInMs: 0)
            let lost = try await database.store.write { tx in
                try JobQueue.claim(tx, kinds: ["test"], limit: 1, leaseMs: 90_000, clock: database.clock)
            }
            #expect(lost.count == 1)
            let handler = Recorder()
            #expect(try await runner(database, handler).runBatch() == 0)
            database.clock.advance(byMs: 90_000)
            #expect(try await runner(database, handler).runBatch() == 1)
            // The dead one's result comes too late to count.
            try await database.store.write { tx in try JobQueue.finish(tx, lost[0], outcome: .again(atMs: 0)) }
            #expect(try await runner(database, handler).runBatch() == 0)
        }
    }

    @Test("a try has the time that its kind needs, and its claim holds for longer", arguments: Engine.allCases)
    func deadlines(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            _ = try await add(database, payload: "slow", dueInMs: 0)
            #expect(try await runner(database, Slow(deadline: .milliseconds(50))).runBatch() == 1)
            let error = try await database.store.read { tx in try tx.first("SELECT last_error FROM jobs") }
            #expect(try error?.get("last_error") == "deadline exceeded")
            database.clock.advance(byMs: 3_600_000)
            let patient = Slow(deadline: .seconds(600))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await runner(database, patient).runBatch() }
                try await until { try await isClaimed(database) }
                database.clock.advance(byMs: 600_000)
                #expect(try await runner(database, Recorder()).runBatch() == 0)
                group.cancelAll()
            }
        }
    }

    private func isClaimed(_ database: TestDatabase) async throws -> Bool {
        let now = database.clock.realMs
        return try await database.store.read { tx in
            try tx.first("SELECT id FROM jobs WHERE leased_until_ms > \(now)") != nil
        }
    }

    @Test("a job that takes long holds up no other", arguments: Engine.allCases)
    func rolling(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let handler = Slow()
            _ = try await add(database, payload: "slow", dueInMs: -1)
            for index in 0..<20 { _ = try await add(database, payload: "\(index)", dueInMs: 0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await runner(database, handler).run() }
                try await until { handler.done.withLock { $0.count } == 20 }
                group.cancelAll()
            }
        }
    }

    private func until(_ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test("claimants at once share the jobs and take none twice", arguments: Engine.allCases)
    func concurrentClaims(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            for index in 0..<40 { _ = try await add(database, payload: "\(index)", dueInMs: 0) }
            let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.store.write { tx in
                            try JobQueue.claim(
                                tx,
                                kinds: ["test"],
                                limit: 5,
                                leaseMs: 90_000,
                                clock: database.clock
                            ).map(\.payload)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == Set(claimed).count)
            #expect(claimed.count == 40)
        }
    }

    @Test("a periodic job is due again at the time it names", arguments: Engine.allCases)
    func again(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let next = database.clock.nowMs + 60_000
            let handler = Recorder { _ in .again(atMs: next) }
            _ = try await add(database, payload: "tick", dueInMs: 0)
            #expect(try await runner(database, handler).runBatch() == 1)
            database.clock.advance(byMs: 59_999)
            #expect(try await runner(database, handler).runBatch() == 0)
            database.clock.advance(byMs: 1)
            #expect(try await runner(database, handler).runBatch() == 1)
        }
    }

    @Test(
        "waits double up to an hour, then the job is given up",
        arguments: [(1, 2_000), (2, 4_000), (5, 32_000), (11, 2_048_000)] as [(Int, Int64)]
    )
    func policy(attempt: Int, wait: Int64) {
        #expect(JobFailurePolicy.step(afterAttempt: attempt, jitter: 0) == .retry(afterMs: wait))
        #expect(JobFailurePolicy.step(afterAttempt: attempt, jitter: 1) == .retry(afterMs: wait + wait / 4))
        #expect(JobFailurePolicy.step(afterAttempt: 12, jitter: 0) == .deadLetter)
        #expect(JobFailurePolicy.step(afterAttempt: 12, recurrence: .daily, jitter: 1) == .retry(afterMs: 86_400_000))
    }
}
