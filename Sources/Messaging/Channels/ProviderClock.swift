import Storage

/// Which of two things that Meta tells of the same matter is the later: its webhooks come in any order.
///
/// Source: wire reference 5.2.
enum ProviderClock {
    /// Notes when something was told of a matter, such as the state of one template; nil counts as now.
    ///
    /// False where something later of it was told before.
    static func isLatest(
        _ tx: any WriteTransaction,
        _ subject: String,
        of channel: ChannelAccount,
        atMs: Int64?
    ) throws -> Bool {
        guard let atMs else { return true }
        return try tx.execute(
            """
            INSERT INTO provider_clock (organization_id, channel_id, subject, at_ms)
            VALUES (\(channel.organization), \(channel.id), \(subject), \(atMs))
            ON CONFLICT (channel_id, subject) DO UPDATE SET at_ms = excluded.at_ms
             WHERE provider_clock.at_ms <= excluded.at_ms
            """
        ) > 0
    }
}
