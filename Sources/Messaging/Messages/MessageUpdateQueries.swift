import Identity
import Storage
import WhatsAppCloud

/// SQL of what Meta tells of a message after it: its states, reactions and other wordings, each as it came.
enum MessageUpdateQueries {
    /// Keeps an update, under Meta's word for it; one that is there already changes nothing.
    static func keep(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        message: ID<Message>,
        kind: String,
        raw: JSONValue,
        atMs: Int64
    ) throws {
        let word = String(kind.unicodeScalars.filter { $0 != "\0" }.prefix(40).map(Character.init))
        try tx.execute(
            """
            INSERT INTO message_updates (message_id, kind, at_ms, organization_id, raw)
            VALUES (\(message), \(word), \(atMs), \(organization), \(raw.json))
            ON CONFLICT (message_id, kind, at_ms) DO NOTHING
            """
        )
    }

    /// Forgets what a message was changed to, once its sender has deleted it for everyone.
    static func deleteWordings(_ tx: any WriteTransaction, organization: ID<Organization>, of message: ID<Message>)
        throws
    {
        try tx.execute(
            """
            DELETE FROM message_updates
             WHERE organization_id = \(organization) AND message_id = \(message) AND kind = 'edit'
            """
        )
    }
}
