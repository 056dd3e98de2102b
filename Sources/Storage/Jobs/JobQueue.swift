/// The table of jobs: added in the transaction that needs them, claimed by lease, finished or put back.
package enum JobQueue {
    /// How long a claim has to hold, real time: a try ends well within it.
    ///
    /// - Parameter longest: How long a try may take.
    /// - Returns: Milliseconds.
    package static func leaseMs(forTriesOf longest: Duration) -> Int64 { longest.components.seconds * 1_000 + 30_000 }

    /// Adds a job, or leaves an equal one as it is.
    ///
    /// - Parameters:
    ///   - tx: The transaction that makes the job necessary.
    ///   - id: A new id.
    ///   - kind: Which handler does it.
    ///   - dedupeKey: Jobs of one kind with the same key are one job; nil for no such rule.
    ///   - payload: JSON, at most some kilobytes.
    ///   - dueAtMs: Product time, Unix milliseconds.
    /// - Returns: Whether a row was added.
    /// - Throws: ``StoreError``.
    @discardableResult
    package static func add(
        _ tx: any WriteTransaction,
        id: ID<Job>,
        kind: String,
        dedupeKey: String? = nil,
        payload: String = "{}",
        dueAtMs: Int64
    ) throws -> Bool {
        let count = try tx.execute(
            """
            INSERT INTO jobs (id, kind, dedupe_key, payload, due_at_ms, leased_until_ms, attempt, is_dead)
            VALUES (\(id), \(kind), \(dedupeKey), \(payload), \(dueAtMs), 0, 0, \(false))
            ON CONFLICT (kind, dedupe_key) DO NOTHING
            """
        )
        if count > 0 { try tx.notify(.jobs) }
        return count > 0
    }

    /// Makes sure that the one job of a kind that recurs is there and alive.
    ///
    /// One that is waiting keeps its time.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: A new id.
    ///   - kind: Which handler does it.
    ///   - recurrence: How often it is due.
    ///   - dueAtMs: When it is due where it is new or was a dead letter; product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func schedule(
        _ tx: any WriteTransaction,
        id: ID<Job>,
        kind: String,
        _ recurrence: Recurrence,
        dueAtMs: Int64
    ) throws {
        let key = recurrence.rawValue
        if try add(tx, id: id, kind: kind, dedupeKey: key, dueAtMs: dueAtMs) { return }
        let revived = try tx.execute(
            """
            UPDATE jobs SET is_dead = \(false), attempt = 0, due_at_ms = \(dueAtMs), leased_until_ms = 0
             WHERE kind = \(kind) AND dedupe_key = \(key) AND is_dead
            """
        )
        if revived > 0 { try tx.notify(.jobs) }
    }

    /// Claims due jobs for this process; a claim that is not finished lapses with its lease.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - kinds: The kinds this process has handlers for.
    ///   - limit: How many at most.
    ///   - leaseMs: How long the claim holds, real time.
    ///   - clock: Product time for what is due, real time for leases.
    /// - Returns: The claimed jobs, the longest due first.
    /// - Throws: ``StoreError``.
    package static func claim(
        _ tx: any WriteTransaction,
        kinds: [String],
        limit: Int,
        leaseMs: Int64,
        clock: WallClock
    ) throws -> [Job] {
        let realNow = clock.realMs
        return try tx.run(
            """
            UPDATE jobs SET leased_until_ms = \(realNow + leaseMs), attempt = attempt + 1
             WHERE id IN (
                 SELECT id FROM jobs
                  WHERE NOT is_dead AND due_at_ms <= \(clock.nowMs) AND leased_until_ms <= \(realNow)
                    AND kind IN (\(list: kinds))
                  ORDER BY due_at_ms, id
                  LIMIT \(limit)
                  \(dialect: .skipLocked)
             )
            RETURNING id, kind, payload, attempt, due_at_ms
            """
        ).map(Job.init(row:)).sorted { ($0.dueAtMs, $0.id) < ($1.dueAtMs, $1.id) }
    }

    /// Records that a claimed job is finished.
    ///
    /// Nothing happens if the claim has lapsed and another has it.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - job: The job as claimed.
    ///   - outcome: What the handler said.
    /// - Throws: ``StoreError``.
    package static func finish(_ tx: any WriteTransaction, _ job: Job, outcome: JobOutcome) throws {
        switch outcome {
        case .done:
            try tx.execute("DELETE FROM jobs WHERE id = \(job.id) AND attempt = \(job.attempt)")
        case .again(let atMs):
            try tx.execute(
                """
                UPDATE jobs SET due_at_ms = \(atMs), leased_until_ms = 0, attempt = 0, last_error = NULL
                 WHERE id = \(job.id) AND attempt = \(job.attempt)
                """
            )
        }
    }

    /// Records that a try failed: due again later, or a dead letter.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - job: The job as claimed.
    ///   - error: What happened, for the operator; no secrets.
    ///   - step: What follows.
    ///   - nowMs: Product time, Unix milliseconds.
    /// - Returns: Whether the claim still held.
    /// - Throws: ``StoreError``.
    @discardableResult
    package static func fail(
        _ tx: any WriteTransaction,
        _ job: Job,
        error: String,
        step: JobFailurePolicy.Step,
        nowMs: Int64
    ) throws -> Bool {
        switch step {
        case .retry(let afterMs):
            try tx.execute(
                """
                UPDATE jobs SET due_at_ms = \(nowMs + afterMs), leased_until_ms = 0, last_error = \(error)
                 WHERE id = \(job.id) AND attempt = \(job.attempt)
                """
            ) > 0
        case .deadLetter:
            try tx.execute(
                """
                UPDATE jobs SET is_dead = \(true), leased_until_ms = 0, last_error = \(error)
                 WHERE id = \(job.id) AND attempt = \(job.attempt)
                """
            ) > 0
        }
    }
}

extension Job {
    init(row: SQLRow) throws {
        id = try row.get("id")
        kind = try row.get("kind")
        payload = try row.get("payload")
        attempt = try row.get("attempt")
        dueAtMs = try row.get("due_at_ms")
    }
}
