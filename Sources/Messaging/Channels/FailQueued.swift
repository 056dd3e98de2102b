import Identity
import Storage

/// Fails what is still queued for a channel that is disabled, so that none of it is sent later.
///
/// Source: spec rows 1.99, A-21.
struct FailQueued: Sendable {
    static let code = "channel_disabled"
    private static let pageSize = 200

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator

    /// Fails all of it, a page at a time.
    func all(of channel: ChannelAccount) async throws {
        var count = Self.pageSize
        while count == Self.pageSize {
            count = try await store.write { tx in try page(tx, of: channel) }
        }
    }

    /// Fails a page of it; what is on its way to Meta already ends by itself.
    ///
    /// - Returns: How many it were.
    private func page(_ tx: any WriteTransaction, of channel: ChannelAccount) throws -> Int {
        let failed = try OutboxQueries.failQueued(tx, of: channel, limit: Self.pageSize)
        let now = clock.nowMs
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
        return failed.count
    }
}

extension OutboxQueries {
    fileprivate static func failQueued(
        _ tx: any WriteTransaction,
        of channel: ChannelAccount,
        limit: Int
    ) throws -> [ID<Message>] {
        try tx.run(
            """
            UPDATE outbox SET state = 'failed'
             WHERE message_id IN (SELECT message_id FROM outbox
                                   WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
                                     AND state IN ('queued', 'claimed')
                                   ORDER BY message_id LIMIT \(limit))
               AND state IN ('queued', 'claimed')
            RETURNING message_id
            """
        ).map { try $0.get("message_id") }
    }
}
