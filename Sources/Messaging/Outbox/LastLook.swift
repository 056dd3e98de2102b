import Records
import Storage

/// The last look before messages leave.
///
/// Source: spec rows A-02, 1.35: judged when accepted and again when dispatched.
enum LastLook {
    /// What waited this long, through outages and pauses, is not news any more.
    static let maximumWaitMs: Int64 = 86_400_000

    /// Why a row may not leave; the screen has a sentence for each.
    enum Refusal: String, Sendable {
        case recordDeleted = "record_deleted"
        case templateNotApproved = "template_not_approved"
        /// The team has blocked its recipient, by now.
        case blocked
        /// Its recipient wants no marketing, by now.
        case optedOut = "opted_out"
        case windowClosed = "window_closed"
        /// It could not be sent for a day.
        case late = "not_sent_in_time"
        /// What was to be sent cannot be read.
        case unreadable
        case noRecipient = "no_recipient"
        /// The file to be sent is not there.
        case noFile = "no_file"

        /// As the message keeps it.
        var code: String { rawValue }
    }

    /// Why some of the messages may not leave any more.
    ///
    /// - Returns: A refusal for each that has one; those that Meta has already are among them with nil.
    static func refusals(
        _ tx: any ReadTransaction,
        _ messages: [ID<Message>],
        nowMs: Int64
    ) throws -> [ID<Message>: Refusal?] {
        if messages.isEmpty { return [:] }
        let facts = try tx.run(
            """
            SELECT messages.id, messages.kind, messages.status, messages.at_ms, conversations.window_closes_at_ms, records.deleted_at_ms,
                   message_templates.status AS template_status, conversations.marketing_stopped_at_ms, conversations.blocked_at_ms,
                   message_templates.effective_category,
                   (SELECT state FROM consent_changes WHERE consent_changes.record_id = conversations.record_id
                     ORDER BY at_ms DESC, id DESC LIMIT 1) AS consent
              FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
              LEFT JOIN records ON records.id = conversations.record_id
              LEFT JOIN message_templates ON message_templates.id = messages.template_id
             WHERE messages.id IN (\(list: messages))
            """
        )
        var refusals: [ID<Message>: Refusal?] = [:]
        for row in facts {
            let id: ID<Message> = try row.get("id")
            if try row.get("status", as: String.self) != DeliveryStatus.queued.rawValue {
                refusals[id] = .some(nil)
            } else if let refusal = try refusal(row, nowMs: nowMs) {
                refusals[id] = refusal
            }
        }
        return refusals
    }

    private static func refusal(_ row: SQLRow, nowMs: Int64) throws -> Refusal? {
        if try row.get("deleted_at_ms", as: Int64?.self) != nil { return .recordDeleted }
        if try row.get("blocked_at_ms", as: Int64?.self) != nil { return .blocked }
        if try row.get("kind", as: String.self) == Message.Kind.template.rawValue {
            // A template that is gone is approved no more.
            let status: String? = try row.get("template_status")
            if status != MessageTemplate.Status.approved.rawValue { return .templateNotApproved }
            if try row.get("effective_category", as: String.self) == MessageTemplate.Category.marketing.rawValue {
                let isStopped = try row.get("marketing_stopped_at_ms", as: Int64?.self) != nil
                let consent: String? = try row.get("consent")
                if isStopped || consent == ConsentState.optedOut.rawValue { return .optedOut }
            }
            return try row.get("at_ms", as: Int64.self) < nowMs - maximumWaitMs ? .late : nil
        }
        let closes: Int64? = try row.get("window_closes_at_ms")
        return ServiceWindow.isOpen(closesAtMs: closes, nowMs: nowMs) ? nil : .windowClosed
    }
}
