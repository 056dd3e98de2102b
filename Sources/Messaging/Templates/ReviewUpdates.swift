import Storage
import WhatsAppCloud

/// Applies what Meta tells of templates by webhook.
enum ReviewUpdates {
    /// Applies a verdict.
    ///
    /// - Returns: Whether the template is one of ours.
    static func apply(
        _ tx: any WriteTransaction,
        _ update: TemplateStatusUpdate,
        _ news: AccountNews
    ) throws -> Bool {
        let template = try known(tx, update.templateID, named: update.name, language: update.language, of: news.channel)
        guard let template else { return false }
        guard !template.isDeleted, let status = MessageTemplate.Status(event: update.event),
            try news.isLatest(tx, of: template.clock(.status))
        else { return true }
        let verdict = TemplateVerdict(
            status: status,
            reason: update.reason ?? MessageTemplate.Status.word(of: update.event),
            providerID: update.templateID
        )
        try verdict.apply(tx, ids: news.ids, to: template, atMs: news.atMs)
        return true
    }

    /// Applies a change of category.
    ///
    /// - Returns: Whether the template is one of ours.
    static func apply(
        _ tx: any WriteTransaction,
        _ update: TemplateCategoryUpdate,
        _ news: AccountNews
    ) throws -> Bool {
        guard let template = try known(tx, update.templateID, of: news.channel) else { return false }
        guard !template.isDeleted, template.isNews(category: update.newCategory),
            try news.isLatest(tx, of: template.clock(.category))
        else { return true }
        try TemplateVerdict(category: update.newCategory).apply(tx, ids: news.ids, to: template, atMs: news.atMs)
        return true
    }

    /// Keeps Meta's opinion of a template.
    ///
    /// - Returns: Whether the template is one of ours.
    static func apply(
        _ tx: any WriteTransaction,
        _ update: TemplateQualityUpdate,
        _ news: AccountNews
    ) throws -> Bool {
        guard let template = try known(tx, update.templateID, of: news.channel) else { return false }
        guard !template.isDeleted, try news.isLatest(tx, of: template.clock(.quality)) else { return true }
        let quality = String(update.quality.prefix(20))
        try TemplateVerdict(quality: quality).apply(tx, ids: news.ids, to: template, atMs: news.atMs)
        return true
    }

    /// The template that Meta means, by its id or as long as that is not known by its name, kept from others until it is changed.
    private static func known(
        _ tx: any WriteTransaction,
        _ id: String,
        named name: String = "",
        language: String = "",
        of channel: ChannelAccount
    ) throws -> MessageTemplate? {
        try TemplateQueries.find(tx, channel: channel, providerID: id, providerName: name, language: language)
            .flatMap { found in try TemplateQueries.lock(tx, organization: found.organization, id: found.id) }
    }
}

extension MessageTemplate {
    /// What Meta speaks of apart, each with a time of its own.
    enum Matter: String {
        case status
        case category
        case quality
    }

    /// The name of a matter for ``ProviderClock``.
    func clock(_ matter: Matter) -> String { "template \(id) \(matter.rawValue)" }
}
