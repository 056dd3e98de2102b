package import Identity
package import Storage

/// How a channel is: what waits, what failed, and what Meta said at the last look.
package struct ChannelHealth: Sendable {
    /// Things that wait to be worked off.
    package struct Waiting: Sendable {
        /// How many.
        package let count: Int
        /// When the oldest came, product time, Unix milliseconds.
        package let oldestAtMs: Int64?
    }

    /// What a webhook told that is kept aside because nobody knew what to do with it; what only waits for its message is not.
    package struct Parked: Sendable {
        /// Meta's name for the kind of change.
        package let field: String
        /// `not_treated` or `failed`.
        package let reason: String
        /// When, product time, Unix milliseconds.
        package let atMs: Int64
    }

    /// Messages that failed for one reason.
    package struct Failures: Sendable {
        /// Meta's code, or a word of ours.
        package let code: String
        /// How many.
        package let count: Int
    }

    /// A number that Meta takes no messages from for a while; they wait, and go on by themselves.
    package struct Pause: Sendable {
        /// The number, as Meta writes it.
        package let number: String
        /// Meta's code, or a word of ours.
        package let reason: String
        /// When it goes on, product time, Unix milliseconds.
        package let untilMs: Int64
    }

    /// Counting stops here.
    package static let maximumCount = 1_000
    /// How far back failures are counted, milliseconds.
    static let spanMs: Int64 = 24 * 3_600_000

    /// The channel.
    package let channel: ChannelAccount
    /// When Meta last sent something, product time, Unix milliseconds.
    package let lastWebhookAtMs: Int64?
    /// When Meta's handshake last came through, product time, Unix milliseconds.
    package let handshakeAtMs: Int64?
    /// Whether webhooks come here.
    package let subscription: SubscriptionState?
    /// Bodies that wait to be read.
    package let inbound: Waiting
    /// Messages that wait to be sent.
    package let outbound: Waiting
    /// The numbers that pause.
    package let pauses: [Pause]
    /// Messages of which nobody knows whether Meta took them.
    package let unknown: Int
    /// What is kept aside, up to ``maximumCount``.
    package let parkedCount: Int
    /// The latest of it.
    package let parked: [Parked]
    /// What failed in the last 24 hours, the most frequent first.
    package let failures: [Failures]
    /// What Meta says of the token.
    package let token: TokenState?
    /// When it ends, Unix milliseconds; nil for never, and where nobody has asked.
    package let tokenExpiresAtMs: Int64?
    /// When Meta was last asked, product time, Unix milliseconds.
    package let checkedAtMs: Int64?
    /// Why the last look saw nothing, in Meta's code or `unreachable`.
    package let checkFailure: String?
}

extension ChannelHealth {
    /// Reads how a channel is.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: The channel, which is connected.
    ///   - user: Needs ``Right/manageChannels``.
    ///   - nowMs: Product time, Unix milliseconds.
    /// - Returns: All of it.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal`` or ``StoreError``.
    package static func read(
        _ tx: any ReadTransaction,
        _ id: ID<ChannelAccount>,
        for user: SignedIn,
        nowMs: Int64
    ) throws -> ChannelHealth {
        try user.require(.manageChannels)
        guard let channel = try ChannelQueries.find(tx, organization: user.organization, id: id) else {
            throw ChannelRefusal.notFound
        }
        guard let facts = try ConnectionQueries.facts(tx, of: channel) else { throw ChannelRefusal.noChannel }
        return ChannelHealth(
            channel: channel,
            lastWebhookAtMs: facts.lastWebhookAtMs,
            handshakeAtMs: facts.handshakeAtMs,
            subscription: facts.subscription,
            inbound: try HealthQueries.inbound(tx, channel),
            outbound: try HealthQueries.outbound(tx, channel),
            pauses: try HealthQueries.pauses(tx, channel, nowMs: nowMs),
            unknown: try HealthQueries.unknown(tx, channel),
            parkedCount: try HealthQueries.parkedCount(tx, channel),
            parked: try HealthQueries.parked(tx, channel),
            failures: try HealthQueries.failures(tx, channel, sinceMs: nowMs - spanMs),
            token: facts.token,
            tokenExpiresAtMs: facts.tokenExpiresAtMs,
            checkedAtMs: facts.checkedAtMs,
            checkFailure: facts.checkFailure
        )
    }
}

