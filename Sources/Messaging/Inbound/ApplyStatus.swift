import Identity
import Storage
import WhatsAppCloud

/// Moves a message of ours forward as Meta reports.
///
/// Repeated and late reports change nothing; one that is faster than its message waits for it.
///
/// Source: spec rows 2.35, A-48; wire reference 5.5.
struct ApplyStatus {
    let context: InboundContext

    init(_ context: InboundContext) {
        self.context = context
    }

    /// Applies a report, and keeps it as it came.
    func apply(_ tx: any WriteTransaction, _ report: MessageStatus, raw: JSONValue) throws -> Treatment {
        if let reaction = SentReaction(callbackData: report.callbackData) {
            return try apply(tx, report, to: reaction)
        }
        guard let message = try message(tx, report) else { return .waits(for: report.wamid) }
        guard message.direction == .outbound else { return .notTreated }
        try MessageUpdateQueries.keep(
            tx,
            organization: context.organization,
            message: message.id,
            kind: report.status,
            raw: raw,
            atMs: report.atMs
        )
        guard let status = Self.status(report.status) else { return .treated }
        // A report says that Meta has the message, so it is not sent again whatever its call was answered.
        _ = try OutboxQueries.finish(
            tx,
            organization: context.organization,
            message: message.id,
            status == .failed ? .failed : .sent,
            endsQueued: true
        )
        guard message.status.rises(to: status) else { return .treated }
        try MessageQueries.setStatus(
            tx,
            organization: context.organization,
            id: message.id,
            status,
            wamid: report.wamid,
            errorCode: status == .failed ? report.errorCode.map(String.init) ?? "failed" : nil,
            atMs: report.atMs
        )
        try ConversationQueries.setLastStatus(
            tx,
            organization: context.organization,
            message: message.id,
            conversation: message.conversation,
            status: status
        )
        try MessageEvent.append(
            tx,
            ids: context.ids,
            organization: context.organization,
            message: message.id,
            MessageEvent.Verb(status),
            atMs: context.clock.nowMs
        )
        return .treated
    }

    /// A reaction is no message of its own: only that it was refused is news.
    private func apply(_ tx: any WriteTransaction, _ report: MessageStatus, to reaction: SentReaction) throws
        -> Treatment
    {
        if Self.status(report.status) == .failed {
            try reaction.refused(tx, ids: context.ids, of: context.organization, atMs: context.clock.nowMs)
        }
        return .treated
    }

    /// Our own id comes along, so a report that is faster than the answer to the call finds its message as well; a report of
    /// somebody else's sending has their word in its place, and is looked for by Meta's id.
    private func message(_ tx: any ReadTransaction, _ report: MessageStatus) throws -> Message? {
        if let own = report.callbackData.flatMap({ ID<Message>($0) }) {
            let found = try MessageQueries.find(
                tx,
                organization: context.organization,
                sentFrom: context.number.id,
                id: own
            )
            if let found { return found }
        }
        return try MessageQueries.find(
            tx,
            organization: context.organization,
            businessNumber: context.number.id,
            wamid: report.wamid
        )
    }

    /// Meta's words; a voice note that was played was read.
    ///
    /// Words nobody knows yet change nothing.
    private static func status(_ word: String) -> DeliveryStatus? {
        switch word {
        case "sent": .sent
        case "delivered": .delivered
        case "read", "played": .read
        case "failed": .failed
        default: nil
        }
    }
}
