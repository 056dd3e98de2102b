import Identity
import Storage
import WhatsAppCloud

/// Applies what Meta tells of an account or of one of its numbers.
///
/// Source: spec rows 2.7, 2.40; wire reference 5.7.
struct ApplyAccountUpdate {
    let ids: IDGenerator
    let atMs: Int64

    /// Applies an update.
    ///
    /// - Returns: False where it is about a number that is not the channel's.
    func apply(_ tx: any WriteTransaction, _ update: AccountUpdate, to channel: ChannelAccount) throws -> Bool {
        let stops = ChannelStops(ids: ids, organization: channel.organization, channel: channel.id)
        switch update {
        case .restricted(let restrictions): try restrict(tx, restrictions, channel)
        case .violation(let word): try put(tx, .violation, detail: word, about: channel)
        case .disableScheduled(let day): try put(tx, .disableScheduled, detail: day, about: channel)
        case .alert(let word, let isActive):
            if isActive {
                try put(tx, .alert, detail: word, about: channel)
            } else {
                try NoticeQueries.delete(tx, [.alert], of: channel)
            }
        case .deleted: try stops.stop(tx, reason: "account_deleted", atMs: atMs)
        case .disabled: try stops.stop(tx, reason: "account_disabled", atMs: atMs)
        case .accessRemoved(let app):
            let own = try ConnectionQueries.facts(tx, of: channel)?.appID
            if app == nil || own == nil || app == own { try stops.stop(tx, reason: "access_removed", atMs: atMs) }
        case .reinstated:
            try NoticeQueries.delete(tx, [.restriction, .disableScheduled, .violation], of: channel)
            try start(tx, after: ["account_disabled", "368", "131031"], channel, stops)
        case .reviewed("REJECTED"): try stops.stop(tx, reason: "account_rejected", atMs: atMs)
        case .reviewed("APPROVED"): try start(tx, after: ["account_rejected"], channel, stops)
        case .reviewed: break
        case .messagingLimit(let limit):
            for number in try ChannelQueries.numbers(tx, of: channel) {
                try ChannelQueries.update(
                    tx,
                    organization: channel.organization,
                    number.id,
                    messagingLimit: limit
                )
            }
        case .numberLimit(let digits, let limit, let isFast):
            guard let number = try number(tx, digits, channel) else { return false }
            try ChannelQueries.update(
                tx,
                organization: channel.organization,
                number,
                messagingLimit: limit,
                throughput: isFast ? "HIGH" : nil
            )
        case .name(let digits, let decision, let name, let reason):
            guard let number = try number(tx, digits, channel) else { return false }
            try rename(tx, number, digits, decision, name, reason, channel)
        case .security(let digits, let event):
            guard try number(tx, digits, channel) != nil else { return false }
            try put(tx, .security, subject: digits, detail: event, about: channel)
        }
        try stops.tellChange(tx, atMs: atMs)
        return true
    }

    /// The list is all that holds now: what is not in it has been lifted.
    private func restrict(
        _ tx: any WriteTransaction,
        _ restrictions: [AccountUpdate.Restriction],
        _ channel: ChannelAccount
    ) throws {
        try NoticeQueries.delete(tx, [.restriction], of: channel)
        for restriction in restrictions {
            try put(tx, .restriction, detail: restriction.kind, untilMs: restriction.untilMs, about: channel)
        }
    }

    private func rename(
        _ tx: any WriteTransaction,
        _ number: ID<BusinessNumber>,
        _ digits: String,
        _ decision: String,
        _ name: String,
        _ reason: String?,
        _ channel: ChannelAccount
    ) throws {
        let isApproved = decision == "APPROVED"
        // Verdicts come in other words than the field of the number has.
        let status = ["REJECTED": "DECLINED", "PENDING": "PENDING_REVIEW", "DEFERRED": "PENDING_REVIEW"][decision]
        try ChannelQueries.update(
            tx,
            organization: channel.organization,
            number,
            verifiedName: isApproved && !name.isEmpty ? name : nil,
            nameStatus: status ?? decision
        )
        try NoticeQueries.delete(tx, [.nameRejected], subject: digits, of: channel)
        if decision == "REJECTED" {
            try put(tx, .nameRejected, subject: digits, detail: reason ?? "UNKNOWN", about: channel)
        }
    }

    private func start(
        _ tx: any WriteTransaction,
        after reasons: [String],
        _ channel: ChannelAccount,
        _ stops: ChannelStops
    ) throws {
        // The channel as it is by now: an item before this one may have stopped it.
        let now = try ChannelQueries.find(tx, organization: channel.organization, id: channel.id)
        if let reason = now?.state.stoppedReason, reasons.contains(reason) { try stops.start(tx, atMs: atMs) }
    }

    private func number(_ tx: any ReadTransaction, _ digits: String, _ channel: ChannelAccount) throws
        -> ID<BusinessNumber>?
    {
        try ChannelQueries.numbers(tx, of: channel).first { $0.displayNumber.filter(\.isNumber) == digits }?.id
    }

    private func put(
        _ tx: any WriteTransaction,
        _ kind: ChannelNotice.Kind,
        subject: String = "",
        detail: String,
        untilMs: Int64? = nil,
        about channel: ChannelAccount
    ) throws {
        let notice = ChannelNotice(
            kind: kind,
            subject: subject,
            detail: String(detail.prefix(200)),
            untilMs: untilMs ?? atMs + ChannelNotice.lifeMs,
            atMs: atMs
        )
        try NoticeQueries.put(tx, notice, about: channel)
    }
}
