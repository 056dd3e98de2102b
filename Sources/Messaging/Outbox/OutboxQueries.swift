import Foundation
import Identity
import Storage

enum OutboxQueries {
    /// A claim holds this long, real time; a call's deadline is well within it.
    static let leaseMs: Int64 = 60_000

    static func insert(
        _ tx: any WriteTransaction,
        message: ID<Message>,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        businessNumber: ID<BusinessNumber>,
        conversation: ID<Conversation>,
        isReply: Bool,
        payload: OutboxPayload,
        atMs: Int64
    ) throws {
        let json = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        try tx.execute(
            """
            INSERT INTO outbox (message_id, organization_id, channel_id, business_number_id, conversation_id, state, priority, payload, due_at_ms,
                                leased_until_ms, attempt)
            VALUES (\(message), \(organization), \(channel), \(businessNumber), \(conversation), 'queued', \(isReply ? 0 : 1), \(json), \(atMs),
                    0, 0)
            """
        )
        try tx.notify(.outbox)
    }

    /// Claims due rows of active channels and numbers: replies before others, then the longest due.
    ///
    /// A message waits for the one before it in its conversation, so that the customer reads them in their order.
    static func claim(_ tx: any WriteTransaction, limit: Int, clock: WallClock) throws -> [OutboxRow] {
        let realNow = clock.realMs
        return try tx.run(
            """
            UPDATE outbox SET state = 'claimed', leased_until_ms = \(realNow + leaseMs), attempt = attempt + 1
             WHERE message_id IN (
                 SELECT message_id FROM outbox
                  WHERE state IN ('queued', 'claimed') AND due_at_ms <= \(clock.nowMs) AND leased_until_ms <= \(realNow)
                    AND EXISTS (SELECT 1 FROM channel_connections
                                 WHERE channel_connections.channel_id = outbox.channel_id
                                   AND channel_connections.activated_at_ms IS NOT NULL
                                   AND channel_connections.stopped_reason IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM business_numbers
                                     WHERE business_numbers.id = outbox.business_number_id
                                       AND business_numbers.stopped_reason IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                                     WHERE earlier.conversation_id = outbox.conversation_id
                                       AND earlier.message_id < outbox.message_id
                                       AND earlier.state IN ('queued', 'claimed', 'sending'))
                  ORDER BY priority, due_at_ms, message_id
                  LIMIT \(limit)
                  \(dialect: .skipLocked)
             )
            RETURNING message_id, organization_id, channel_id, business_number_id, payload, attempt
            """
        ).map(OutboxRow.init(row:)).sorted { $0.message < $1.message }
    }

    /// Marks a claimed row as sending, before its call.
    ///
    /// False when the claim has lapsed and another has it.
    static func startSending(_ tx: any WriteTransaction, _ row: OutboxRow, clock: WallClock) throws -> Bool {
        try tx.execute(
            """
            UPDATE outbox SET state = 'sending', leased_until_ms = \(clock.realMs + leaseMs)
             WHERE message_id = \(row.message) AND state = 'claimed' AND attempt = \(row.attempt)
            """
        ) == 1
    }

    /// Ends a row.
    ///
    /// A row that a status webhook has ended already stays as it is.
    static func finish(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        _ state: OutboxState
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE outbox SET state = \(state.rawValue)
             WHERE message_id = \(message) AND organization_id = \(organization) AND state IN ('claimed', 'sending', 'unknown')
            """
        ) == 1
    }

    /// Puts a row back that was certainly not accepted.
    static func putBack(_ tx: any WriteTransaction, _ row: OutboxRow, dueAtMs: Int64, countsAttempt: Bool) throws {
        try tx.execute(
            """
            UPDATE outbox SET state = 'queued', leased_until_ms = 0, due_at_ms = \(dueAtMs),
                   attempt = attempt - \(countsAttempt ? 0 : 1)
             WHERE message_id = \(row.message) AND organization_id = \(row.organization) AND state IN ('claimed', 'sending')
            """
        )
    }

    /// Parks what was being sent by a program that died, or whose call never ended: whether it was accepted is not known.
    static func parkLost(_ tx: any WriteTransaction, realNowMs: Int64) throws -> [(ID<Organization>, ID<Message>)] {
        try tx.run(
            """
            UPDATE outbox SET state = 'unknown'
             WHERE state = 'sending' AND leased_until_ms <= \(realNowMs)
            RETURNING organization_id, message_id
            """
        ).map { (try $0.get("organization_id"), try $0.get("message_id")) }
    }
}

extension OutboxRow {
    init(row: SQLRow) throws {
        message = try row.get("message_id")
        organization = try row.get("organization_id")
        channel = try row.get("channel_id")
        businessNumber = try row.get("business_number_id")
        attempt = try row.get("attempt")
        payload = try JSONDecoder().decode(OutboxPayload.self, from: Data(row.get("payload", as: String.self).utf8))
    }
}
