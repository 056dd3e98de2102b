import Identity
import Records
import Storage

/// Reads the audit trail: all of it for administrators, a record's own for whoever sees the record.
struct AuditReader: Sendable {
    let store: any Store

    /// An area of the trail, for administrators.
    func page(_ page: PageRequest, of area: AuditTrail.Area, for user: SignedIn) async throws -> AuditPageResource {
        try user.requireAdministrator()
        return try await store.read { tx in
            let rows = try AuditQueries.page(
                tx,
                organization: user.organization,
                area: area,
                before: page.cursor.map { AuditQueries.Cursor(atMs: $0.atMs, id: ID($0.id)) },
                limit: page.fetched
            )
            return try resource(page, rows, shown: nil, tx, for: user)
        }
    }

    /// What was done to a record; changes of fields that the reader may not see are left out.
    func history(_ page: PageRequest, of id: ID<Record>, for user: SignedIn) async throws -> AuditPageResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            let rows = try AuditQueries.page(
                tx,
                organization: user.organization,
                subject: id.rawValue,
                before: page.cursor.map { AuditQueries.Cursor(atMs: $0.atMs, id: ID($0.id)) },
                limit: page.fetched
            )
            let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
            return try resource(page, rows, shown: Set(fields.map(\.id)), tx, for: user)
        }
    }

    private func resource(
        _ page: PageRequest,
        _ rows: [AuditEntry],
        shown: Set<ID<Field>>?,
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws -> AuditPageResource {
        let (entries, next) = page.cut(rows) { PageCursor(atMs: $0.atMs, id: $0.id.rawValue) }
        let presenter = try AuditPresenter(tx, entries, shown: shown, for: user)
        return AuditPageResource(entries: entries.map(presenter.resource), next_cursor: Nullable(next))
    }
}

/// Turns a page of the trail into resources; what it names is asked for once for the whole page.
private struct AuditPresenter {
    private let language: Language
    private let fields: [ID<Field>: Field]
    private let users: [ID<User>: String]
    private let records: [ID<Record>: (name: String, module: String)]
    /// The fields that may be told of; nil for all.
    private let shown: Set<ID<Field>>?

    init(
        _ tx: any ReadTransaction,
        _ entries: [AuditEntry],
        shown: Set<ID<Field>>?,
        for user: SignedIn
    ) throws {
        self.shown = shown
        language = try RecordPresenter.language(tx, of: user)
        let ofRecords = entries.filter { AuditTrail.Action(rawValue: $0.action)?.area == .records }
        let named = Set(ofRecords.flatMap { $0.changes.compactMap { ID<Field>($0.name) } }).sorted()
        let found = try FieldQueries.find(tx, organization: user.organization, ids: named)
        let fields = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        self.fields = fields
        var people = Set(entries.compactMap(\.user))
        // What settings are about is a user as often as not; of anything else the entry says the name.
        people.formUnion(entries.compactMap { $0.subjectName == nil ? $0.subject.map { ID<User>($0) } : nil })
        var linked = Set(ofRecords.compactMap { $0.subject.map { ID<Record>($0) } })
        for change in ofRecords.flatMap(\.changes) {
            let type = ID<Field>(change.name).flatMap { fields[$0]?.type }
            for case .text(let text)? in [change.old, change.new].map({ $0.flatMap(RecordAudit.value) }) {
                if type == .user, let id = ID<User>(text) { people.insert(id) }
                if type == .lookup, let id = ID<Record>(text) { linked.insert(id) }
            }
        }
        users = try UserQueries.names(tx, organization: user.organization, ids: people.sorted())
        records = try RecordQueries.names(tx, visibleTo: user, ids: linked.sorted())
    }

    func resource(_ entry: AuditEntry) -> AuditEntryResource {
        let isRecord = AuditTrail.Action(rawValue: entry.action)?.area == .records
        let subject = entry.subject.map { id in
            AuditEntryResource.Subject(
                id: String(id),
                name: Nullable(entry.subjectName ?? (isRecord ? records[ID(id)]?.name : users[ID(id)])),
                module: Nullable(isRecord ? records[ID(id)]?.module : nil)
            )
        }
        return AuditEntryResource(
            id: entry.id,
            at: entry.atMs.rfc3339,
            user: Nullable(entry.user.map { UserReference(id: $0, name: users[$0] ?? "") }),
            action: entry.action,
            subject: Nullable(subject),
            changes: isRecord ? entry.changes.compactMap(fieldChange) : entry.changes.map(settingChange)
        )
    }

    private func settingChange(_ change: AuditChange) -> AuditEntryResource.Change {
        AuditEntryResource.Change(
            name: change.name,
            label: Nullable(nil),
            type: Nullable(nil),
            old: Nullable(change.old),
            new: Nullable(change.new)
        )
    }

    private func fieldChange(_ change: AuditChange) -> AuditEntryResource.Change? {
        guard let id = ID<Field>(change.name) else { return settingChange(change) }
        if let shown, !shown.contains(id) { return nil }
        let field = fields[id]
        return AuditEntryResource.Change(
            name: field?.name ?? change.name,
            label: Nullable(field?.label(in: language)),
            type: Nullable(field?.type),
            old: Nullable(change.old.map { words($0, of: field) }),
            new: Nullable(change.new.map { words($0, of: field) })
        )
    }

    /// A value for people, as far as the server knows better than the screen: options and names.
    private func words(_ text: String, of field: Field?) -> String {
        guard let value = RecordAudit.value(text) else { return text }
        guard let field else { return value.displayText }
        switch (field.type, value) {
        case (.lookup, .text(let id)): return ID<Record>(id).flatMap { records[$0]?.name } ?? ""
        case (.user, .text(let id)): return ID<User>(id).flatMap { users[$0] } ?? ""
        case (.picklist, .text(let option)): return label(option, of: field)
        case (_, .list(let options)):
            return options.map { label($0, of: field) }.joined(separator: language == .chinese ? "、" : ", ")
        default: return value.displayText
        }
    }

    private func label(_ option: String, of field: Field) -> String {
        field.options?.first { $0.value == option }?.label(in: language) ?? option
    }
}
