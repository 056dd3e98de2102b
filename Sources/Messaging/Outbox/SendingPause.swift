import Identity
import Storage

/// A number that Meta cannot take messages from for a while, for no fault of any message.
///
/// It stands in the database, so that every process keeps to it, a restart does not hammer, and people can see it.
package struct SendingPause: Sendable, Equatable {
    /// The longest pause that grows by itself; one that Meta asks for may be longer.
    private static let maximumMs: Int64 = 300_000

    /// Until when, product time, Unix milliseconds.
    package let untilMs: Int64
    /// Why, as in ``SendFailure/code``.
    package let reason: String
    /// How often in a row.
    let strikes: Int

    /// Whether people should hear of it: it is long, or one of many that make minutes.
    func isLong(nowMs: Int64) -> Bool { untilMs - nowMs >= 1_800_000 || strikes >= 8 }

    /// The next pause: doubling with each strike.
    static func next(after present: SendingPause?, reason: String, waitMs: Int64, nowMs: Int64) -> SendingPause {
        // Of several calls that came back during one pause, the first has said it.
        if let present, present.untilMs > nowMs { return present }
        let strikes = (present?.strikes ?? 0) + 1
        let grown = min(waitMs << Int64(min(strikes - 1, 16)), max(maximumMs, waitMs))
        return SendingPause(untilMs: nowMs + grown, reason: reason, strikes: strikes)
    }
}

/// SQL of pauses.
package enum SendingPauseQueries {
    static func find(_ tx: any ReadTransaction, of number: ID<BusinessNumber>) throws -> SendingPause? {
        try tx.first(
            "SELECT until_ms, reason, strikes FROM sending_pauses WHERE business_number_id = \(number)"
        ).map { row in
            SendingPause(
                untilMs: try row.get("until_ms"),
                reason: try row.get("reason"),
                strikes: try row.get("strikes")
            )
        }
    }

    static func set(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ number: ID<BusinessNumber>,
        _ pause: SendingPause
    ) throws {
        try tx.execute(
            """
            INSERT INTO sending_pauses (business_number_id, organization_id, until_ms, reason, strikes)
            VALUES (\(number), \(organization), \(pause.untilMs), \(pause.reason), \(pause.strikes))
            ON CONFLICT (business_number_id) DO UPDATE
               SET until_ms = excluded.until_ms, reason = excluded.reason, strikes = excluded.strikes
            """
        )
    }

    static func clear(_ tx: any WriteTransaction, _ number: ID<BusinessNumber>) throws {
        try tx.execute("DELETE FROM sending_pauses WHERE business_number_id = \(number)")
    }
}
