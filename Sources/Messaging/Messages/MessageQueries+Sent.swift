import Identity
import Storage

extension MessageQueries {
    /// Moves messages that Meta has accepted forward, and never back, as ``setStatus`` does.
    ///
    /// - Returns: Those that moved.
    static func setSent(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ accepted: [(id: ID<Message>, wamid: String)],
        atMs: Int64
    ) throws -> [ID<Message>] {
        let told: SQLStatement = .rows(accepted) { "(\($0.id), \($0.wamid))" }
        let lower = DeliveryStatus.allCases.filter { $0.rises(to: .sent) }
        return try tx.run(
            """
            WITH told(id, wamid) AS (VALUES \(fragment: told))
            UPDATE messages
               SET status = 'sent', wamid = coalesce(messages.wamid, told.wamid), error_code = NULL,
                   sent_at_ms = coalesce(sent_at_ms, \(atMs))
              FROM told
             WHERE messages.id = told.id AND +organization_id = \(organization)
               AND status IN (\(list: lower.map(\.rawValue)))
            RETURNING messages.id
            """
        ).map { try $0.get("id") }
    }
}
