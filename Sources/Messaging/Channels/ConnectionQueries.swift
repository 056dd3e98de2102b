import Identity
import Storage
import WhatsAppCloud

/// SQL of connections: what goes when a channel is disabled.
enum ConnectionQueries {
    /// What is known of a connection beside its secrets.
    struct Facts: Sendable {
        let appID: String?
        let token: TokenState?
        let tokenExpiresAtMs: Int64?
        let subscription: SubscriptionState?
        let handshakeAtMs: Int64?
        let lastWebhookAtMs: Int64?
        let checkedAtMs: Int64?
        let checkFailure: String?
    }

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        secrets: ChannelSecrets,
        box: SecretBox,
        activatedAtMs: Int64?
    ) throws {
        let count = try tx.execute(
            """
            INSERT INTO channel_connections (channel_id, organization_id, access_token_sealed, app_secret_sealed,
                                             verify_token_sealed, activated_at_ms)
            VALUES (\(channel), \(organization), \(try box.seal(secrets.accessToken, purpose: "access_token")),
                    \(try box.seal(secrets.appSecret, purpose: "app_secret")),
                    \(try box.seal(secrets.verifyToken, purpose: "verify_token")), \(activatedAtMs))
            ON CONFLICT (channel_id) DO NOTHING
            """
        )
        if count == 0 { throw ChannelRefusal.alreadyConnected }
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, channel: ID<ChannelAccount>) throws
        -> Bool
    {
        try tx.execute(
            "DELETE FROM channel_connections WHERE organization_id = \(organization) AND channel_id = \(channel)"
        ) > 0
    }

    static func secrets(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of channel: ID<ChannelAccount>,
        box: SecretBox
    ) throws -> ChannelSecrets? {
        try tx.first(
            """
            SELECT access_token_sealed, app_secret_sealed, verify_token_sealed FROM channel_connections
             WHERE organization_id = \(organization) AND channel_id = \(channel)
            """
        ).map { row in
            ChannelSecrets(
                accessToken: try box.open(row.get("access_token_sealed"), purpose: "access_token"),
                appSecret: try box.open(row.get("app_secret_sealed"), purpose: "app_secret"),
                verifyToken: try box.open(row.get("verify_token_sealed"), purpose: "verify_token")
            )
        }
    }

    /// Gives a connection new secrets.
    static func setSecrets(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        secrets: ChannelSecrets,
        box: SecretBox
    ) throws {
        try tx.execute(
            """
            UPDATE channel_connections
               SET access_token_sealed = \(box.seal(secrets.accessToken, purpose: "access_token")),
                   app_secret_sealed = \(box.seal(secrets.appSecret, purpose: "app_secret")),
                   verify_token_sealed = \(box.seal(secrets.verifyToken, purpose: "verify_token"))
             WHERE organization_id = \(organization) AND channel_id = \(channel)
            """
        )
    }

    static func isThere(_ tx: any ReadTransaction, organization: ID<Organization>, channel: ID<ChannelAccount>) throws
        -> Bool
    {
        try tx.first(
            "SELECT channel_id FROM channel_connections WHERE organization_id = \(organization) AND channel_id = \(channel)"
        ) != nil
    }

    static func facts(_ tx: any ReadTransaction, of channel: ChannelAccount) throws -> Facts? {
        try tx.first(
            """
            SELECT app_id, token_state, token_expires_at_ms, subscription, handshake_at_ms, last_webhook_at_ms,
                   checked_at_ms, check_failure
              FROM channel_connections
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
            """
        ).map(Facts.init(row:))
    }

    /// Lets a connection send; somebody has put it in order, so whatever stops it from now on is news.
    static func activate(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE channel_connections SET activated_at_ms = coalesce(activated_at_ms, \(atMs)), told_reason = NULL
             WHERE organization_id = \(organization) AND channel_id = \(channel)
            """
        )
        try tx.notify(.outbox)
    }

    /// Stops a connection, or lets it send again with nil.
    ///
    /// - Returns: False where that is nothing new.
    static func setStopped(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        reason: String?
    ) throws -> Bool {
        let changes: SQLStatement = reason == nil ? "stopped_reason IS NOT NULL" : "stopped_reason IS NULL"
        let count = try tx.execute(
            """
            UPDATE channel_connections SET stopped_reason = \(reason)
             WHERE organization_id = \(organization) AND channel_id = \(channel) AND \(fragment: changes)
            """
        )
        if count > 0, reason == nil { try tx.notify(.outbox) }
        return count > 0
    }

    /// Keeps of which stop people are told.
    ///
    /// - Returns: False where they were told of the same one since then.
    static func setTold(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        reason: String,
        ifNotSinceMs sinceMs: Int64,
        atMs: Int64
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE channel_connections SET told_reason = \(reason), told_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND channel_id = \(channel)
               AND (told_reason IS NULL OR told_reason <> \(reason) OR told_at_ms <= \(sinceMs))
            """
        ) > 0
    }

    /// Meta's handshake reached the address.
    static func greeted(_ tx: any WriteTransaction, channel: ID<ChannelAccount>, atMs: Int64) throws {
        try tx.execute("UPDATE channel_connections SET handshake_at_ms = \(atMs) WHERE channel_id = \(channel)")
    }

    /// Bodies came, told once a second at most, so that a burst writes no more than that.
    static func heard(_ tx: any WriteTransaction, _ arrivals: [JournalArrival]) throws {
        let times = Dictionary(arrivals.map { ($0.channel, $0.atMs) }, uniquingKeysWith: max)
        // In one order everywhere, so that two nodes never wait for each other.
        for (channel, atMs) in times.sorted(by: { $0.key < $1.key }) {
            try tx.execute(
                """
                UPDATE channel_connections SET last_webhook_at_ms = \(atMs)
                 WHERE channel_id = \(channel) AND (last_webhook_at_ms IS NULL OR last_webhook_at_ms <= \(atMs - 1_000))
                """
            )
        }
    }

    /// Keeps what a look at Meta brought.
    static func checked(
        _ tx: any WriteTransaction,
        _ channel: ChannelAccount,
        token: TokenFacts?,
        tokenState: TokenState?,
        subscription: SubscriptionState?,
        failure: String?,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE channel_connections
               SET app_id = coalesce(\(token?.appID), app_id), token_state = coalesce(\(tokenState?.rawValue), token_state),
                   token_expires_at_ms = CASE WHEN \(token != nil) THEN \(token?.expiresAtMs) ELSE token_expires_at_ms END,
                   subscription = coalesce(\(subscription?.rawValue), subscription), checked_at_ms = \(atMs),
                   check_failure = \(failure)
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
            """
        )
    }
}

/// What became of a token at the last look.
package enum TokenState: String, Sendable, CaseIterable {
    case valid
    /// Meta does not take it any more.
    case invalid
    /// It is taken, and does not allow what is needed.
    case scopesMissing = "scopes_missing"
}

/// Whether Meta sends the channel's webhooks here.
package enum SubscriptionState: String, Sendable, CaseIterable {
    case here
    /// To another address.
    case elsewhere
    /// Our app does not get them at all.
    case missing
}

extension ConnectionQueries.Facts {
    init(row: SQLRow) throws {
        appID = try row.get("app_id")
        token = try row.get("token_state", as: String?.self).flatMap(TokenState.init(rawValue:))
        tokenExpiresAtMs = try row.get("token_expires_at_ms")
        subscription = try row.get("subscription", as: String?.self).flatMap(SubscriptionState.init(rawValue:))
        handshakeAtMs = try row.get("handshake_at_ms")
        lastWebhookAtMs = try row.get("last_webhook_at_ms")
        checkedAtMs = try row.get("checked_at_ms")
        checkFailure = try row.get("check_failure")
    }
}
