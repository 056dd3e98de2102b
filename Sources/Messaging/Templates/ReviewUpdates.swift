import Storage
import WhatsAppCloud

/// Applies Meta's verdicts on templates.
enum ReviewUpdates {
    /// Applies a verdict.
    ///
    /// - Returns: Whether the template is one of ours.
    static func apply(
        _ tx: any WriteTransaction,
        _ update: TemplateStatusUpdate,
        _ news: AccountNews
    ) throws -> Bool {
        let template = try TemplateQueries.find(
            tx,
            channel: news.channel,
            providerID: update.templateID,
            providerName: update.name,
            language: update.language
        )
        guard let template else { return false }
        guard let status = MessageTemplate.Status(event: update.event),
            try news.isLatest(tx, of: "template \(template.id) status")
        else { return true }
        try TemplateQueries.setStatus(
            tx,
            template,
            status: status,
            reason: status == .approved ? nil : update.reason,
            providerID: update.templateID,
            atMs: news.atMs
        )
        try append(tx, id: news.ids.next(), template, status.rawValue, atMs: news.atMs)
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
        guard let category = MessageTemplate.Category(provider: update.newCategory),
            category != template.effectiveCategory, try news.isLatest(tx, of: "template \(template.id) category")
        else { return true }
        try TemplateQueries.setStatus(
            tx,
            template,
            status: template.status,
            reason: template.reason,
            effectiveCategory: category,
            atMs: news.atMs
        )
        try append(tx, id: news.ids.next(), template, "recategorised", atMs: news.atMs)
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
        guard try news.isLatest(tx, of: "template \(template.id) quality") else { return true }
        try TemplateQueries.setQuality(tx, template, String(update.quality.prefix(20)))
        try append(tx, id: news.ids.next(), template, "requalified", atMs: news.atMs)
        return true
    }

    /// The template that Meta means by its id alone.
    private static func known(
        _ tx: any ReadTransaction,
        _ id: String,
        of channel: ChannelAccount
    ) throws -> MessageTemplate? {
        try TemplateQueries.find(tx, channel: channel, providerID: id, providerName: "", language: "")
    }

    static func append(
        _ tx: any WriteTransaction,
        id: ID<Event>,
        _ template: MessageTemplate,
        _ verb: String,
        atMs: Int64
    ) throws {
        try EventLog.append(
            tx,
            id: id,
            organizationID: template.organization.rawValue,
            kind: "template.\(verb)",
            subjectID: template.id.rawValue,
            atMs: atMs
        )
    }
}
