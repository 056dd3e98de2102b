import Identity
import Storage
import WhatsAppCloud

/// Moves a message of ours forward as Meta reports.
///
/// Repeated and late reports change nothing.
///
/// Source: spec rows 2.35, A-48; wire reference 5.5.
struct ApplyStatus {
    let clock: WallClock
    let ids: IDGenerator

    /// Applies a report.
    ///
    /// - Returns: False where the message is not known: the report waits.
    func apply(
        _ tx: any WriteTransaction,
        _ report: MessageStatus,
        number: BusinessNumber,
        channel: ChannelAccount
    ) throws -> Bool {
        // Our own id comes along, so a report that is faster than the answer to the call finds its message as well.
        let own = report.callbackData.flatMap { ID<Message>($0) }
        let message =
            if let own {
                try MessageQueries.find(tx, organization: channel.organization, id: own)
            } else {
                try MessageQueries.find(
                    tx,
                    organization: channel.organization,
                    businessNumber: number.id,
                    wamid: report.wamid
                )
            }
        guard let message, message.direction == .outbound else { return false }
        guard let status = Self.status(report.status) else { return true }
        _ = try OutboxQueries.finish(
            tx,
            organization: channel.organization,
            message: message.id,
            status == .failed ? .failed : .sent
        )
        guard message.status.rises(to: status) else { return true }
        let error = status == .failed ? (report.errorCode.map(String.init) ?? "failed", report.errorDetails ?? "") : nil
        try MessageQueries.setStatus(
            tx,
            organization: channel.organization,
            id: message.id,
            status,
            wamid: report.wamid,
            error: error,
            atMs: report.atMs
        )
        try ConversationQueries.setLastStatus(
            tx,
            organization: channel.organization,
            message: message.id,
            conversation: message.conversation,
            status: status
        )
        try MessageEvent.append(
            tx,
            ids: ids,
            organization: channel.organization,
            message: message.id,
            MessageEvent.Verb(status),
            atMs: clock.nowMs
        )
        return true
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
