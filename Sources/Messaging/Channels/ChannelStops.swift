import Identity
import Signals
import Storage

/// Stops what Meta refuses and lets it go on again: an account with all it sends, or one number of it.
///
/// Whoever administrates is told once of each stop. Source: spec row 2.40.
struct ChannelStops {
    let ids: IDGenerator
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>

    /// Meta's codes that are about a number and not about its account.
    static func isAboutNumber(_ code: String) -> Bool { ["33", "131045", "133010"].contains(code) }

    /// Stops the account; nothing happens where it is stopped or disabled.
    func stop(_ tx: any WriteTransaction, reason: String, atMs: Int64) throws {
        let isNews = try ConnectionQueries.setStopped(
            tx,
            organization: organization,
            channel: channel,
            reason: reason
        )
        if isNews { try tellStop(tx, atMs: atMs) }
    }

    /// Stops one number; its neighbours go on.
    func stop(_ tx: any WriteTransaction, number: ID<BusinessNumber>, reason: String, atMs: Int64) throws {
        let isNews = try ChannelQueries.setStopped(
            tx,
            organization: organization,
            number: number,
            reason: reason
        )
        if isNews { try tellStop(tx, atMs: atMs) }
    }

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

    private func tellStop(_ tx: any WriteTransaction, atMs: Int64) throws {
        let event = try append(tx, "channel.stopped", atMs: atMs)
        try CheckChannelJob.hasten(tx, ids: ids, channel, of: organization, dueAtMs: atMs + CheckChannelJob.impatientMs)
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
