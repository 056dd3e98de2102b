/// Work that must happen even if the program dies first: a row with a due time.
package struct Job: Sendable {
    /// The job's id.
    package let id: ID<Job>
    /// Which handler does it.
    package let kind: String
    /// What the handler needs, JSON.
    package let payload: String
    /// Counts the tries, this one included; from 1.
    package let attempt: Int
    /// When it was due, product time, Unix milliseconds.
    package let dueAtMs: Int64

    /// A job as claimed.
    package init(id: ID<Job>, kind: String, payload: String, attempt: Int, dueAtMs: Int64) {
        self.id = id
        self.kind = kind
        self.payload = payload
        self.attempt = attempt
        self.dueAtMs = dueAtMs
    }
}

/// What a handler says when it is done.
package enum JobOutcome: Sendable, Equatable {
    /// Finished: the row goes.
    case done
    /// Finished for now: due again at this product time, Unix milliseconds, with the attempts counted anew.
    case again(atMs: Int64)
}

/// How often a job that never ends is due.
package enum Recurrence: String, Sendable {
    case hourly
    case daily

    /// Milliseconds.
    package var intervalMs: Int64 {
        switch self {
        case .hourly: 3_600_000
        case .daily: 86_400_000
        }
    }
}

/// What becomes of a job whose try failed.
package enum JobFailurePolicy {
    /// After so many tries it is a dead letter, which stays for a person to look at; one that recurs goes on at its interval.
    package static let maximumAttempts = 12

    /// The step after a failed try.
    package enum Step: Sendable, Equatable {
        case retry(afterMs: Int64)
        case deadLetter
    }

    /// Decides what follows a failed try: doubling waits from 2 seconds to an hour, about four hours in all.
    ///
    /// - Parameters:
    ///   - attempt: The try that failed, from 1.
    ///   - recurrence: Of a job that never ends; nil for one that is to be done once.
    ///   - jitter: 0…1, random; up to a quarter more is waited, so that what failed together does not come back together.
    /// - Returns: The wait, or the end.
    package static func step(afterAttempt attempt: Int, recurrence: Recurrence? = nil, jitter: Double) -> Step {
        guard attempt < maximumAttempts else {
            return recurrence.map { .retry(afterMs: $0.intervalMs) } ?? .deadLetter
        }
        let base: Int64 = min(2_000 << Int64(attempt - 1), 3_600_000)
        return .retry(afterMs: base + Int64(Double(base) * 0.25 * jitter))
    }
}
