package import Identity
package import Storage

/// Something that Meta said about an account and that people should know for a while.
package struct ChannelNotice: Sendable, Hashable {
    /// What it is about.
    package enum Kind: String, Sendable, CaseIterable {
        /// What the account may not do until it ends; the detail is Meta's word for it.
        case restriction
        /// A rule that was broken; the detail is Meta's word for it.
        case violation
        /// The account will be disabled; the detail is Meta's date.
        case disableScheduled = "disable_scheduled"
        /// The name asked for was not approved; the detail is Meta's reason.
        case nameRejected = "name_rejected"
        /// The two-step PIN of a number was changed, or is asked for; the detail is Meta's word.
        case security
        /// Anything else Meta warns of; the detail is Meta's word.
        case alert
    }

    /// How long a notice without an end is shown.
    static let lifeMs: Int64 = 30 * 24 * 3_600_000

    /// What it is about.
    package let kind: Kind
    /// The number it concerns, in digits; empty where it concerns the account.
    package let subject: String
    /// Meta's word.
    package let detail: String
    /// When it ends, product time, Unix milliseconds.
    package let untilMs: Int64
    /// When it came, product time, Unix milliseconds.
    package let atMs: Int64
}

extension ChannelNotice {
    /// Whether it keeps messages from leaving: templates, replies or both.
    ///
    /// Source: wire reference 5.7, `restriction_info`.
    func restricts(replies isReply: Bool) -> Bool {
        guard kind == .restriction else { return false }
        switch detail {
        case "RESTRICTED_BIZ_INITIATED_MESSAGING": return !isReply
        case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": return isReply
        default: return detail.contains("MESSAGING")
        }
    }
}

/// SQL of notices.
package enum NoticeQueries {
    /// The notices of all channels of an organisation that have not ended.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - nowMs: Product time, Unix milliseconds.
    /// - Returns: At most 200 with their channels, the latest first.
    /// - Throws: ``StoreError``.
    package static func standing(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        nowMs: Int64
    ) throws -> [(channel: ID<ChannelAccount>, notice: ChannelNotice)] {
        try tx.run(
            """
            SELECT channel_id, kind, subject, detail, until_ms, at_ms FROM channel_notices
             WHERE organization_id = \(organization) AND until_ms > \(nowMs)
             ORDER BY at_ms DESC, kind, detail LIMIT 200
            """
        ).compactMap { row in
            guard let notice = try ChannelNotice(row: row) else { return nil }
            return (try row.get("channel_id"), notice)
        }
    }

    /// What Meta lets out from a number's account now.
    static func allowed(_ tx: any ReadTransaction, _ number: LaneNumber, nowMs: Int64) throws -> [Priority] {
        let restrictions = try tx.run(
            """
            SELECT kind, subject, detail, until_ms, at_ms FROM channel_notices
             WHERE organization_id = \(number.organization) AND channel_id = \(number.channel)
               AND kind = \(ChannelNotice.Kind.restriction.rawValue) AND until_ms > \(nowMs)
            """
        ).compactMap(ChannelNotice.init(row:))
        return Priority.allCases.filter { priority in
            !restrictions.contains { $0.restricts(replies: priority == .reply) }
        }
    }

    /// Keeps a notice; the same one again goes on from now.
    static func put(_ tx: any WriteTransaction, _ notice: ChannelNotice, about channel: ChannelAccount) throws {
        try tx.execute(
            """
            INSERT INTO channel_notices (organization_id, channel_id, kind, subject, detail, until_ms, at_ms)
            VALUES (\(channel.organization), \(channel.id), \(notice.kind.rawValue), \(notice.subject), \(notice.detail),
                    \(notice.untilMs), \(notice.atMs))
            ON CONFLICT (organization_id, channel_id, kind, subject, detail)
            DO UPDATE SET until_ms = excluded.until_ms, at_ms = excluded.at_ms
            """
        )
    }

    /// Takes notices of some kinds back.
    static func delete(
        _ tx: any WriteTransaction,
        _ kinds: [ChannelNotice.Kind],
        subject: String = "",
        of channel: ChannelAccount
    ) throws {
        try tx.execute(
            """
            DELETE FROM channel_notices
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) AND subject = \(subject)
               AND kind IN (\(list: kinds.map(\.rawValue)))
            """
        )
    }

    static func deleteAll(_ tx: any WriteTransaction, of channel: ChannelAccount) throws {
        try tx.execute(
            "DELETE FROM channel_notices WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)"
        )
    }
}

extension ChannelNotice {
    /// A row of a kind that this version does not know is left out.
    init?(row: SQLRow) throws {
        guard let kind = Kind(rawValue: try row.get("kind")) else { return nil }
        self.kind = kind
        subject = try row.get("subject")
        detail = try row.get("detail")
        untilMs = try row.get("until_ms")
        atMs = try row.get("at_ms")
    }
}
