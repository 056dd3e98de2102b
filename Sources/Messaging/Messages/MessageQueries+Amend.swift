import Identity
import Storage

extension MessageQueries {
    /// Gives a customer's message other words.
    static func reword(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ message: Message,
        text: String,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE messages SET text = \(text), edited_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND id = \(message.id)
            """
        )
        try setLastText(tx, organization: organization, message, text, kind: message.kind.rawValue)
    }

    /// Takes away what a customer has deleted for everyone; that there was a message stays.
    static func revoke(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ message: Message,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE messages SET text = '', content = NULL, raw = NULL, revoked_at_ms = \(atMs)
             WHERE organization_id = \(organization) AND id = \(message.id)
            """
        )
        try setLastText(tx, organization: organization, message, "", kind: "revoked")
    }

    /// The conversation's row shows its latest message's words.
    private static func setLastText(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ message: Message,
        _ text: String,
        kind: String
    ) throws {
        try tx.execute(
            """
            UPDATE conversations SET last_text = \(text), last_kind = \(kind)
             WHERE organization_id = \(organization) AND id = \(message.conversation) AND last_message_id = \(message.id)
            """
        )
    }
}
