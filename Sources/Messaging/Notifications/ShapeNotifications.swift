package import Identity
package import Records
package import Storage

/// Makes, changes and deletes WhatsApp notifications.
///
/// Source: spec rows 2.28, 2.29.
package struct ShapeNotifications: Sendable {
    private static let maximumPhoneFields = 10

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let users: [any NotificationUses]

    /// Prepares the operations.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: The time.
    ///   - ids: For the new rows.
    ///   - users: What may send a notification.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, users: [any NotificationUses]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.users = users
    }

    /// What a notification shall be.
    package struct Request: Sendable {
        let name: String
        let template: ID<MessageTemplate>
        let lookup: ID<Field>?
        let phoneFields: [ID<Field>]
        let businessNumber: ID<BusinessNumber>?

        /// Checks what can be checked without the database.
        ///
        /// - Parameters:
        ///   - name: 1…100 characters, once in the organisation.
        ///   - template: An approved template of the module.
        ///   - lookup: The record's lookup that names the person; nil where they are the record.
        ///   - phoneFields: One to ten, each once, in the order in which they are tried.
        ///   - businessNumber: The number it goes out from; nil for the account's first.
        /// - Throws: ``InvalidInput`` naming `name` or `phone_fields`.
        package init(
            name: String,
            template: ID<MessageTemplate>,
            lookup: ID<Field>?,
            phoneFields: [ID<Field>],
            businessNumber: ID<BusinessNumber>?
        ) throws(InvalidInput) {
            self.name = try TextRule.line(name, field: "name", maximum: 100)
            self.template = template
            self.lookup = lookup
            self.phoneFields = phoneFields
            self.businessNumber = businessNumber
            let isOnce = Set(phoneFields).count == phoneFields.count
            guard isOnce, (1...ShapeNotifications.maximumPhoneFields).contains(phoneFields.count) else {
                let detail = "Name one to \(ShapeNotifications.maximumPhoneFields) phone fields, each once."
                throw InvalidInput(field: "phone_fields", code: "not_valid", detail: detail)
            }
        }
    }

    /// Makes a notification.
    ///
    /// - Parameters:
    ///   - request: What it shall be.
    ///   - module: The module of the records that it is about, by name.
    ///   - user: Needs ``Right/manageAutomation``.
    /// - Returns: The notification.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``TemplateRefusal`` or ``StoreError``.
    package func create(_ request: Request, for module: String, by user: SignedIn) async throws -> WhatsAppNotification
    {
        try user.require(.manageAutomation)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: module) else {
                throw InvalidInput(field: "module", code: "not_valid", detail: "There is no such module.")
            }
            let made = WhatsAppNotification(ids.next(), request, module: module.id, atMs: now)
            let others = try Self.open(tx, by: user)
            guard others.count < WhatsAppNotification.maximum else {
                let detail = "An organisation has at most \(WhatsAppNotification.maximum) notifications."
                throw InvalidInput(field: "name", code: "too_many", detail: detail)
            }
            try Self.check(tx, made, among: others, isNewTemplate: true, by: user)
            try NotificationQueries.insert(tx, organization: user.organization, made, by: user.user)
            try note(tx, .notificationCreated, made, AuditChange.between("name", nil, made.name), by: user, atMs: now)
            return made
        }
    }

    /// Changes a notification; its module stays.
    ///
    /// - Parameters:
    ///   - id: The notification.
    ///   - request: What it shall be.
    ///   - user: Needs ``Right/manageAutomation``.
    /// - Throws: ``NotPermitted``, ``NotificationRefusal/notFound``, ``InvalidInput``, ``TemplateRefusal`` or ``StoreError``.
    package func change(_ id: ID<WhatsAppNotification>, _ request: Request, by user: SignedIn) async throws {
        try user.require(.manageAutomation)
        let now = clock.nowMs
        try await store.write { tx in
            let all = try Self.open(tx, by: user)
            guard let old = all.first(where: { $0.id == id }) else { throw NotificationRefusal.notFound }
            let next = WhatsAppNotification(id, request, module: old.module, atMs: old.createdAtMs)
            if next == old { return }
            let others = all.filter { $0.id != id }
            // What was approved when it was chosen may be renamed while Meta has it paused.
            try Self.check(tx, next, among: others, isNewTemplate: next.template != old.template, by: user)
            try NotificationQueries.update(tx, organization: user.organization, next)
            try note(tx, .notificationChanged, next, next.changes(from: old), by: user, atMs: now)
        }
    }

    /// Deletes a notification that nothing sends.
    ///
    /// - Parameters:
    ///   - id: The notification.
    ///   - user: Needs ``Right/manageAutomation``.
    /// - Throws: ``NotPermitted``, ``NotificationRefusal`` or ``StoreError``.
    package func delete(_ id: ID<WhatsAppNotification>, by user: SignedIn) async throws {
        try user.require(.manageAutomation)
        let now = clock.nowMs
        try await store.write { [users] tx in
            guard let old = try Self.open(tx, by: user).first(where: { $0.id == id }) else {
                throw NotificationRefusal.notFound
            }
            let uses = try users.flatMap { try $0.uses(tx, organization: user.organization, of: id) }
            if !uses.isEmpty { throw NotificationRefusal.inUse(uses) }
            try NotificationQueries.delete(tx, organization: user.organization, id: id)
            try note(tx, .notificationDeleted, old, AuditChange.between("name", old.name, nil), by: user, atMs: now)
        }
    }

    private static func open(_ tx: any WriteTransaction, by user: SignedIn) throws -> [WhatsAppNotification] {
        try tx.lock(AdvisoryLock(named: "notifications \(user.organization)"))
        return try NotificationQueries.all(tx, organization: user.organization)
    }

    private static func check(
        _ tx: any WriteTransaction,
        _ notification: WhatsAppNotification,
        among others: [WhatsAppNotification],
        isNewTemplate: Bool,
        by user: SignedIn
    ) throws {
        if others.contains(where: { $0.nameKey == notification.nameKey }) {
            throw InvalidInput(field: "name", code: "taken", detail: "A notification is called so already.")
        }
        let organization = user.organization
        try NotificationQueries.hold(tx, organization: organization, template: notification.template)
        guard let template = try TemplateQueries.find(tx, organization: organization, id: notification.template) else {
            throw InvalidInput(field: "template", code: "not_valid", detail: "There is no such template.")
        }
        guard template.module == notification.module else { throw TemplateRefusal.otherModule }
        if isNewTemplate, template.status != .approved { throw TemplateRefusal.notApproved(template.status) }
        let people = try SendRecipient.module(tx, of: notification.module, by: notification.lookup, for: user)
        let phones = try FieldQueries.shown(tx, to: user, module: people).filter { $0.type == .phone }.map(\.id)
        guard notification.phoneFields.allSatisfy(phones.contains) else {
            let detail = "These are not all phone fields of the person's module."
            throw InvalidInput(field: "phone_fields", code: "not_valid", detail: detail)
        }
        guard let id = notification.businessNumber else { return }
        guard let number = try ChannelQueries.number(tx, organization: organization, id: id) else {
            throw InvalidInput(field: "business_number", code: "not_valid", detail: "There is no such number.")
        }
        if number.channel != template.channel { throw TemplateRefusal.otherAccount }
    }

    private func note(
        _ tx: any WriteTransaction,
        _ action: AuditTrail.Action,
        _ notification: WhatsAppNotification,
        _ changes: [AuditChange],
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: user.organization,
            user: user.user,
            action: action,
            subject: notification.id.rawValue,
            subjectName: notification.name,
            changes: changes,
            atMs: atMs
        )
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: user.organization.rawValue,
            kind: "whatsapp_notification.changed",
            subjectID: notification.id.rawValue,
            atMs: atMs
        )
    }
}

extension WhatsAppNotification {
    fileprivate init(
        _ id: ID<WhatsAppNotification>,
        _ request: ShapeNotifications.Request,
        module: ID<Module>,
        atMs: Int64
    ) {
        self.id = id
        name = request.name
        self.module = module
        template = request.template
        lookup = request.lookup
        phoneFields = request.phoneFields
        businessNumber = request.businessNumber
        createdAtMs = atMs
    }

    fileprivate func changes(from old: WhatsAppNotification) -> [AuditChange] {
        func list(_ fields: [ID<Field>]) -> String { fields.map(\.description).joined(separator: ", ") }
        let number = (old.businessNumber?.description, businessNumber?.description)
        return AuditChange.between("name", old.name, name)
            + AuditChange.between("template", old.template.description, template.description)
            + AuditChange.between("lookup", old.lookup?.description, lookup?.description)
            + AuditChange.between("phone_fields", list(old.phoneFields), list(phoneFields))
            + AuditChange.between("business_number", number.0, number.1)
    }
}
