import Identity
import Messaging
import Records
import Storage

/// Reads WhatsApp notifications for whoever makes automation.
struct NotificationReader: Sendable {
    let store: any Store
    let sending: TemplateSending

    func all(for user: SignedIn) async throws -> NotificationListResource {
        try user.require(.manageAutomation)
        return try await store.read { tx in
            let found = try NotificationQueries.all(tx, organization: user.organization)
            return NotificationListResource(notifications: try resources(tx, found, for: user))
        }
    }

    func notification(_ id: ID<WhatsAppNotification>, for user: SignedIn) async throws -> NotificationResource {
        try user.require(.manageAutomation)
        return try await store.read { tx in
            let found = try NotificationQueries.find(tx, organization: user.organization, id: id)
            guard let found, let resource = try resources(tx, [found], for: user).first else {
                throw NotificationRefusal.notFound
            }
            return resource
        }
    }

    /// What notifications name is asked for once for all of them, and how things stand with a template and a number once for both.
    private func resources(
        _ tx: any ReadTransaction,
        _ notifications: [WhatsAppNotification],
        for user: SignedIn
    ) throws -> [NotificationResource] {
        let modules = try ModuleQueries.all(tx, organization: user.organization)
        let names = Dictionary(uniqueKeysWithValues: modules.map { ($0.id, $0.name) })
        let templates = try TemplateQueries.find(
            tx,
            organization: user.organization,
            ids: Set(notifications.map(\.template)).sorted()
        )
        var standings: [String: String?] = [:]
        return try notifications.compactMap { notification in
            guard let template = templates[notification.template] else { return nil }
            let key = "\(template.id) \(notification.module) \(notification.businessNumber?.description ?? "")"
            let reason: String?
            if let known = standings[key] {
                reason = known
            } else {
                let refusal = try sending.standing(
                    tx,
                    of: template,
                    about: notification.module,
                    from: notification.businessNumber,
                    by: user
                )
                reason = refusal.map { Problem(sending: $0).code }
                standings[key] = .some(reason)
            }
            return NotificationResource(
                notification,
                template,
                module: names[notification.module] ?? "",
                reason: reason
            )
        }
    }
}

struct NotificationListResource: Encodable {
    let notifications: [NotificationResource]
}

struct NotificationResource: Encodable {
    struct Template: Encodable {
        let id: ID<MessageTemplate>
        let name: String
        let status: String
        let effective_category: MessageTemplate.Category
        let language: String
    }

    let id: ID<WhatsAppNotification>
    let name: String
    let module: String
    let template: Template
    let lookup: Nullable<ID<Field>>
    let phone_fields: [ID<Field>]
    let business_number: Nullable<ID<BusinessNumber>>
    let is_usable: Bool
    let reason: Nullable<String>
    let created_at: String

    init(_ notification: WhatsAppNotification, _ template: MessageTemplate, module: String, reason: String?) {
        id = notification.id
        name = notification.name
        self.module = module
        self.template = Template(
            id: template.id,
            name: template.name,
            status: template.status.rawValue,
            effective_category: template.effectiveCategory,
            language: template.language
        )
        lookup = Nullable(notification.lookup)
        phone_fields = notification.phoneFields
        business_number = Nullable(notification.businessNumber)
        is_usable = reason == nil
        self.reason = Nullable(reason)
        created_at = notification.createdAtMs.rfc3339
    }
}
