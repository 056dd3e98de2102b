import Identity
import Signals
import Storage

/// Stops what Meta refuses and lets it go on again: an account with all it sends, or one number of it.
///
/// Whoever administrates is told once of each stop. A send that is refused for something that Meta shows nowhere else stops what
/// every look lets go on again: of one such reason they hear once a day. Source: spec row 2.40.
struct ChannelStops {
    /// What stops.
    enum Cause: Sendable {
        /// A call of ours that Meta refused.
        case refusal
        /// Meta's own word on the account or the number, by webhook or asked for.
        case word
    }

    private static let dayMs: Int64 = 86_400_000

    let ids: IDGenerator
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>

    /// Meta's codes that are about a number and not about its account.
    static func isAboutNumber(_ code: String) -> Bool { ["33", "131045", "133010"].contains(code) }

    /// Stops the account; nothing happens where it is stopped or disabled.
    func stop(_ tx: any WriteTransaction, reason: String, _ cause: Cause = .word, atMs: Int64) throws {
        let isNews = try ConnectionQueries.setStopped(
            tx,
            organization: organization,
            channel: channel,
            reason: reason
        )
        guard isNews else { return }
        let rings = try ConnectionQueries.setTold(
            tx,
            organization: organization,
            channel: channel,
            reason: reason,
            ifNotSinceMs: Self.silence(after: cause, atMs: atMs),
            atMs: atMs
        )
        try tellStop(tx, rings: rings, atMs: atMs)
    }

    /// Stops one number; its neighbours go on.
    func stop(
        _ tx: any WriteTransaction,
        number: ID<BusinessNumber>,
        reason: String,
        _ cause: Cause = .word,
        atMs: Int64
    ) throws {
        let isNews = try ChannelQueries.setStopped(
            tx,
            organization: organization,
            number: number,
            reason: reason
        )
        guard isNews else { return }
        let rings = try ChannelQueries.setTold(
            tx,
            organization: organization,
            number: number,
            reason: reason,
            ifNotSinceMs: Self.silence(after: cause, atMs: atMs),
            atMs: atMs
        )
        try tellStop(tx, rings: rings, atMs: atMs)
    }

    /// Tells that a number has paused for long, or again and again: it goes on by itself, and somebody may see to the cause.
    func tellPause(_ tx: any WriteTransaction, number: ID<BusinessNumber>, reason: String, atMs: Int64) throws {
        let rings = try ChannelQueries.setTold(
            tx,
            organization: organization,
            number: number,
            reason: reason,
            ifNotSinceMs: Self.silence(after: .refusal, atMs: atMs),
            atMs: atMs
        )
        if rings { try tellStop(tx, rings: true, atMs: atMs) }
    }

    private static func silence(after cause: Cause, atMs: Int64) -> Int64 { cause == .refusal ? atMs - dayMs : atMs }

    /// Lets the account send, starting with what waited.
    func start(_ tx: any WriteTransaction, atMs: Int64) throws {
        let isNews = try ConnectionQueries.setStopped(tx, organization: organization, channel: channel, reason: nil)
        if isNews { try append(tx, "channel.started", atMs: atMs) }
    }

    /// Lets a number send, starting with what waited.
    func start(_ tx: any WriteTransaction, number: ID<BusinessNumber>, atMs: Int64) throws {
        let isNews = try ChannelQueries.setStopped(tx, organization: organization, number: number, reason: nil)
        if isNews { try append(tx, "channel.started", atMs: atMs) }
    }

    /// Says that something about the channel is no longer as it was.
    func tellChange(_ tx: any WriteTransaction, atMs: Int64) throws {
        try append(tx, "channel.changed", atMs: atMs)
    }

    private func tellStop(_ tx: any WriteTransaction, rings: Bool, atMs: Int64) throws {
        let event = try append(tx, "channel.stopped", atMs: atMs)
        try CheckChannelJob.hasten(tx, ids: ids, channel, of: organization, dueAtMs: atMs + CheckChannelJob.impatientMs)
        guard rings else { return }
        for user in try UserSelectionQueries.administrators(tx, organization: organization) {
            try RaiseSignal.apply(
                tx,
                ids: ids,
                organization: organization,
                for: user,
                .channelStopped,
                subjectID: event.rawValue,
                groupID: channel.rawValue,
                atMs: atMs
            )
        }
    }

    @discardableResult
    private func append(_ tx: any WriteTransaction, _ kind: String, atMs: Int64) throws -> ID<Event> {
        let id = ids.next(Event.self)
        try EventLog.append(
            tx,
            id: id,
            organizationID: organization.rawValue,
            kind: kind,
            subjectID: channel.rawValue,
            atMs: atMs
        )
        return id
    }
}
