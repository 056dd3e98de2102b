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
            let chosen = try module.map { name in
                guard let module = words.modules.first(where: { $0.name == name }) else {
                    throw InvalidInput(field: "module", code: "not_valid", detail: "There is no such module.")
                }
                return module.id
            }
            let templates = try TemplateQueries.page(
                tx,
                organization: user.organization,
                module: chosen,
                status: status,
                before: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
            let (rows, next) = page.cut(templates) { PageCursor(atMs: $0.createdAtMs, id: $0.id.rawValue) }
            return TemplatePageResource(templates: rows.map(words.resource), next_cursor: Nullable(next))
        }
    }

    func template(_ id: ID<MessageTemplate>, for user: SignedIn) async throws -> TemplateResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        return try await store.read { tx in
            guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id) else {
                throw TemplateRefusal.notFound
            }
            return try Words(tx, for: user).resource(template)
        }
    }

    func preview(
        _ id: ID<MessageTemplate>,
        of record: ID<Record>,
        for user: SignedIn
    ) async throws -> TemplatePreviewResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        return try await store.read { tx in
            guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id),
                let record = try RecordQueries.find(tx, visibleTo: user, id: record)
            else { throw TemplateRefusal.notFound }
            guard record.module.id == template.module else { throw TemplateRefusal.otherModule }
            let words = try Words(tx, for: user)
            let merge = MergeText(stored: template.body)
            let shown = try FieldQueries.shown(tx, to: user, module: record.module.id)
            let (values, missing) = merge.resolve(record: record.shown(in: shown))
            return TemplatePreviewResource(text: merge.filled(with: values), missing: words.labels(of: missing))
        }
    }

    /// Modules and fields of an organisation in a user's language.
    private struct Words {
        let modules: [Module]
        let fields: [Field]
        let language: Language

        init(_ tx: any ReadTransaction, for user: SignedIn) throws {
            let modules = try ModuleQueries.all(tx, organization: user.organization)
            self.modules = modules
            fields = try modules.flatMap { module in
                try FieldQueries.all(tx, organization: user.organization, module: module.id)
            }
            language = try UserQueries.find(tx, organization: user.organization, id: user.user)?.language ?? .chinese
        }

        func labels(of missing: [ID<Field>]) -> [String] {
            fields.filter { missing.contains($0.id) }.map { $0.label(in: language) }
        }

        func resource(_ template: MessageTemplate) -> TemplateResource {
            let merge = MergeText(stored: template.body)
            let module = modules.first { $0.id == template.module }
            let own = fields.filter { $0.module == template.module }
            return TemplateResource(
                template,
                module: module?.name ?? "",
                body: module.map { merge.display(module: $0, fields: own, language: language) } ?? "",
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

struct TemplatePreviewResource: Encodable, Sendable {
    let text: String
    let missing: [String]
}
