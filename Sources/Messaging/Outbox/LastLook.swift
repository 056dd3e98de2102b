import Foundation
import Identity
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
        /// Its values were made for other words than the template has by now.
        case templateChanged = "template_changed"
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
        of organization: ID<Organization>,
        nowMs: Int64
    ) throws -> [ID<Message>: Refusal?] {
        if messages.isEmpty { return [:] }
        let facts = try tx.run(
            """
            SELECT messages.id, messages.kind, messages.status, messages.at_ms, conversations.window_closes_at_ms, records.deleted_at_ms,
                   conversations.blocked_at_ms, messages.template_id,
                   CASE WHEN messages.kind = 'template' THEN outbox.payload END AS payload,
                   CASE WHEN message_templates.effective_category = 'marketing'
                        THEN \(fragment: isOptedOut) ELSE FALSE END AS is_opted_out
              FROM messages
              JOIN conversations ON conversations.id = messages.conversation_id
              LEFT JOIN outbox ON outbox.message_id = messages.id
              LEFT JOIN records ON records.id = conversations.record_id
              LEFT JOIN message_templates ON message_templates.id = messages.template_id
             WHERE messages.id IN (\(list: messages))
            """
        )
        let used = Set(try facts.compactMap { try $0.get("template_id", as: ID<MessageTemplate>?.self) })
        let templates = try TemplateQueries.find(tx, organization: organization, ids: used.sorted())
            .mapValues { (isApproved: $0.status == .approved && $0.content.unusable == nil, parts: $0.partsDigest) }
        var refusals: [ID<Message>: Refusal?] = [:]
        for row in facts {
            let id: ID<Message> = try row.get("id")
            if try row.get("status", as: String.self) != DeliveryStatus.queued.rawValue {
                refusals[id] = .some(nil)
            } else if let refusal = try refusal(row, templates, nowMs: nowMs) {
                refusals[id] = refusal
            }
        }
        return refusals
    }

    /// As ``MarketingRule`` judges it, of who is written to in the conversation.
    private static let isOptedOut: SQLStatement = {
        let (organization, matchKey): (SQLStatement, SQLStatement) = (
            "conversations.organization_id", "conversations.match_key"
        )
        let stopped = MarketingRule.stopped(organization: organization, matchKey: matchKey)
        let consent = ConsentQueries.latest(
            organization: organization,
            record: "conversations.record_id",
            matchKey: matchKey
        )
        return """
            (conversations.marketing_stopped_at_ms IS NOT NULL OR \(fragment: stopped)
             OR coalesce(\(fragment: consent), '') = 'opted_out')
            """
    }()

    private static func refusal(
        _ row: SQLRow,
        _ templates: [ID<MessageTemplate>: (isApproved: Bool, parts: String)],
        nowMs: Int64
    ) throws -> Refusal? {
        if try row.get("deleted_at_ms", as: Int64?.self) != nil { return .recordDeleted }
        if try row.get("blocked_at_ms", as: Int64?.self) != nil { return .blocked }
        if try row.get("kind", as: String.self) == Message.Kind.template.rawValue {
            // A template that is gone is approved no more.
            let template = try row.get("template_id", as: ID<MessageTemplate>?.self).flatMap { templates[$0] }
            guard let template, template.isApproved else { return .templateNotApproved }
            if let parts = try parts(row), parts != template.parts { return .templateChanged }
            if try row.get("is_opted_out") { return .optedOut }
            return try row.get("at_ms", as: Int64.self) < nowMs - maximumWaitMs ? .late : nil
        }
        let closes: Int64? = try row.get("window_closes_at_ms")
        return ServiceWindow.isOpen(closesAtMs: closes, nowMs: nowMs) ? nil : .windowClosed
    }

    /// What the row's values were made for; nil where nobody knows, and for a row that cannot be read, which is found out when it leaves.
    private static func parts(_ row: SQLRow) throws -> String? {
        guard let payload = try row.get("payload", as: String?.self) else { return nil }
        return try? JSONDecoder().decode(OutboxPayload.self, from: Data(payload.utf8)).template?.parts
    }
}
