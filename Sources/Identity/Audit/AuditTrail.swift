import Foundation
package import Storage

/// What was done that an administrator may have to account for.
///
/// Rows are never changed or deleted: nothing here does, and no route leads to it.
package enum AuditTrail {
    /// What was done.
    package enum Action: String, Sendable {
        case organizationCreated = "organization.created"
        case organizationChanged = "organization.changed"
        case userCreated = "user.created"
        case userInvited = "user.invited"
        case userJoined = "user.joined"
        case userLinkMade = "user.link_made"
        case userChanged = "user.changed"
        case userDeactivated = "user.deactivated"
        case userReactivated = "user.reactivated"
        case roleCreated = "role.created"
        case roleChanged = "role.changed"
        case roleDeleted = "role.deleted"
        case groupCreated = "group.created"
        case groupChanged = "group.changed"
        case groupDeleted = "group.deleted"
        case profileCreated = "profile.created"
        case profileChanged = "profile.changed"
        case profileDeleted = "profile.deleted"
        case signedIn = "session.created"
        case signInRefused = "session.refused"
        case signedOut = "session.ended"
        case passwordChanged = "user.password_changed"
        case tokenCreated = "api_token.created"
        case tokenRevoked = "api_token.revoked"
        case moduleCreated = "module.created"
        case moduleChanged = "module.changed"
        case fieldAdded = "field.added"
        case fieldChanged = "field.changed"
        case fieldRemoved = "field.removed"
        case channelConnected = "channel.connected"
        case channelRenewed = "channel.renewed"
        case channelChanged = "channel.changed"
        case channelDisabled = "channel.disabled"
        case conversationLinked = "conversation.linked"
        case personBlocked = "conversation.blocked"
        case personUnblocked = "conversation.unblocked"
        case sendingRulesChanged = "sending_rules.changed"
        case notificationCreated = "whatsapp_notification.created"
        case notificationChanged = "whatsapp_notification.changed"
        case notificationDeleted = "whatsapp_notification.deleted"
        case messageSettled = "message.settled"
        case templateChanged = "template.changed"
        case templateMapped = "template.mapped"
        case templateDeleted = "template.deleted"
        case recordCreated = "record.created"
        case recordChanged = "record.changed"
        case recordTrashed = "record.trashed"
        case recordRestored = "record.restored"
        case recordPurged = "record.purged"
        case recordConverted = "record.converted"
        case fileRemoved = "record_file.removed"
        case layoutChanged = "module.layout_changed"
        case logoChanged = "organization.logo_changed"

        /// Where the trail shows it.
        package var area: Area {
            switch rawValue.prefix(while: { $0 != "." }) {
            case "record", "record_file": .records
            case "session": .signIns
            default: .settings
            }
        }
    }

    /// The parts of the trail, which are read apart: many records change for one setting.
    package enum Area: String, Sendable, CaseIterable {
        case settings
        case records
        case signIns = "sign_ins"
    }

    /// Writes an entry in the transaction that does the deed.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: A new id.
    ///   - organization: The organisation.
    ///   - user: Who did it; nil for whoever runs the server, and for the product itself.
    ///   - action: What.
    ///   - subject: The row it was done to, if not the user.
    ///   - subjectName: What that was called at the time.
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
        subjectName: String? = nil,
        changes: [AuditChange] = [],
        atMs: Int64
    ) throws {
        let encoded = changes.isEmpty ? nil : String(decoding: try JSONEncoder().encode(changes), as: UTF8.self)
        try tx.execute(
            """
            INSERT INTO audit_entries (id, organization_id, user_id, action, area, subject_id, subject_name, changes, at_ms)
            VALUES (\(id), \(organization), \(user), \(action.rawValue), \(action.area.rawValue), \(subject),
                    \(subjectName), \(encoded), \(atMs))
            """
        )
    }
}

/// An entry of the audit trail.
package struct AuditEntry: Sendable, Hashable {
    /// The entry's id.
    package let id: ID<AuditEntry>
    /// Who did it; nil for whoever runs the server, and for the product itself.
    package let user: ID<User>?
    /// What: an ``AuditTrail/Action``, or one of another version.
    package let action: String
    /// The row it was done to.
    package let subject: Int64?
    /// What that was called at the time.
    package let subjectName: String?
    /// What became what.
    package let changes: [AuditChange]
    /// Product time, Unix milliseconds.
    package let atMs: Int64
}

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
