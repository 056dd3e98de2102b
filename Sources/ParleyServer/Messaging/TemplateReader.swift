import Identity
import Messaging
import Records
import Storage

/// Reads templates for a user, their merge fields shown in the user's language.
struct TemplateReader: Sendable {
    let store: any Store

    func page(
        _ page: PageRequest,
        module: String?,
        status: String?,
        for user: SignedIn
    ) async throws -> TemplatePageResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        let status = try status.map { text in
            guard let status = MessageTemplate.Status(rawValue: text) else {
                throw InvalidInput(field: "status", code: "not_valid", detail: "This is not a template's state.")
            }
            return status
        }
        return try await store.read { tx in
            let words = try Words(tx, for: user)
            let chosen = words.modules.filter { module == nil || $0.name == module }
            if let module, chosen.isEmpty {
                throw InvalidInput(field: "module", code: "not_valid", detail: "There is no module \(module).")
            }
            let templates = try TemplateQueries.page(
                tx,
                organization: user.organization,
                modules: chosen.map(\.id),
                status: status,
                before: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
            let (rows, next) = page.cut(templates) { PageCursor(atMs: $0.createdAtMs, id: $0.id.rawValue) }
            return TemplatePageResource(templates: try rows.map(words.resource), next_cursor: Nullable(next))
        }
    }

    func template(_ id: ID<MessageTemplate>, for user: SignedIn) async throws -> TemplateResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        return try await store.read { tx in
            let words = try Words(tx, for: user)
            guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id),
                words.modules.contains(where: { $0.id == template.module })
            else { throw TemplateRefusal.notFound }
            return try words.resource(template)
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

        /// Read once for each module that the templates are about.
        func scope(of template: MessageTemplate) throws -> MergeScope? {
            if let known = scopes[template.module] { return known }
            guard let module = modules.first(where: { $0.id == template.module }) else { return nil }
            let scope = try MergeScope(tx, module: module, for: user)
            scopes[module.id] = scope
            return scope
        }

        func resource(_ template: MessageTemplate) throws -> TemplateResource {
            let merge = MergeText(stored: template.body)
            let scope = try scope(of: template)
            return TemplateResource(
                template,
                module: scope?.module.name ?? "",
                body: scope.map { merge.display(in: $0, language: language) } ?? "",
                variables: merge.variableCount
            )
        }
    }
}

struct TemplatePageResource: Encodable, Sendable {
    let templates: [TemplateResource]
    let next_cursor: Nullable<String>
}

struct TemplateResource: Encodable, Sendable {
    let id: ID<MessageTemplate>
    let name: String
    let provider_name: String
    let module: String
    let language: String
    let category: MessageTemplate.Category
    let effective_category: MessageTemplate.Category
    let status: String
    let reason: Nullable<String>
    let body: String
    let variables: Int
    let channel: ID<ChannelAccount>
    let created_at: String
    let status_at: String

    init(_ template: MessageTemplate, module: String, body: String, variables: Int) {
        id = template.id
        name = template.name
        provider_name = template.providerName
        self.module = module
        language = template.language
        category = template.category
        effective_category = template.effectiveCategory
        status = template.status.rawValue
        reason = Nullable(template.reason)
        self.body = body
        self.variables = variables
        channel = template.channel
        created_at = template.createdAtMs.rfc3339
        status_at = template.statusAtMs.rfc3339
    }
}
