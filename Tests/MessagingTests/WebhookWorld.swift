import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

/// What there is before a webhook comes that is about something: a person who wrote and was answered, templates, an account that sends.
struct WebhookWorld: Sendable {
    static let person = "905551230001"
    static let userID = "TR.9A1"
    static let theirs = "wamid.THEIRS"
    static let ours = "wamid.OURS"
    /// Templates that Meta knows by id, and by name alone.
    static let templates: [(name: String, providerID: String?)] = [
        ("visit_reminder", "470000000000031"), ("welcome", nil),
    ]

    let fixture: Fixture

    private var store: any Store { fixture.database.store }
    private var organization: ID<Organization> { fixture.user.organization }

    /// Makes the templates; they outlive ``begin()``.
    init(_ fixture: Fixture) async throws {
        self.fixture = fixture
        for template in Self.templates {
            let request = try SubmitTemplate.Request(
                name: template.name,
                module: "Leads",
                language: "en_US",
                category: .notification,
                body: "Hello ${Leads.Last Name}, this is your \(template.name) of tomorrow.",
                channel: nil
            )
            let made = try await fixture.submitTemplate(request, by: fixture.user)
            try await fixture.database.store.write { [name = template.name, providerID = template.providerID] tx in
                try tx.execute(
                    """
                    UPDATE message_templates SET provider_name = \(name), provider_id = \(providerID)
                     WHERE id = \(made.id)
                    """
                )
            }
        }
    }

    /// So that each kind comes to somebody who has never written, on an account of which nothing was told.
    func forget() async throws {
        let tables: [SQLStatement] = [
            "message_files", "message_reactions", "message_updates", "outbox", "messages", "conversations",
            "parked_items", "inbound_journal", "jobs", "channel_notices", "provider_clock", "consent_changes",
        ]
        try await store.write { tx in
            for table in tables { try tx.execute("DELETE FROM \(fragment: table)") }
            try tx.execute("UPDATE channel_connections SET stopped_reason = NULL")
            try tx.execute(
                """
                UPDATE business_numbers
                   SET verified_name = 'Acme', name_status = NULL, messaging_limit = NULL, throughput = NULL
                """
            )
            try tx.execute(
                """
                UPDATE message_templates
                   SET status = 'approved', reason = NULL, effective_category = 'notification', quality = NULL,
                       provider_id = CASE WHEN provider_name = 'welcome' THEN NULL ELSE provider_id END
                """
            )
        }
    }

    /// Has the person write and be answered.
    func begin() async throws {
        try await fixture.webhook(
            Fixture.messages(
                """
                "contacts":[{"profile":{"name":"Deniz K"},"wa_id":"\(Self.person)","user_id":"\(Self.userID)"}],
                "messages":[{"from":"\(Self.person)","from_user_id":"\(Self.userID)","id":"\(Self.theirs)",
                             "timestamp":"1795000000","type":"text","text":{"body":"Hello"}}]
                """
            )
        )
        let conversation = try #require(try await fixture.conversations().first)
        _ = try await fixture.sendReply("Yes", in: conversation.id, idempotencyKey: nil, by: fixture.user)
        try await store.write { tx in
            try tx.execute(
                "UPDATE messages SET status = 'sent', wamid = \(Self.ours) WHERE direction = 'outbound'"
            )
        }
    }

    /// Everything that webhooks may change, by name.
    func facts() async throws -> [String: String] {
        try await store.read { [organization] tx in
            var facts: [String: String] = [:]
            for channel in try ChannelQueries.all(tx, organization: organization) {
                facts["account"] = channel.state.stoppedReason ?? channel.state.name
            }
            func look(_ statement: SQLStatement, _ columns: [String: String], of name: String? = nil) throws {
                for row in try tx.run(statement) {
                    let subject = try name.map { try row.get($0, as: String.self) + " " } ?? ""
                    for (column, fact) in columns {
                        guard let value = try row.get(column, as: String?.self) else { continue }
                        facts[subject + fact] = facts[subject + fact].map { "\($0), \(value)" } ?? value
                    }
                }
            }
            try look(
                "SELECT verified_name, name_status, messaging_limit, throughput FROM business_numbers",
                [
                    "verified_name": "name", "name_status": "name status", "messaging_limit": "limit",
                    "throughput": "speed",
                ]
            )
            try look(
                """
                SELECT CASE subject WHEN '' THEN kind ELSE kind || ' of ' || subject END AS kind, detail
                  FROM channel_notices ORDER BY detail
                """,
                ["detail": "notice"],
                of: "kind"
            )
            try look(
                "SELECT provider_name, status, reason, effective_category, quality FROM message_templates",
                ["status": "status", "reason": "reason", "effective_category": "category", "quality": "quality"],
                of: "provider_name"
            )
            try look(
                """
                SELECT CASE direction WHEN 'outbound' THEN 'our' ELSE 'their' END AS whose, status, error_code, text,
                       CASE WHEN edited_at_ms IS NULL THEN NULL ELSE 'yes' END AS edited,
                       CASE WHEN revoked_at_ms IS NULL THEN NULL ELSE 'yes' END AS revoked
                  FROM messages WHERE kind <> 'notice'
                """,
                ["status": "status", "error_code": "error", "text": "text", "edited": "edited", "revoked": "revoked"],
                of: "whose"
            )
            try look("SELECT kind FROM message_updates ORDER BY kind", ["kind": "kept"])
            try look("SELECT emoji FROM message_reactions", ["emoji": "reaction"])
            try look(
                """
                SELECT wa_id, provider_user_id,
                       CASE WHEN marketing_stopped_at_ms IS NULL THEN NULL ELSE 'stopped' END AS marketing
                  FROM conversations
                """,
                ["wa_id": "number", "provider_user_id": "user", "marketing": "marketing"]
            )
            try look("SELECT state FROM consent_changes ORDER BY id", ["state": "consent"])
            let notices = try tx.run("SELECT text, content FROM messages WHERE kind = 'notice' ORDER BY id").map {
                row in
                let content = try row.get("content", as: String.self)
                let notice = try JSONDecoder().decode(MessageContent.self, from: Data(content.utf8)).notice
                let words = [notice?.kind.rawValue, notice?.old, notice?.new].compactMap(\.self)
                return try words.joined(separator: " ") + ": " + row.get("text", as: String.self)
            }
            if !notices.isEmpty { facts["thread"] = notices.joined(separator: ", ") }
            return facts
        }
    }

    /// What became of facts; what is no more is empty.
    static func changes(from before: [String: String], to after: [String: String]) -> [String: String] {
        var changes = after.filter { before[$0.key] != $0.value }
        for name in before.keys where after[name] == nil { changes[name] = "" }
        return changes
    }
}
