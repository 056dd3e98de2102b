package import Identity
package import Storage

/// Adds, changes and removes fields of a module.
package struct ShapeFields: Sendable {
    private static let maximumFields = 300

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let users: [any FieldUses]

    /// Prepares the operations.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the times of audit entries.
    ///   - ids: For the new rows.
    ///   - users: Higher floors that use fields.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, users: [any FieldUses]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.users = users
    }

    /// Adds a field, which records that exist have blank.
    ///
    /// - Parameters:
    ///   - new: What it shall be.
    ///   - module: The module's name.
    ///   - user: An administrator.
    /// - Returns: The field.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``InvalidInput`` or ``StoreError``.
    @discardableResult
    package func add(_ new: NewField, to module: String, by user: SignedIn) async throws -> Field {
        try user.requireAdministrator()
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let (module, fields) = try Self.open(tx, module, by: user)
            guard fields.count < Self.maximumFields else {
                throw InvalidInput(
                    field: "label_en",
                    code: "too_many",
                    detail: "A module has at most \(Self.maximumFields) fields."
                )
            }
            if let target = new.lookupModule {
                let modules = try ModuleQueries.all(tx, organization: user.organization)
                guard modules.contains(where: { $0.id == target }) else {
                    throw InvalidInput(field: "lookup_module", code: "not_valid", detail: "There is no such module.")
                }
            }
            let field = try new.made(
                id: ids.next(),
                module: module.id,
                name: APIName.make(new.labelEnglish, style: .field, taken: Set(fields.map(\.name))),
                section: new.section ?? fields.last?.section ?? "main"
            )
            try Self.requireNewLabels(field, among: fields)
            try FieldQueries.insert(tx, organization: user.organization, field, position: fields.count)
            let changes = FieldChanges.between(nil, field)
            try ModuleEvents.append(tx, ids: ids, module, .fieldAdded, changes: changes, by: user, atMs: now)
            return field
        }
    }

    /// Changes what a field is called and asks for; its type and name stay.
    ///
    /// - Parameters:
    ///   - change: What shall change.
    ///   - id: The field.
    ///   - module: The module's name.
    ///   - user: An administrator.
    /// - Returns: The field.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``InvalidInput`` or ``StoreError``.
    @discardableResult
    package func change(_ change: FieldChange, of id: ID<Field>, in module: String, by user: SignedIn) async throws
        -> Field
    {
        try user.requireAdministrator()
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let (module, fields) = try Self.open(tx, module, by: user)
            guard let field = fields.first(where: { $0.id == id }) else { throw RecordNotFound() }
            let next = try change.applied(to: field)
            try Self.requireNewLabels(next, among: fields)
            try FieldQueries.update(tx, organization: user.organization, next)
            let changes = FieldChanges.between(field, next)
            try ModuleEvents.append(tx, ids: ids, module, .fieldChanged, changes: changes, by: user, atMs: now)
            return next
        }
    }

    /// Removes a field of the organisation's own with all its values.
    ///
    /// - Parameters:
    ///   - id: The field.
    ///   - module: The module's name.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``FieldInUse``, ``InvalidInput`` for a standard field, or ``StoreError``.
    package func remove(_ id: ID<Field>, from module: String, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        let organization = user.organization
        try await store.write { [ids, users] tx in
            let (module, fields) = try Self.open(tx, module, by: user)
            guard let field = fields.first(where: { $0.id == id }) else { throw RecordNotFound() }
            guard field.isCustom, field.name != "name" else {
                throw InvalidInput(field: "field", code: "standard_field", detail: "Standard fields stay.")
            }
            let uses = try users.flatMap { try $0.uses(tx, organization: user.organization, of: field) }
            if !uses.isEmpty { throw FieldInUse(uses: uses) }
            try FieldQueries.retire(tx, organization: organization, field, atMs: now)
            try RemoveField.enqueue(tx, id: ids.next(), organization: organization, id, atMs: now)
            let changes = FieldChanges.between(field, nil)
            try ModuleEvents.append(tx, ids: ids, module, .fieldRemoved, changes: changes, by: user, atMs: now)
        }
        let removal = RemoveField(store: store, clock: clock)
        await PagedWork.begin { try await removal.page(organization: organization, id) }
    }

    private static func open(
        _ tx: any WriteTransaction,
        _ name: String,
        by user: SignedIn
    ) throws -> (Module, [Field]) {
        guard let module = try ModuleQueries.find(tx, organization: user.organization, name: name) else {
            throw RecordNotFound()
        }
        try tx.lock(AdvisoryLock(named: "fields \(module.id)"))
        return (module, try FieldQueries.all(tx, organization: user.organization, module: module.id))
    }

    /// Merge fields are typed by their labels, so each label means one field.
    private static func requireNewLabels(_ field: Field, among fields: [Field]) throws(InvalidInput) {
        let others = fields.filter { $0.id != field.id }
        if others.contains(where: { $0.labelEnglish == field.labelEnglish || $0.labelChinese == field.labelChinese }) {
            throw InvalidInput(field: "label_en", code: "taken", detail: "A field of this module is called so already.")
        }
    }
}

/// What shall change of a field; nil leaves it.
package struct FieldChange: Sendable {
    let labels: LabelPair?
    let isRequired: Bool?
    let options: [FieldOption]?
    let section: String?
    let defaultValue: String??

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - labels: In English and Chinese; one is enough.
    ///   - isRequired: Whether a record cannot do without it; records that exist are not looked at.
    ///   - options: All options, those that stay included.
    ///   - section: The part of the page.
    ///   - defaultValue: What a new record has; an inner nil clears it.
    /// - Throws: ``InvalidInput`` naming the input.
    package init(
        labels: (english: String, chinese: String)? = nil,
        isRequired: Bool? = nil,
        options: [FieldOption]? = nil,
        section: String? = nil,
        defaultValue: String?? = nil
    ) throws(InvalidInput) {
        self.labels = try labels.map { pair throws(InvalidInput) in
            try LabelPair(english: pair.english, chinese: pair.chinese, field: "label_en")
        }
        self.isRequired = isRequired
        self.options = options
        self.section = try section.map { name throws(InvalidInput) in
            try TextRule.line(name, field: "section", maximum: 40)
        }
        self.defaultValue = defaultValue
    }

    func applied(to field: Field) throws(InvalidInput) -> Field {
        var next = Field(
            id: field.id,
            module: field.module,
            name: field.name,
            labelEnglish: labels?.english ?? field.labelEnglish,
            labelChinese: labels?.chinese ?? field.labelChinese,
            type: field.type,
            isRequired: isRequired ?? field.isRequired,
            maximumLength: field.maximumLength,
            options: try options.map { new throws(InvalidInput) in try FieldOption.checked(new, field.type) ?? [] }
                ?? field.options,
            section: section ?? field.section
        )
        next.isCustom = field.isCustom
        next.isUnique = field.isUnique
        next.isReadOnly = field.isReadOnly
        next.lookupModule = field.lookupModule
        next.numberPrefix = field.numberPrefix
        next.defaultValue = field.defaultValue
        if case .some(let text) = defaultValue { next.defaultValue = try next.checkedDefault(text) }
        return next
    }
}
