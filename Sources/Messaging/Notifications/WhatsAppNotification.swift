package import Identity
package import PhoneNumbers
package import Records
package import Storage

/// A template with who gets it: what automation sends, made once and used by many rules.
///
/// Source: spec rows 2.28, 2.29, A-15.
package struct WhatsAppNotification: Sendable, Equatable {
    /// How many an organisation has at most.
    package static let maximum = 500

    /// The notification's id.
    package let id: ID<WhatsAppNotification>
    /// What it is called, once in the organisation.
    package let name: String
    /// The module of the records that it is about.
    package let module: ID<Module>
    /// A template of that module.
    package let template: ID<MessageTemplate>
    /// The record's lookup that names the person; nil where they are the record.
    package let lookup: ID<Field>?
    /// Phone fields of the person's module: the first that has a usable number counts.
    package let phoneFields: [ID<Field>]
    /// The number it goes out from; nil for the account's first.
    package let businessNumber: ID<BusinessNumber>?
    /// When it was made, product time, Unix milliseconds.
    package let createdAtMs: Int64

    /// Who would get it, and where.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - record: A record of its module.
    ///   - user: Whose eyes count.
    /// - Returns: The person and their number.
    /// - Throws: ``SendRefusal`` where there is nobody, or no number; ``InvalidInput`` where the user may not see the lookup;
    ///   ``StoreError``.
    package func recipient(
        _ tx: any ReadTransaction,
        about record: Record,
        for user: SignedIn
    ) throws -> (recipient: SendRecipient, phone: PhoneNumber) {
        let recipient = try SendRecipient.find(tx, about: record, by: lookup, for: user)
        return (recipient, try recipient.number(in: phoneFields))
    }
}

/// Why a notification stays as it is.
package enum NotificationRefusal: Error, Equatable {
    /// There is none of this id.
    case notFound
    /// Rules send it.
    case inUse([FieldUse])
}

/// Asked before a notification goes: what sends it tells where it is used.
///
/// Source: spec row 2.29.
package protocol NotificationUses: Sendable {
    /// Finds uses.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - notification: The notification.
    /// - Returns: At most 20.
    /// - Throws: ``StoreError``.
    func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of notification: ID<WhatsAppNotification>
    ) throws -> [FieldUse]
}

/// Notifications that find their person or their number by a field, or send a template.
///
/// Source: spec rows 2.29, A-41.
package struct UsedByNotifications: FieldUses, TemplateUses {
    /// Looks at notifications.
    package init() {}

    package func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of field: Field
    ) throws -> [FieldUse] {
        try uses(tx, organization) { $0.lookup == field.id || $0.phoneFields.contains(field.id) }
    }

    package func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of template: ID<MessageTemplate>
    ) throws -> [FieldUse] {
        try uses(tx, organization) { $0.template == template }
    }

    private func uses(
        _ tx: any ReadTransaction,
        _ organization: ID<Organization>,
        where isUse: (WhatsAppNotification) -> Bool
    ) throws -> [FieldUse] {
        try NotificationQueries.all(tx, organization: organization).filter(isUse).prefix(20)
            .map { FieldUse(kind: "whatsapp_notification", name: $0.name) }
    }
}
