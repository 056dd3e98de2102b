package import Identity
import Records
package import Storage

/// Says which records a template is for that was made elsewhere, and which fields stand in its places.
///
/// Source: spec rows 1.27, 2.16.
package struct MapTemplate: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let uses: [any TemplateUses]

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: Product time.
    ///   - ids: For events.
    ///   - uses: Who may use a template.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, uses: [any TemplateUses]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.uses = uses
    }

    /// Maps a template; one that is not used may be mapped anew.
    ///
    /// - Parameters:
    ///   - id: The template.
    ///   - module: The module's name.
    ///   - fields: A merge field for each place, in the order of header, body and buttons.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``TemplateRefusal`` or ``StoreError``.
    package func callAsFunction(
        _ id: ID<MessageTemplate>,
        to module: String,
        fields: [String],
        by user: SignedIn
    ) async throws {
        try user.require(.manageTemplates)
        let now = clock.nowMs
        try await store.write { [ids, uses] tx in
            guard let template = try TemplateQueries.find(tx, shownTo: user, id: id) else {
                throw TemplateRefusal.notFound
            }
            guard template.madeBy == nil else { throw TemplateRefusal.locked("module") }
            if let reason = template.content.unusable { throw TemplateRefusal.notUsable(reason.rawValue) }
            let found = try uses.flatMap { try $0.uses(tx, organization: user.organization, of: id) }
            guard found.isEmpty else { throw TemplateRefusal.inUse(found) }
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: module) else {
                throw InvalidInput(field: "module", code: "not_valid", detail: "There is no such module.")
            }
            let (body, content) = try Self.fill(template, fields, in: MergeScope(tx, module: module, for: user))
            try TemplateQueries.setContent(tx, template, module: module.id, body: body, content)
            try TemplateVerdict.tell(tx, ids: ids, template, "mapped", atMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .templateMapped,
                subject: id.rawValue,
                subjectName: template.name,
                atMs: now
            )
        }
    }

    private static func fill(
        _ template: MessageTemplate,
        _ fields: [String],
        in scope: MergeScope
    ) throws(InvalidInput) -> (String, TemplateContent) {
        let count = ForeignPlaces(template.body, template.content).names.count
        guard fields.count == count else {
            let detail = "The template has \(count) places, and a merge field is needed for each."
            throw InvalidInput(field: "fields", code: "required", detail: detail)
        }
        for field in fields {
            guard try MergeText.parse(field, in: scope, input: "fields").isOneField else {
                let detail = "Each is one merge field and nothing else."
                throw InvalidInput(field: "fields", code: "not_valid", detail: detail)
            }
        }
        var rest = fields[...]
        func stored(_ text: String) throws(InvalidInput) -> String {
            try MergeText.parse(ForeignPlaces.fill(text, with: &rest), in: scope).stored
        }
        var content = template.content
        if let text = content.header?.text { content.header?.text = try stored(text) }
        let body = try stored(template.body)
        for index in content.buttons.indices {
            if let url = content.buttons[index].url { content.buttons[index].url = try stored(url) }
        }
        return (body, content)
    }
}

extension MergeText {
    fileprivate var isOneField: Bool { pieces.count == 1 && variableCount == 1 }
}
