import Identity
import Storage
import WhatsAppCloud

/// Applies what Meta tells of an account or of one of its numbers.
///
/// Source: spec rows 2.7, 2.40; wire reference 5.7.
struct ApplyAccountUpdate {
    let news: AccountNews

    init(_ news: AccountNews) {
        self.news = news
    }

    private var channel: ChannelAccount { news.channel }
    private var atMs: Int64 { news.atMs }

    /// Applies an update.
    ///
    /// - Returns: False where it is about a number that is not the channel's.
    func apply(_ tx: any WriteTransaction, _ update: AccountUpdate) throws -> Bool {
        if let subject = update.subject, try !news.isLatest(tx, of: subject) { return true }
        let stops = ChannelStops(ids: news.ids, organization: channel.organization, channel: channel.id)
        switch update {
        case .restricted(let restrictions): try restrict(tx, restrictions)
        case .violation(let word): try put(tx, .violation, detail: word)
        case .disableScheduled(let day): try put(tx, .disableScheduled, detail: day)
        case .alert(let word, let isActive):
            if isActive {
                try put(tx, .alert, detail: word)
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
            try start(tx, after: ["account_disabled", "368", "131031"], stops)
        case .reviewed("REJECTED"): try stops.stop(tx, reason: "account_rejected", atMs: atMs)
        case .reviewed("APPROVED"): try start(tx, after: ["account_rejected"], stops)
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
            guard let number = try number(tx, digits) else { return false }
            try ChannelQueries.update(
                tx,
                organization: channel.organization,
                number,
                messagingLimit: limit,
                throughput: isFast ? "HIGH" : nil
            )
        case .name(let digits, let decision, let name, let reason):
            guard let number = try number(tx, digits) else { return false }
            try rename(tx, number, digits, decision, name, reason)
        case .security(let digits, let event):
            guard try number(tx, digits) != nil else { return false }
            try put(tx, .security, subject: digits, detail: event)
        }
        try stops.tellChange(tx, atMs: atMs)
        return true
    }

    /// The list is all that holds now: what is not in it has been lifted.
    private func restrict(
        _ tx: any WriteTransaction,
        _ restrictions: [AccountUpdate.Restriction]
    ) throws {
        try NoticeQueries.delete(tx, [.restriction], of: channel)
        for restriction in restrictions {
            try put(tx, .restriction, detail: restriction.kind, untilMs: restriction.untilMs)
        }
    }

    private func rename(
        _ tx: any WriteTransaction,
        _ number: ID<BusinessNumber>,
        _ digits: String,
        _ decision: String,
        _ name: String,
        _ reason: String?
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
            try put(tx, .nameRejected, subject: digits, detail: reason ?? "UNKNOWN")
        }
    }

    private func start(
        _ tx: any WriteTransaction,
        after reasons: [String],
        _ stops: ChannelStops
    ) throws {
        // The channel as it is by now: an item before this one may have stopped it.
        let now = try ChannelQueries.find(tx, organization: channel.organization, id: channel.id)
        if let reason = now?.state.stoppedReason, reasons.contains(reason) { try stops.start(tx, atMs: atMs) }
    }

    private func number(_ tx: any ReadTransaction, _ digits: String) throws -> ID<BusinessNumber>? {
        try ChannelQueries.numbers(tx, of: channel).first { $0.displayNumber.filter(\.isNumber) == digits }?.id
    }

    private func put(
        _ tx: any WriteTransaction,
        _ kind: ChannelNotice.Kind,
        subject: String = "",
        detail: String,
        untilMs: Int64? = nil
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

extension AccountUpdate {
    /// The matter of which only the latest counts; nil for what happens once and is told once.
    fileprivate var subject: String? {
        switch self {
        case .restricted: "restrictions"
        case .deleted, .disabled, .reinstated: "account"
        case .reviewed: "review"
        case .alert(let word, _): "alert \(word.prefix(100))"
        case .messagingLimit: "limit"
        case .numberLimit(let digits, _, _): "limit \(digits.prefix(40))"
        case .name(let digits, _, _, _): "name \(digits.prefix(40))"
        case .violation, .disableScheduled, .accessRemoved, .security: nil
        }
    }
}
