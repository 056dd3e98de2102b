import Foundation

/// All templates of the account, oldest first.
struct TemplateShelf: Sendable, Codable {
    static let maximum = 250
    /// How long the name of a deleted template that had been approved is blocked.
    static let blockedMs: Int64 = 30 * 86_400_000

    private(set) var all: [MessageTemplate] = []
    private var blockedUntilMs: [String: Int64] = [:]

    func find(_ id: Int64) -> MessageTemplate? { all.first { $0.id == id } }

    func find(name: String, language: String) -> MessageTemplate? {
        all.first { $0.name == name && $0.language == language }
    }

    mutating func insert(_ template: MessageTemplate) { all.append(template) }

    mutating func change(_ id: Int64, _ body: (inout MessageTemplate) -> Void) {
        guard let index = all.firstIndex(where: { $0.id == id }) else { return }
        body(&all[index])
    }

    mutating func remove(_ template: MessageTemplate, nowMs: Int64) {
        all.removeAll { $0.id == template.id }
        if template.status == .approved { blockedUntilMs[template.name] = nowMs + Self.blockedMs }
    }

    func isBlocked(_ name: String, nowMs: Int64) -> Bool { (blockedUntilMs[name] ?? 0) > nowMs }
}

// MARK: - Creating, editing, deleting, listing

extension World {
    /// `POST /{WABA}/message_templates`.
    ///
    /// - Parameters:
    ///   - body: The request's body.
    ///   - account: The account as it is.
    ///   - nowMs: The simulator's time.
    /// - Returns: Meta's answer.
    /// - Throws: Code 100 with what is wrong.
    mutating func createTemplate(_ body: JSON, of account: Account, nowMs: Int64) throws(GraphFailure) -> JSON {
        let name = body["name"]?.text ?? ""
        let isName = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
        guard isName, (1...512).contains(name.count) else {
            throw TemplateGrammar.invalid("name must be 1 to 512 lower-case letters, digits and underscores.")
        }
        guard let language = body["language"]?.text, TemplateLanguages.all.contains(language) else {
            throw TemplateGrammar.invalid("language must be the code of a supported language.")
        }
        let category = try Self.category(body["category"])
        let format = try Self.format(body["parameter_format"])
        let components = try TemplateGrammar(category: category, format: format).check(body["components"])
        if account.templates.find(name: name, language: language) != nil {
            throw .template(
                2_388_024,
                "Content in This Language Already Exists",
                "There is already \(language) content for this template. You can create a new template and try again."
            )
        }
        if account.templates.isBlocked(name, nowMs: nowMs) {
            throw .template(
                2_388_023,
                "Message template language is being deleted",
                "New content for this name can't be added while the existing content is being deleted. Try again in 4 weeks."
            )
        }
        if account.templates.all.count >= TemplateShelf.maximum {
            throw .template(
                2_388_019,
                "Message Template Limit Exceeded",
                "The account has all the templates it can have."
            )
        }
        var template = MessageTemplate(
            id: ids.templateID(),
            name: name,
            language: language,
            category: category,
            parameterFormat: format,
            components: components,
            changedMs: nowMs
        )
        template.ttlSeconds = body["message_send_ttl_seconds"]?.looseInteger
        changeAccount(account.id) { $0.templates.insert(template) }
        submit(template.id, nowMs: nowMs)
        return .object([
            "id": .string(String(template.id)), "status": .string("PENDING"), "category": .string(category),
        ])
    }

    /// `POST /{TEMPLATE_ID}`: replaces what is given and submits it again.
    ///
    /// - Parameters:
    ///   - template: The template as it is.
    ///   - body: The request's body.
    ///   - nowMs: The simulator's time.
    /// - Returns: Meta's answer.
    /// - Throws: Code 100 with what is wrong.
    mutating func editTemplate(
        _ template: MessageTemplate,
        _ body: JSON,
        nowMs: Int64
    ) throws(GraphFailure) -> JSON {
        guard [.approved, .rejected, .paused].contains(template.status) else {
            throw .template(
                2_388_003,
                "Message template can't be edited",
                "Only approved, rejected and paused templates can be edited."
            )
        }
        var category = template.category
        if let wanted = body["category"] {
            category = try Self.category(wanted)
            if template.status == .approved, category != template.category {
                throw TemplateGrammar.invalid("The category of an approved template can't be changed.")
            }
        }
        var components = template.components
        if let wanted = body["components"] {
            components = try TemplateGrammar(category: category, format: template.parameterFormat).check(wanted)
        }
        if template.status == .approved {
            let lastMonth = template.editsMs.filter { $0 > nowMs - 30 * 86_400_000 }
            if lastMonth.count >= 10 || lastMonth.contains(where: { $0 > nowMs - 86_400_000 }) {
                throw TemplateGrammar.invalid(
                    "An approved template is edited once in 24 hours and ten times in 30 days."
                )
            }
        }
        changeTemplate(template.id) { changed in
            if changed.status == .approved { changed.editsMs.append(nowMs) }
            changed.category = category
            changed.components = components
            changed.ttlSeconds = body["message_send_ttl_seconds"]?.looseInteger ?? changed.ttlSeconds
        }
        submit(template.id, nowMs: nowMs)
        return .object([
            "success": .bool(true), "id": .string(String(template.id)), "name": .string(template.name),
            "category": .string(category),
        ])
    }

