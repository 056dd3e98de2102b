import Foundation
package import Identity
package import Records
package import Storage

/// SQL of message templates.
package enum TemplateQueries {
    static let columns: SQLStatement =
        """
        id, organization_id, channel_id, module_id, name, provider_name, provider_id, language, category, effective_category,
        status, reason, body, content, quality, created_by, is_unsent, deleted_at_ms, created_at_ms, status_at_ms
        """

    /// Stores a new template.
    ///
    /// - Throws: ``TemplateRefusal/nameTaken`` or ``StoreError``.
    static func insert(_ tx: any WriteTransaction, _ template: MessageTemplate) throws {
        let count = try tx.execute(
            """
            INSERT INTO message_templates (id, organization_id, channel_id, module_id, name, name_key, provider_name, provider_id,
                                           language, category, effective_category, status, reason, body, content, quality,
                                           created_by, is_unsent, created_at_ms, status_at_ms)
            VALUES (\(template.id), \(template.organization), \(template.channel), \(template.module), \(template.name),
                    \(MessageTemplate.key(of: template.name)), \(template.providerName), \(template.providerID),
                    \(template.language), \(template.category.rawValue), \(template.effectiveCategory.rawValue),
                    \(template.status.rawValue), \(template.reason), \(template.body), \(try json(of: template.content)),
                    \(template.quality), \(template.madeBy), \(template.isUnsent), \(template.createdAtMs),
                    \(template.statusAtMs))
            ON CONFLICT (organization_id, channel_id, language, name_key) DO NOTHING
            """
        )
        if count == 0 { throw TemplateRefusal.nameTaken }
    }

    /// Finds a template.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The template.
    /// - Returns: The template, if there is one that was not deleted.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<MessageTemplate>
    ) throws -> MessageTemplate? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE organization_id = \(organization) AND id = \(id) AND deleted_at_ms IS NULL
            """
        ).map(MessageTemplate.init(row:))
    }

    /// Finds some templates.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The templates; as many as a page has.
    /// - Returns: Those of them that there are; deleted ones too.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        ids: [ID<MessageTemplate>]
    ) throws -> [ID<MessageTemplate>: MessageTemplate] {
        if ids.isEmpty { return [:] }
        let found = try tx.run(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE id IN (\(list: ids)) AND +organization_id = \(organization)
            """
        ).map(MessageTemplate.init(row:))
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Finds a template as it is now, deleted or not, which nobody else changes before the transaction ends.
    static func lock(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<MessageTemplate>
    ) throws -> MessageTemplate? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE organization_id = \(organization) AND id = \(id) \(dialect: .forUpdate)
            """
        ).map(MessageTemplate.init(row:))
    }

    /// The template that Meta means: by its id, or by name and language where the id has not been stored yet; deleted ones too.
    static func find(
        _ tx: any ReadTransaction,
        channel: ChannelAccount,
        providerID: String,
        providerName: String,
        language: String
    ) throws -> MessageTemplate? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
               AND (provider_id = \(providerID)
                    OR (provider_id IS NULL AND provider_name = \(providerName) AND language = \(language)))
             LIMIT 1
            """
        ).map(MessageTemplate.init(row:))
    }

    /// Which templates a page has.
    package struct Filter: Sendable {
        /// Only templates of these modules.
        package var modules: [ID<Module>]
        /// Also those of which nobody has said yet what module they are for.
        package var includesUnmapped: Bool
        /// Only templates in this state; nil for all.
        package var status: MessageTemplate.Status?
        /// Only those that Meta has in this category; nil for all.
        package var category: MessageTemplate.Category?
        /// Part of the name; nil for all.
        package var name: String?

        /// A filter for modules; nothing else is filtered.
        package init(modules: [ID<Module>], includesUnmapped: Bool) {
            self.modules = modules
            self.includesUnmapped = includesUnmapped
        }

        fileprivate var conditions: [SQLStatement] {
            var conditions: [SQLStatement] = [
                includesUnmapped
                    ? "(module_id IS NULL OR module_id IN (\(list: modules)))" : "module_id IN (\(list: modules))"
            ]
            if let status { conditions.append("status = \(status.rawValue)") }
            if let category { conditions.append("effective_category = \(category.rawValue)") }
            if let name {
                let pattern = "%\(LikePattern.escaped(MessageTemplate.key(of: name)))%"
                conditions.append("name_key LIKE \(pattern) ESCAPE '\\'")
            }
            return conditions
        }
    }

    /// A page of templates, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - filter: Which.
    ///   - before: The last id of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ filter: Filter,
        before: ID<MessageTemplate>?,
        limit: Int
    ) throws -> [MessageTemplate] {
        var conditions: [SQLStatement] = ["organization_id = \(organization)", "deleted_at_ms IS NULL"]
        conditions += filter.conditions
        if let before { conditions.append("id < \(before)") }
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE \(fragment: .joined(conditions, separator: " AND "))
             ORDER BY id DESC LIMIT \(limit)
            """
        ).map(MessageTemplate.init(row:))
    }

    /// Writes down what Meta says, and nothing that it does not speak of; an approval has no reason.
    static func set(
        _ tx: any WriteTransaction,
        _ template: MessageTemplate,
        _ verdict: TemplateVerdict,
        atMs: Int64
    ) throws {
        let status = verdict.status?.rawValue
        let reason = verdict.status == .approved ? nil : verdict.reason
        // What Meta has decided about it has.
        let isHandedOver = verdict.isHandedOver || verdict.status.map { $0 != .inReview } ?? false
        try tx.execute(
            """
            UPDATE message_templates
               SET status = coalesce(\(status), status),
                   reason = CASE WHEN \(status != nil) THEN \(reason) ELSE reason END,
                   effective_category = coalesce(\(verdict.ownCategory?.rawValue), effective_category),
                   quality = coalesce(\(verdict.quality), quality),
                   provider_id = coalesce(\(verdict.providerID), provider_id),
                   is_unsent = CASE WHEN \(isHandedOver) THEN FALSE ELSE is_unsent END,
                   status_at_ms = CASE WHEN status = coalesce(\(status), status) THEN status_at_ms ELSE \(atMs) END
             WHERE organization_id = \(template.organization) AND id = \(template.id)
            """
        )
    }
}

extension TemplateQueries {
    /// The name of another template of the account that says the same; Meta takes nothing twice.
    ///
    /// Those that Meta does not have count for nothing.
    static func same(
        _ tx: any ReadTransaction,
        in channel: ChannelAccount,
        body: String,
        footer: String?,
        otherThan own: (id: ID<MessageTemplate>?, name: String)
    ) throws -> String? {
        try tx.run(
            """
            SELECT id, name, content FROM message_templates
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
               AND body = \(body) AND name_key <> \(MessageTemplate.key(of: own.name))
               AND status NOT IN ('failed', 'disabled')
             ORDER BY id
            """
        ).first { try $0.get("id") != own.id && content(of: $0).footer == footer }?.get("name")
    }

    static func content(of row: SQLRow) throws -> TemplateContent {
        let json: String? = try row.get("content")
        return try json.map { try JSONDecoder().decode(TemplateContent.self, from: Data($0.utf8)) } ?? TemplateContent()
    }

    static func json(of content: TemplateContent) throws -> String {
        String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
    }
}

extension MessageTemplate {
    init(row: SQLRow) throws {
        id = try row.get("id")
        organization = try row.get("organization_id")
        channel = try row.get("channel_id")
        module = try row.get("module_id")
        name = try row.get("name")
        providerName = try row.get("provider_name")
        providerID = try row.get("provider_id")
        language = try row.get("language")
        category = Category(rawValue: try row.get("category")) ?? .notification
        effectiveCategory = Category(rawValue: try row.get("effective_category")) ?? .notification
        status = Status(rawValue: try row.get("status")) ?? .failed
        reason = try row.get("reason")
        body = try row.get("body")
        content = try TemplateQueries.content(of: row)
        quality = try row.get("quality")
        madeBy = try row.get("created_by")
        isUnsent = try row.get("is_unsent")
        isDeleted = try row.get("deleted_at_ms", as: Int64?.self) != nil
        createdAtMs = try row.get("created_at_ms")
        statusAtMs = try row.get("status_at_ms")
    }
}
