import Foundation
package import Identity
import Records
package import Storage

/// SQL of WhatsApp notifications.
package enum NotificationQueries {
    private static let columns: SQLStatement =
        "id, name, module_id, template_id, lookup_id, phone_fields, business_number_id, created_at_ms"

    /// An organisation's notifications.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: At most ``WhatsAppNotification/maximum``, by name.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>
    ) throws -> [WhatsAppNotification] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM whatsapp_notifications
             WHERE organization_id = \(organization) ORDER BY name_key LIMIT \(WhatsAppNotification.maximum)
            """
        ).map(WhatsAppNotification.init(row:))
    }

    /// Finds a notification.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The notification.
    /// - Returns: The notification, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<WhatsAppNotification>
    ) throws -> WhatsAppNotification? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM whatsapp_notifications
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(WhatsAppNotification.init(row:))
    }

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ notification: WhatsAppNotification,
        by user: ID<User>
    ) throws {
        try tx.execute(
            """
            INSERT INTO whatsapp_notifications (id, organization_id, module_id, template_id, lookup_id, business_number_id, name,
                                                name_key, phone_fields, created_by, created_at_ms)
            VALUES (\(notification.id), \(organization), \(notification.module), \(notification.template),
                    \(notification.lookup), \(notification.businessNumber), \(notification.name), \(notification.nameKey),
                    \(try json(of: notification.phoneFields)), \(user), \(notification.createdAtMs))
            """
        )
    }

    static func update(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ notification: WhatsAppNotification
    ) throws {
        try tx.execute(
            """
            UPDATE whatsapp_notifications
               SET template_id = \(notification.template), lookup_id = \(notification.lookup),
                   business_number_id = \(notification.businessNumber), name = \(notification.name),
                   name_key = \(notification.nameKey), phone_fields = \(try json(of: notification.phoneFields))
             WHERE organization_id = \(organization) AND id = \(notification.id)
            """
        )
    }

    static func delete(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<WhatsAppNotification>
    ) throws {
        try tx.execute("DELETE FROM whatsapp_notifications WHERE organization_id = \(organization) AND id = \(id)")
    }

    /// Keeps a template from being deleted until the notification that names it is written.
    static func hold(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        template: ID<MessageTemplate>
    ) throws {
        _ = try tx.first(
            """
            SELECT id FROM message_templates WHERE organization_id = \(organization) AND id = \(template)
            \(dialect: .forUpdate)
            """
        )
    }

    private static func json(of fields: [ID<Field>]) throws -> String {
        String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
    }
}

extension WhatsAppNotification {
    /// Two names that differ in case or width are one.
    var nameKey: String { MessageTemplate.key(of: name) }

    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        module = try row.get("module_id")
        template = try row.get("template_id")
        lookup = try row.get("lookup_id")
        let fields: String = try row.get("phone_fields")
        phoneFields = try JSONDecoder().decode([ID<Field>].self, from: Data(fields.utf8))
        businessNumber = try row.get("business_number_id")
        createdAtMs = try row.get("created_at_ms")
    }
}
