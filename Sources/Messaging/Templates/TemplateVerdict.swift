import Identity
import Signals
import Storage

/// What Meta says of a template, by webhook, as an answer or when it is asked; nil is what it does not speak of.
struct TemplateVerdict: Sendable {
    var status: MessageTemplate.Status?
    /// Why, where there is a state.
    var reason: String?
    /// In Meta's word, which may be none that people choose here.
    var category: String?
    var quality: String?
    /// Meta's id.
    var providerID: String?
    /// Whether Meta has it now as it stands here.
    var isHandedOver = false

    /// The category, where it is one that people choose here.
    var ownCategory: MessageTemplate.Category? { category.flatMap(MessageTemplate.Category.init(provider:)) }

    /// Writes down what is new, and tells whoever watches; whoever wrote the template is told on their bell what they wait for.
    ///
    /// Source: spec rows 1.36, 2.17, 2.18, 2.26.
    func apply(_ tx: any WriteTransaction, ids: IDGenerator, to template: MessageTemplate, atMs: Int64) throws {
        try TemplateQueries.set(tx, template, self, atMs: atMs)
        if let status, status != template.status {
            try Self.tell(tx, ids: ids, template, status.rawValue, rings: status != .inReview, atMs: atMs)
        }
        let isOtherwiseUsable = try setUsable(tx, template)
        if isOtherwiseUsable || (ownCategory ?? template.effectiveCategory) != template.effectiveCategory {
            try Self.tell(tx, ids: ids, template, "recategorised", rings: true, atMs: atMs)
        }
        if let quality, quality != template.quality {
            try Self.tell(tx, ids: ids, template, "requalified", rings: false, atMs: atMs)
        }
    }

    /// Keeps a template from being sent once Meta has it in a category that people choose nowhere here, and no longer than that.
    ///
    /// - Returns: Whether that has changed.
    private func setUsable(_ tx: any WriteTransaction, _ template: MessageTemplate) throws -> Bool {
        guard let category, !category.isEmpty else { return false }
        var content = template.content
        content.unusable = template.unusable(inCategory: category)
        guard content.unusable != template.content.unusable else { return false }
        try TemplateQueries.setContent(tx, template, module: template.module, body: template.body, content)
        return true
    }

    /// Tells of something that happened to a template.
    static func tell(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ template: MessageTemplate,
        _ verb: String,
        rings: Bool = false,
        atMs: Int64
    ) throws {
        let event = ids.next(Event.self)
        try EventLog.append(
            tx,
            id: event,
            organizationID: template.organization.rawValue,
            kind: "template.\(verb)",
            subjectID: template.id.rawValue,
            atMs: atMs
        )
        guard rings, let writer = template.madeBy else { return }
        try RaiseSignal.apply(
            tx,
            ids: ids,
            organization: template.organization,
            for: writer,
            .templateReviewed,
            subjectID: event.rawValue,
            groupID: template.id.rawValue,
            atMs: atMs
        )
    }
}

extension MessageTemplate {
    /// What keeps it from being sent once Meta has it in a category, in Meta's word.
    func unusable(inCategory category: String) -> TemplateContent.Unusable? {
        if Category(provider: category) == nil { return content.unusable ?? .category }
        // There may be more against what was made elsewhere.
        return madeBy != nil && content.unusable == .category ? nil : content.unusable
    }

    /// Whether Meta's category of it is news.
    func isNews(category: String) -> Bool {
        if category.isEmpty { return false }
        let own = Category(provider: category)
        return (own ?? effectiveCategory) != effectiveCategory || unusable(inCategory: category) != content.unusable
    }
}
