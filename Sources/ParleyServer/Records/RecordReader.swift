import Identity
import Records
import Storage

/// Reads records, modules and timelines for a user, in the user's language.
struct RecordReader: Sendable {
    let store: any Store

    func modules(for user: SignedIn) async throws -> ModuleListResource {
        try await store.read { tx in
            let words = try ModuleWords(tx, for: user)
            return ModuleListResource(modules: try words.resources(words.modules, tx))
        }
    }

    func module(_ name: String, for user: SignedIn) async throws -> ModuleResource {
        try await store.read { tx in
            let words = try ModuleWords(tx, for: user)
            let named = words.modules.filter { $0.name == name }
            guard let resource = try words.resources(named, tx).first else { throw RecordNotFound() }
            return resource
        }
    }

    func field(_ field: Field, for user: SignedIn) async throws -> FieldResource {
        try await store.read { tx in
            let words = try ModuleWords(tx, for: user)
            return FieldResource(field, names: words.names, language: words.language)
        }
    }

    /// The module that a lookup shall name.
    func moduleID(called name: String?, for user: SignedIn) async throws -> ID<Module>? {
        guard let name else { return nil }
        let found = try await store.read { tx in
            try ModuleQueries.find(tx, organization: user.organization, name: name)
        }
        guard let found else {
            throw InvalidInput(field: "lookup_module", code: "not_valid", detail: "There is no such module.")
        }
        return found.id
    }

    /// The modules that a reader may look into, in the reader's language.
    private struct ModuleWords {
        let modules: [Module]
        let language: Language
        private let user: SignedIn
        private let open: [ID<Module>: Set<ModuleAction>]

        init(_ tx: any ReadTransaction, for user: SignedIn) throws {
            modules = try ModuleQueries.shown(tx, to: user)
            language = try RecordPresenter.language(tx, of: user)
            open = try AccessQueries.modules(tx, for: user)
            self.user = user
        }

        var names: [ID<Module>: String] { Dictionary(uniqueKeysWithValues: modules.map { ($0.id, $0.name) }) }

        func resources(_ wanted: [Module], _ tx: any ReadTransaction) throws -> [ModuleResource] {
            let fields = try FieldQueries.shown(tx, to: user, modules: wanted.map(\.id))
            let sections = try SectionQueries.all(tx, organization: user.organization)
            return wanted.map { module in
                ModuleResource(
                    module,
                    fields: fields[module.id] ?? [],
                    sections: sections[module.id] ?? [],
                    actions: open[module.id] ?? Set(ModuleAction.allCases),
                    names: names,
                    language: language
                )
            }
        }
    }

    func users(_ page: PageRequest, for user: SignedIn) async throws -> UserPageResource {
        let rows = try await store.read { tx in
            try UserQueries.active(
                tx,
                organization: user.organization,
                after: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
        }
        let (users, next) = page.cut(rows) { PageCursor(atMs: 0, id: $0.id.rawValue) }
        return UserPageResource(
            users: users.map { UserReference(id: $0.id, name: $0.name) },
            next_cursor: Nullable(next)
        )
    }

    func related(to id: ID<Record>, for user: SignedIn) async throws -> RelatedListsResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            let modules = try ModuleQueries.shown(tx, to: user)
            let names = Dictionary(uniqueKeysWithValues: modules.map { ($0.id, $0.name) })
            let fields = try FieldQueries.naming(tx, shownTo: user, module: record.module.id)
            return RelatedListsResource(
                lists: try fields.compactMap { field in
                    guard let module = names[field.module] else { return nil }
                    return RelatedListsResource.List(
                        module: module,
                        field: field.id,
                        count: try RecordQueries.countNaming(tx, visibleTo: user, id, in: field.id, upTo: 100)
                    )
                },
                notes: try NoteQueries.count(tx, organization: user.organization, record: id),
                files: try RecordFileQueries.count(tx, organization: user.organization, record: id)
            )
        }
    }

    func page(_ page: PageRequest, of moduleName: String, for user: SignedIn) async throws -> RecordPageResource {
        try await store.read { tx in
            let found = try ModuleQueries.find(tx, shownTo: user, name: moduleName)
            guard let module = found else { throw RecordNotFound() }
            let cursor = page.cursor.map { RecordQueries.Cursor(updatedAtMs: $0.atMs, id: ID($0.id)) }
            let rows = try RecordQueries.page(
                tx,
                visibleTo: user,
                module: module.id,
                before: cursor,
                limit: page.fetched
            )
            let (records, next) = page.cut(rows) { PageCursor(atMs: $0.updatedAtMs, id: $0.id.rawValue) }
            let presenter = try RecordPresenter(tx, module: module.id, for: user)
            return RecordPageResource(records: try presenter.resources(records), next_cursor: Nullable(next))
        }
    }

    func record(_ id: ID<Record>, for user: SignedIn) async throws -> RecordResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id, .kept) else {
                throw RecordNotFound()
            }
            return try RecordPresenter(tx, module: record.module.id, for: user).resource(record)
        }
    }

    func timeline(_ page: PageRequest, of id: ID<Record>, for user: SignedIn) async throws -> TimelinePageResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            let rows = try TimelineQueries.page(
                tx,
                organization: user.organization,
                record: id,
                before: page.cursor.map { TimelineQueries.Cursor(atMs: $0.atMs, id: ID($0.id)) },
                limit: page.fetched
            )
            let (entries, next) = page.cut(rows) { PageCursor(atMs: $0.atMs, id: $0.id.rawValue) }
            let presenter = try RecordPresenter(tx, module: record.module.id, for: user)
            return TimelinePageResource(entries: try presenter.resources(entries), next_cursor: Nullable(next))
        }
    }

    /// What an operation has just made, with no need to find its record again.
    func entry(_ entry: TimelineEntry, for user: SignedIn) async throws -> TimelineEntryResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: entry.record) else {
                throw RecordNotFound()
            }
            let presenter = try RecordPresenter(tx, module: record.module.id, for: user)
            guard let resource = try presenter.resources([entry]).first else { throw RecordNotFound() }
            return resource
        }
    }
}
