import Identity
import Records
import Storage

/// Reads records, modules and timelines for a user, in the user's language.
struct RecordReader: Sendable {
    let store: any Store

    func modules(for user: SignedIn) async throws -> ModuleListResource {
        try await store.read { tx in
            let organization = user.organization
            let language = try RecordPresenter.language(tx, of: user)
            let modules = try ModuleQueries.all(tx, organization: organization).map { module in
                let fields = try FieldQueries.all(tx, organization: organization, module: module.id)
                return ModuleResource(module, fields: fields, language: language)
            }
            return ModuleListResource(modules: modules)
        }
    }

    func page(_ page: PageRequest, of moduleName: String, for user: SignedIn) async throws -> RecordPageResource {
        try await store.read { tx in
            let found = try ModuleQueries.find(tx, organization: user.organization, name: moduleName)
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
            var presenter = try RecordPresenter(tx, module: module.id, for: user)
            return RecordPageResource(records: try records.map { try presenter.resource($0) }, next_cursor: next)
        }
    }

    func record(_ id: ID<Record>, for user: SignedIn) async throws -> RecordResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            var presenter = try RecordPresenter(tx, module: record.module.id, for: user)
            return try presenter.resource(record)
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
            var presenter = try RecordPresenter(tx, module: record.module.id, for: user)
            return TimelinePageResource(entries: try entries.map { try presenter.resource($0) }, next_cursor: next)
        }
    }

    /// What an operation has just made, with no need to find its record again.
    func entry(_ entry: TimelineEntry, for user: SignedIn) async throws -> TimelineEntryResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: entry.record) else {
                throw RecordNotFound()
            }
            var presenter = try RecordPresenter(tx, module: record.module.id, for: user)
            return try presenter.resource(entry)
        }
    }
}
