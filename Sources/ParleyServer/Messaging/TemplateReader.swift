import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Reads templates for a user, their merge fields shown in the user's language.
struct TemplateReader: Sendable {
    let store: any Store
    let uses: [any TemplateUses]

    func page(
        _ page: PageRequest,
        _ query: TemplatePageQuery,
        for user: SignedIn
    ) async throws -> TemplatePageResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        let (status, category) = (try query.knownStatus, try query.knownCategory)
        return try await store.read { tx in
            let words = try Words(tx, for: user)
            var filter = TemplateQueries.Filter(modules: words.modules.map(\.id), includesUnmapped: words.showsUnmapped)
            if query.module == TemplatePageQuery.unmapped {
                filter.modules = []
            } else if let module = query.module {
                filter.modules = words.modules.filter { $0.name == module }.map(\.id)
                filter.includesUnmapped = false
                if filter.modules.isEmpty {
                    throw InvalidInput(field: "module", code: "not_valid", detail: "There is no module \(module).")
                }
            }
            (filter.status, filter.category, filter.name) = (status, category, query.name)
            let templates = try TemplateQueries.page(
                tx,
                organization: user.organization,
                filter,
                before: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
            let (rows, next) = page.cut(templates) { PageCursor(atMs: $0.createdAtMs, id: $0.id.rawValue) }
            return TemplatePageResource(templates: try words.resources(rows), next_cursor: Nullable(next))
        }
    }

    func template(_ id: ID<MessageTemplate>, for user: SignedIn) async throws -> TemplateResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        return try await store.read { tx in
            let words = try Words(tx, for: user)
            guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id),
                words.shows(template), var resource = try words.resources([template]).first
            else { throw TemplateRefusal.notFound }
            let found = try uses.flatMap { try $0.uses(tx, organization: user.organization, of: id) }
            resource.uses = found.map(Problem.Use.init)
            return resource
        }
    }

    /// The modules that a user may see and what their texts may name, in the user's language.
    private final class Words {
        let modules: [Module]
        let language: Language
        private let tx: any ReadTransaction
        private let user: SignedIn
        private var scopes: [ID<Module>: MergeScope] = [:]

        init(_ tx: any ReadTransaction, for user: SignedIn) throws {
            self.tx = tx
            self.user = user
            modules = try ModuleQueries.shown(tx, to: user)
            language = try RecordPresenter.language(tx, of: user)
        }

        /// Whoever only sends has no use for what nobody has said the module of.
        var showsUnmapped: Bool { user.rights.contains(.manageTemplates) }

        func shows(_ template: MessageTemplate) -> Bool {
            guard let module = template.module else { return showsUnmapped }
            return modules.contains { $0.id == module }
        }

        /// Read once for each module that the templates are about.
        func scope(of template: MessageTemplate) throws -> MergeScope? {
            guard let id = template.module else { return nil }
            if let known = scopes[id] { return known }
            guard let module = modules.first(where: { $0.id == id }) else { return nil }
            let scope = try MergeScope(tx, module: module, for: user)
            scopes[module.id] = scope
            return scope
        }

        func resources(_ templates: [MessageTemplate]) throws -> [TemplateResource] {
            let people = Set(templates.compactMap(\.madeBy)).sorted()
            let names = try UserQueries.names(tx, organization: user.organization, ids: people)
            return try templates.map { template in
                let scope = try scope(of: template)
                return TemplateResource(
                    template,
                    module: scope?.module.name,
                    madeBy: template.madeBy.map { UserReference(id: $0, name: names[$0] ?? "") }
                ) { text in
                    scope.map { MergeText(stored: text).display(in: $0, language: language) } ?? text
                }
            }
        }
    }
}

/// Which templates are asked for.
struct TemplatePageQuery: Sendable {
    /// In the place of a module's name: those of which nobody has said it yet.
    static let unmapped = "unmapped"

    let module: String?
    let status: String?
    let category: String?
    let name: String?

    init(_ request: Request) {
        let query = request.uri.queryParameters
        module = query["module"].map(String.init)
        status = query["status"].map(String.init)
        category = query["category"].map(String.init)
        // PostgreSQL takes no text with NUL, and no name has one.
        name = query["q"].map { $0.replacing("\0", with: "") }.flatMap { $0.isEmpty ? nil : String($0.prefix(100)) }
    }

    var knownStatus: MessageTemplate.Status? {
        get throws(InvalidInput) {
            guard let status else { return nil }
            guard let known = MessageTemplate.Status(rawValue: status) else {
                throw InvalidInput(field: "status", code: "not_valid", detail: "This is not a template's state.")
            }
            return known
        }
    }

    var knownCategory: MessageTemplate.Category? {
        get throws(InvalidInput) {
            guard let category else { return nil }
            guard let known = MessageTemplate.Category(rawValue: category) else {
                throw InvalidInput(field: "category", code: "not_valid", detail: "This is not a template's category.")
            }
            return known
        }
    }
}
