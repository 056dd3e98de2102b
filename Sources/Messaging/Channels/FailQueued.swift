import Identity
package import Storage

/// Fails what is still queued for a channel that was disabled, so that none of it is sent later.
///
/// It comes again a lease later: a message that was being queued while the channel went is there by then.
///
/// Source: spec rows 1.99, A-21.
package struct FailQueued: JobHandler {
    private static let kind = "messages.fail_queued"
    static let code = "channel_disabled"
    private static let pageSize = 200

    /// A channel, and when it was disabled.
    struct Disabled: Sendable {
        let organization: ID<Organization>
        let channel: ID<ChannelAccount>
        let atMs: Int64
    }

    package var kind: String { Self.kind }

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Asks for it in the transaction that disables.
    static func request(_ tx: any WriteTransaction, ids: IDGenerator, _ disabled: Disabled) throws {
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            payload: "\(disabled.organization) \(disabled.channel) \(disabled.atMs)",
            dueAtMs: disabled.atMs
        )
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").compactMap { Int64($0) }
        guard parts.count == 3 else { return .done }
        let disabled = Disabled(organization: ID(parts[0]), channel: ID(parts[1]), atMs: parts[2])
        let begin = clock.nowMs
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) { try await page(disabled) }
        if !isDone { return .again(atMs: clock.nowMs) }
        let last = disabled.atMs + OutboxQueries.leaseMs
        return begin >= last ? .done : .again(atMs: last)
    }

    /// Fails a page of it; what is on its way to Meta already ends by itself.
    ///
    /// - Returns: Whether there may be more.
    func page(_ disabled: Disabled) async throws -> Bool {
        try await store.write { tx in try page(tx, disabled) }
    }

    private func page(_ tx: any WriteTransaction, _ channel: Disabled) throws -> Bool {
        let now = clock.nowMs
        // What was queued after the channel had been connected again is sent.
        let isBack = try ConnectionQueries.isThere(tx, organization: channel.organization, channel: channel.channel)
        let before = IDGenerator.first(atMs: isBack ? channel.atMs : now + 1, of: Message.self)
        let failed = try OutboxQueries.failQueued(tx, of: channel, before: before, limit: Self.pageSize)
        for id in failed {
            guard let message = try MessageQueries.find(tx, organization: channel.organization, id: id),
                message.status.rises(to: .failed)
            else { continue }
            try MessageQueries.setStatus(
                tx,
                organization: channel.organization,
                id: id,
                .failed,
                wamid: nil,
                errorCode: Self.code,
                atMs: now
            )
            try ConversationQueries.setLastStatus(
                tx,
                organization: channel.organization,
                message: id,
                conversation: message.conversation,
                status: .failed
            )
            try MessageEvent.append(
                tx,
                ids: ids,
                organization: channel.organization,
                message: id,
                .failed,
                atMs: now
            )
        }
        return failed.count == Self.pageSize
    }
}

extension OutboxQueries {
    fileprivate static func failQueued(
        _ tx: any WriteTransaction,
        of channel: FailQueued.Disabled,
        before: ID<Message>,
        limit: Int
    ) throws -> [ID<Message>] {
        try tx.run(
            """
            UPDATE outbox SET state = 'failed'
             WHERE message_id IN (SELECT message_id FROM outbox
                                   WHERE organization_id = \(channel.organization) AND channel_id = \(channel.channel)
                                     AND message_id < \(before) AND state IN ('queued', 'claimed')
                                   ORDER BY message_id LIMIT \(limit))
               AND state IN ('queued', 'claimed')
            RETURNING message_id
            """
        ).map { try $0.get("message_id") }
    }
}