/// SQL of what waits and what failed.
private enum HealthQueries {
    static func inbound(_ tx: any ReadTransaction, _ channel: ChannelAccount) throws -> ChannelHealth.Waiting {
        try waiting(
            tx,
            """
            SELECT count(*) AS count, min(received_at_ms) AS oldest FROM inbound_journal
             WHERE NOT is_processed AND organization_id = \(channel.organization) AND channel_id = \(channel.id)
            """
        )
    }

    static func outbound(_ tx: any ReadTransaction, _ channel: ChannelAccount) throws -> ChannelHealth.Waiting {
        try waiting(
            tx,
            """
            SELECT count(*) AS count, min(messages.at_ms) AS oldest
              FROM outbox JOIN messages ON messages.id = outbox.message_id
             WHERE outbox.state IN ('queued', 'claimed') AND outbox.organization_id = \(channel.organization)
               AND outbox.channel_id = \(channel.id)
            """
        )
    }

    private static func waiting(_ tx: any ReadTransaction, _ query: SQLStatement) throws -> ChannelHealth.Waiting {
        let row = try tx.first(query)
        return ChannelHealth.Waiting(
            count: try row?.get("count") ?? 0,
            oldestAtMs: try row?.get("oldest", as: Int64?.self) ?? nil
        )
    }

    static func pauses(
        _ tx: any ReadTransaction,
        _ channel: ChannelAccount,
        nowMs: Int64
    ) throws -> [ChannelHealth.Pause] {
        try tx.run(
            """
            SELECT business_numbers.display_number, sending_pauses.reason, sending_pauses.until_ms
              FROM business_numbers JOIN sending_pauses ON sending_pauses.business_number_id = business_numbers.id
             WHERE business_numbers.organization_id = \(channel.organization)
               AND business_numbers.channel_id = \(channel.id) AND sending_pauses.until_ms > \(nowMs)
             ORDER BY business_numbers.id LIMIT 20
            """
        ).map { row in
            ChannelHealth.Pause(
                number: try row.get("display_number"),
                reason: try row.get("reason"),
                untilMs: try row.get("until_ms")
            )
        }
    }

    static func unknown(_ tx: any ReadTransaction, _ channel: ChannelAccount) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS count FROM outbox
             WHERE state = 'unknown' AND channel_id = \(channel.id) AND organization_id = \(channel.organization)
            """
        )?.get("count") ?? 0
    }

    static func parkedCount(_ tx: any ReadTransaction, _ channel: ChannelAccount) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS count
              FROM (SELECT 1 FROM parked_items
                     WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) AND waits_for IS NULL
                     LIMIT \(ChannelHealth.maximumCount)) AS counted
            """
        )?.get("count") ?? 0
    }

    static func parked(_ tx: any ReadTransaction, _ channel: ChannelAccount) throws -> [ChannelHealth.Parked] {
        try tx.run(
            """
            SELECT field, reason, at_ms FROM parked_items
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) AND waits_for IS NULL
             ORDER BY journal_id DESC, item_index DESC LIMIT 5
            """
        ).map { row in
            ChannelHealth.Parked(
                field: try row.get("field"),
                reason: try row.get("reason"),
                atMs: try row.get("at_ms")
            )
        }
    }

    /// Ids follow time, so the messages since then are one range of them.
    static func failures(
        _ tx: any ReadTransaction,
        _ channel: ChannelAccount,
        sinceMs: Int64
    ) throws -> [ChannelHealth.Failures] {
        try tx.run(
            """
            SELECT coalesce(messages.error_code, '') AS code, count(*) AS count
              FROM messages JOIN business_numbers ON business_numbers.id = messages.business_number_id
             WHERE messages.id >= \(IDGenerator.first(atMs: sinceMs, of: Message.self))
               AND messages.organization_id = \(channel.organization) AND messages.status = 'failed'
               AND business_numbers.channel_id = \(channel.id)
             GROUP BY messages.error_code ORDER BY count(*) DESC, messages.error_code LIMIT 20
            """
        ).map { ChannelHealth.Failures(code: try $0.get("code"), count: try $0.get("count")) }
    }
}
