import Storage

/// About which account Meta tells something, and when: what everything needs to know that treats news of accounts and templates.
struct AccountNews: Sendable {
    let ids: IDGenerator
    let channel: ChannelAccount
    /// When Meta told it, Unix milliseconds, to the second; nil where it did not say.
    let toldAtMs: Int64?
    /// Now, product time.
    let atMs: Int64

    /// Whether this is the latest that was told of a matter, which is noted.
    func isLatest(_ tx: any WriteTransaction, of subject: String) throws -> Bool {
        try ProviderClock.isLatest(tx, subject, of: channel, atMs: toldAtMs)
    }
}