    /// `DELETE /{WABA}/message_templates`: by name, by name and id, or by ids.
    ///
    /// - Parameters:
    ///   - query: The request's parameters.
    ///   - account: The account as it is.
    ///   - nowMs: The simulator's time.
    /// - Returns: Meta's answer.
    /// - Throws: Code 100 when there is no such template or it cannot be deleted.
    mutating func deleteTemplates(_ query: [String: String], of account: Account, nowMs: Int64) throws(GraphFailure)
        -> JSON
    {
        let wanted: [MessageTemplate]
        if let list = query["hsm_ids"] {
            guard query["name"] == nil, query["hsm_id"] == nil else {
                throw .parameter("hsm_ids can't be combined with name or hsm_id.")
            }
            let ids = JSON(bytes: list.utf8)?.items?.compactMap(\.looseInteger) ?? []
            guard (1...100).contains(ids.count) else {
                throw .parameter("Param hsm_ids must be a list of 1 to 100 ids.")
            }
            wanted = account.templates.all.filter { ids.contains($0.id) }
        } else {
            guard let name = query["name"] else { throw .parameter("The parameter name is required.") }
            let id = query["hsm_id"]
            wanted = account.templates.all.filter { $0.name == name && (id == nil || String($0.id) == id) }
        }
        if wanted.isEmpty {
            throw .template(2_593_002, "Message Template Not Found", "The template couldn't be found.")
        }
        if wanted.contains(where: { $0.status == .disabled }) {
            throw TemplateGrammar.invalid("A disabled template can't be deleted.")
        }
        for template in wanted {
            postTemplateStatus(template, event: "DELETED", reason: .null, nowMs: nowMs)
            changeAccount(account.id) { $0.templates.remove(template, nowMs: nowMs) }
        }
        return .object(["success": .bool(true)])
    }

    /// `GET /{WABA}/message_templates`.
    ///
    /// - Parameters:
    ///   - query: The request's parameters.
    ///   - account: The account.
    ///   - address: The request's address without them.
    /// - Returns: A page, with a summary when asked for.
    /// - Throws: 131059 for a cursor that leads nowhere.
    func listTemplates(_ query: [String: String], of account: Account, address: String) throws(GraphFailure) -> JSON {
        let found = account.templates.all.filter { matches($0, query) }
        let items = found.map { template in
            let node = GraphFields.select(
                shown(template, origin: origin),
                query["fields"],
                default: MessageTemplate.defaultFields
            )
            return (id: String(template.id), node: node)
        }
        let page = try GraphFields.page(items, query: query, address: address)
        guard let summary = query["summary"] else { return page }
        let counts = JSON.object([
            "total_count": .integer(Int64(found.count)),
            "message_template_count": .integer(Int64(account.templates.all.count)),
            "message_template_limit": .integer(Int64(TemplateShelf.maximum)), "are_translations_complete": .bool(true),
        ])
        return page.setting("summary", GraphFields.select(counts, summary, default: []))
    }

    /// A template as it is read back: where its sample can be seen instead of the handle.
    func shown(_ template: MessageTemplate, origin: String) -> JSON {
        var shown = template
        shown.components = template.components.map { component in
            let handles = component["example"]?["header_handle"]?.items ?? []
            let urls = handles.compactMap(\.text).compactMap { uploads.address(of: $0, origin: origin) }
            guard !urls.isEmpty else { return component }
            let example = JSON.object(["header_handle": .array(urls.map(JSON.string))])
            return component.setting("example", example)
        }
        return shown.node
    }

    private func matches(_ template: MessageTemplate, _ query: [String: String]) -> Bool {
        func isOne(_ name: String, _ value: String) -> Bool {
            guard let filter = query[name] else { return true }
            let texts = JSON(bytes: filter.utf8)?.items?.compactMap(\.text)
            let wanted = texts ?? filter.split(separator: ",").map(String.init)
            return wanted.contains { $0.lowercased() == value.lowercased() }
        }
        let body = template.component("BODY")?["text"]?.text ?? ""
        if let name = query["name"], !template.name.contains(name.lowercased()) { return false }
        if let content = query["content"], !body.localizedCaseInsensitiveContains(content) { return false }
        if let either = query["name_or_content"], !template.name.contains(either.lowercased()),
            !body.localizedCaseInsensitiveContains(either)
        {
            return false
        }
        return isOne("status", template.status.rawValue) && isOne("language", template.language)
            && isOne("category", template.category) && isOne("quality_score", template.quality)
    }

    private static func category(_ json: JSON?) throws(GraphFailure) -> String {
        let category = json?.text?.uppercased() ?? ""
        guard ["MARKETING", "UTILITY", "AUTHENTICATION"].contains(category) else {
            throw .parameter("Param category must be one of {UTILITY, MARKETING, AUTHENTICATION}.")
        }
        return category
    }

    private static func format(_ json: JSON?) throws(GraphFailure) -> String {
        let format = json?.text?.uppercased() ?? "POSITIONAL"
        guard ["POSITIONAL", "NAMED"].contains(format) else {
            throw .parameter("Param parameter_format must be one of {NAMED, POSITIONAL}.")
        }
        return format
    }
}
