import Foundation
package import Storage

/// What was done that an administrator may have to account for.
///
/// Rows are never changed or deleted.
package enum AuditTrail {
    /// What was done.
    package enum Action: String, Sendable {
        case organizationCreated = "organization.created"
        case userCreated = "user.created"
        case signedIn = "session.created"
        case signInRefused = "session.refused"
        case signedOut = "session.ended"
        case passwordChanged = "user.password_changed"
        case tokenCreated = "api_token.created"
        case moduleCreated = "module.created"
        case moduleChanged = "module.changed"
        case fieldAdded = "field.added"
        case fieldChanged = "field.changed"
        case fieldRemoved = "field.removed"
        case channelConnected = "channel.connected"
        case channelRenewed = "channel.renewed"
        case conversationLinked = "conversation.linked"
        case recordTrashed = "record.trashed"
        case recordRestored = "record.restored"
        case recordPurged = "record.purged"
        case recordConverted = "record.converted"
        case fileRemoved = "record_file.removed"
        case layoutChanged = "module.layout_changed"
        case logoChanged = "organization.logo_changed"
    }

    /// Writes an entry in the transaction that does the deed.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: A new id.
    ///   - organization: The organisation.
    ///   - user: Who did it; nil for whoever runs the server.
    ///   - action: What.
    ///   - subject: The row it was done to, if not the user.
    ///   - changes: What became what.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func append(
        _ tx: any WriteTransaction,
        id: ID<AuditEntry>,
        organization: ID<Organization>,
        user: ID<User>?,
        action: Action,
        subject: Int64? = nil,
        changes: [AuditChange] = [],
        atMs: Int64
    ) throws {
        let encoded = changes.isEmpty ? nil : String(decoding: try JSONEncoder().encode(changes), as: UTF8.self)
        try tx.execute(
            """
            INSERT INTO audit_entries (id, organization_id, user_id, action, subject_id, changes, at_ms)
            VALUES (\(id), \(organization), \(user), \(action.rawValue), \(subject), \(encoded), \(atMs))
            """
        )
    }
}

/// An entry of the audit trail.
package enum AuditEntry {}

/// One thing that an audited deed changed.
package struct AuditChange: Sendable, Hashable, Codable {
    /// What: the API's name of a setting, or a field's id.
    package let name: String
    /// What it was, as the API writes it; nil where there was nothing.
    package let old: String?
    /// What it is from then on; nil where nothing is left.
    package let new: String?

    /// A change.
    package init(name: String, old: String?, new: String?) {
        self.name = name
        self.old = old
        self.new = new
    }
}
