import Foundation
import Identity
import Storage

enum OutboxQueries {
    /// A claim holds this long, real time; a call's deadline is well within it.
    static let leaseMs: Int64 = 60_000
    /// So long where Meta is handed a file first.
    static let uploadLeaseMs: Int64 = MediaUpload.longest.components.seconds * 1_000 + 30_000

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
                                leased_until_ms, attempt, needs_upload)
            VALUES (\(message), \(organization), \(channel), \(businessNumber), \(conversation), 'queued', \(Priority(isReply: isReply).rawValue), \(json), \(atMs),
                    0, 0, \(payload.needsUpload))
            """
        )
        try tx.notify(.outbox)
    }

    /// The numbers that have something to send now: of active channels, and not in a pause.
    static func numbers(_ tx: any ReadTransaction, clock: WallClock) throws -> [LaneNumber] {
        try tx.run(
            """
            SELECT business_numbers.id, business_numbers.organization_id, business_numbers.channel_id
              FROM business_numbers
              JOIN channel_connections ON channel_connections.channel_id = business_numbers.channel_id
              LEFT JOIN sending_pauses ON sending_pauses.business_number_id = business_numbers.id
             WHERE channel_connections.activated_at_ms IS NOT NULL AND channel_connections.stopped_reason IS NULL
               AND business_numbers.stopped_reason IS NULL AND coalesce(sending_pauses.until_ms, 0) <= \(clock.nowMs)
               AND EXISTS (SELECT 1 FROM outbox
                            WHERE outbox.business_number_id = business_numbers.id AND outbox.state IN ('queued', 'claimed')
                              AND outbox.priority IN (0, 1) AND outbox.due_at_ms <= \(clock.nowMs)
                              AND outbox.leased_until_ms <= \(clock.realMs))
             ORDER BY business_numbers.id
            """
        ).map { row in
            LaneNumber(
                id: try row.get("id"),
                organization: try row.get("organization_id"),
                channel: try row.get("channel_id")
            )
        }
    }

    /// Whether a number and its channel send, and Meta lets them.
    static func maySend(_ tx: any ReadTransaction, _ number: LaneNumber, nowMs: Int64) throws -> Bool {
        try tx.first(
            """
            SELECT business_numbers.id FROM business_numbers
              JOIN channel_connections ON channel_connections.channel_id = business_numbers.channel_id
              LEFT JOIN sending_pauses ON sending_pauses.business_number_id = business_numbers.id
             WHERE business_numbers.organization_id = \(number.organization) AND business_numbers.id = \(number.id)
               AND channel_connections.activated_at_ms IS NOT NULL AND channel_connections.stopped_reason IS NULL
               AND business_numbers.stopped_reason IS NULL AND coalesce(sending_pauses.until_ms, 0) <= \(nowMs)
            """
        ) != nil
    }

    /// A number's due rows: replies before others, then the longest due; nobody else takes them while the transaction lasts.
    ///
    /// A message waits for the one before it in its conversation, so that the customer reads them in their order; what Meta does not
    /// let out for now holds up nothing.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - number: The number.
    ///   - allowed: Replies, others or both; not empty.
    ///   - limit: How many at most.
    ///   - withUploads: Whether those are among them for which Meta is handed a file first.
    ///   - clock: Product time for what is due, real time for claims.
    /// - Returns: The rows, in the order in which they leave.
    /// - Throws: ``StoreError``.
    static func due(
        _ tx: any WriteTransaction,
        of number: ID<BusinessNumber>,
        _ allowed: [Priority],
        limit: Int,
        withUploads: Bool,
        clock: WallClock
    ) throws -> [DueRow] {
        let uploads: SQLStatement = withUploads ? "" : "AND NOT needs_upload"
        let only = allowed.count == 1 ? allowed.first?.rawValue : nil
        let kind: SQLStatement = only.map { "AND priority = \($0)" } ?? ""
        // As a join, a plan from a time when nothing waited would walk through all that waits for each row.
        let earlierKind: SQLStatement = only.map { "AND earlier.priority = \($0)" } ?? ""
        return try tx.run(
            """
            SELECT message_id, conversation_id, needs_upload FROM outbox
             WHERE business_number_id = \(number) AND state IN ('queued', 'claimed')
               AND due_at_ms <= \(clock.nowMs) AND leased_until_ms <= \(clock.realMs) \(fragment: uploads) \(fragment: kind)
               AND message_id = coalesce((SELECT min(earlier.message_id) FROM outbox AS earlier
                                           WHERE earlier.conversation_id = outbox.conversation_id
                                             AND earlier.state IN ('queued', 'claimed', 'sending') \(fragment: earlierKind)),
                                         message_id)
             ORDER BY priority, due_at_ms, message_id
             LIMIT \(limit)
             \(dialect: .skipLocked)
            """
        ).map(DueRow.init(row:))
    }

    /// Takes rows: as claimed, which may be taken again when the lease lapses, or as sending, which may not.
    static func claim(
        _ tx: any WriteTransaction,
        _ messages: [ID<Message>],
        as state: OutboxState,
        clock: WallClock
    ) throws -> [ClaimedRow] {
        if messages.isEmpty { return [] }
        return try tx.run(
            """
            UPDATE outbox SET state = \(state.rawValue), attempt = attempt + 1,
                   leased_until_ms = CASE WHEN needs_upload THEN \(clock.realMs + uploadLeaseMs)
                                          ELSE \(clock.realMs + leaseMs) END
             WHERE message_id IN (\(list: messages)) AND state IN ('queued', 'claimed')
            RETURNING message_id, organization_id, channel_id, business_number_id, payload, attempt
            """
        ).map(ClaimedRow.init(row:)).sorted { $0.message < $1.message }
    }

    /// Leaves rows for later, without counting an attempt.
    static func delay(_ tx: any WriteTransaction, _ message: ID<Message>, dueAtMs: Int64) throws {
        try tx.execute(
            "UPDATE outbox SET due_at_ms = \(dueAtMs) WHERE message_id = \(message) AND state IN ('queued', 'claimed')"
        )
    }

    /// Marks a claimed row as sending, before its call.
    ///
    /// - Returns: Whether its claim still held.
    static func startSending(_ tx: any WriteTransaction, _ row: OutboxRow, clock: WallClock) throws -> Bool {
        // A claim that lapsed and was taken by another counts another attempt.
        try tx.execute(
            """
            UPDATE outbox SET state = 'sending', leased_until_ms = \(clock.realMs + leaseMs)
             WHERE message_id = \(row.message) AND organization_id = \(row.organization) AND state = 'claimed'
               AND attempt = \(row.attempt)
            """
        ) == 1
    }

    /// Ends a row.
    ///
    /// A row that a status webhook has ended already stays as it is; a row that waits to be sent again ends as well where it is
    /// Meta who says that it has the message.
    static func finish(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        _ state: OutboxState,
        endsQueued: Bool = false
    ) throws -> Bool {
        let open: [OutboxState] =
            endsQueued ? [.queued, .claimed, .sending, .unknown] : [.claimed, .sending, .unknown]
        return try tx.execute(
            """
            UPDATE outbox SET state = \(state.rawValue)
             WHERE message_id = \(message) AND organization_id = \(organization)
               AND state IN (\(list: open.map(\.rawValue)))
            """
        ) == 1
    }

    /// Ends rows that Meta has accepted, except those that a status webhook has ended already.
    static func finishSent(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        messages: [ID<Message>]
    ) throws {
        try tx.execute(
            """
            UPDATE outbox SET state = 'sent'
             WHERE message_id IN (\(list: messages)) AND organization_id = \(organization)
               AND state IN ('claimed', 'sending', 'unknown')
            """
        )
    }

    /// Ends a row whose outcome a person has found out.
    static func settle(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        _ state: OutboxState
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE outbox SET state = \(state.rawValue)
             WHERE message_id = \(message) AND organization_id = \(organization) AND state = 'unknown'
            """
        ) == 1
    }

    /// What a message was to be sent with; nil for one of the customer's, and for what cannot be read.
    static func payload(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of message: ID<Message>
    ) throws -> OutboxPayload? {
        let json: String? = try tx.first(
            "SELECT payload FROM outbox WHERE organization_id = \(organization) AND message_id = \(message)"
        )?.get("payload")
        // What was written by a newer program is not sent by guesswork.
        return json.flatMap { try? JSONDecoder().decode(OutboxPayload.self, from: Data($0.utf8)) }
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

    /// Whether something has been leaving for longer than a call may take.
    static func isAnyLost(_ tx: any ReadTransaction, realNowMs: Int64) throws -> Bool {
        try tx.first(
            "SELECT message_id FROM outbox WHERE state = 'sending' AND leased_until_ms <= \(realNowMs) LIMIT 1"
        ) != nil
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

extension DueRow {
    init(row: SQLRow) throws {
        message = try row.get("message_id")
        conversation = try row.get("conversation_id")
        needsUpload = try row.get("needs_upload")
    }
}

extension ClaimedRow {
    init(row: SQLRow) throws {
        message = try row.get("message_id")
        organization = try row.get("organization_id")
        channel = try row.get("channel_id")
        businessNumber = try row.get("business_number_id")
        attempt = try row.get("attempt")
        payload = try row.get("payload")
    }

    /// The row with what it is to send; nil where that cannot be read, which is no other row's trouble.
    var readable: OutboxRow? {
        // What was written by a newer program is not sent by guesswork.
        guard let payload = try? JSONDecoder().decode(OutboxPayload.self, from: Data(payload.utf8)) else { return nil }
        return OutboxRow(
            message: message,
            organization: organization,
            channel: channel,
            businessNumber: businessNumber,
            payload: payload,
            attempt: attempt
        )
    }
}
