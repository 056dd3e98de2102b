import Foundation
package import Identity
package import Records
package import Storage

/// SQL of message templates.
package enum TemplateQueries {
    private static let columns: SQLStatement =
        """
        id, organization_id, channel_id, module_id, name, provider_name, provider_id, language, category, effective_category,
        status, reason, body, content, created_at_ms, status_at_ms
        """

    static func insert(
        _ tx: any WriteTransaction,
        _ template: MessageTemplate,
        nameKey: String,
        by user: ID<User>
    ) throws {
        let count = try tx.execute(
            """
            INSERT INTO message_templates (id, organization_id, channel_id, module_id, name, name_key, provider_name, language,
                                           category, effective_category, status, body, content, created_by,
                                           created_at_ms, status_at_ms)
            VALUES (\(template.id), \(template.organization), \(template.channel), \(template.module), \(template.name),
                    \(nameKey), \(template.providerName), \(template.language), \(template.category.rawValue),
                    \(template.effectiveCategory.rawValue), \(template.status.rawValue), \(template.body),
                    \(try json(of: template.content)), \(user), \(template.createdAtMs), \(template.statusAtMs))
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
    /// - Returns: The template, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<MessageTemplate>
    ) throws -> MessageTemplate? {
        try tx.first(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map(MessageTemplate.init(row:))
    }

    /// Finds some templates.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - ids: The templates; as many as a page has.
    /// - Returns: Those of them that there are.
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

    /// The template that Meta means: by its id, or by name and language where the id has not been stored yet.
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

    /// A page of templates, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - modules: Only templates of these modules.
    ///   - status: Only templates in this state; nil for all.
    ///   - before: The last id of the page before; nil for the first page.
    ///   - limit: How many at most.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        modules: [ID<Module>],
        status: MessageTemplate.Status?,
        before: ID<MessageTemplate>?,
        limit: Int
    ) throws -> [MessageTemplate] {
        var conditions: [SQLStatement] = [
            "organization_id = \(organization)", "module_id IN (\(list: modules))",
        ]
        if let status { conditions.append("status = \(status.rawValue)") }
        if let before { conditions.append("id < \(before)") }
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE \(fragment: .joined(conditions, separator: " AND "))
             ORDER BY id DESC LIMIT \(limit)
            """
        ).map(MessageTemplate.init(row:))
    }

    static func setStatus(
        _ tx: any WriteTransaction,
        _ template: MessageTemplate,
        status: MessageTemplate.Status,
        reason: String?,
        effectiveCategory: MessageTemplate.Category? = nil,
        providerID: String? = nil,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            UPDATE message_templates
               SET status = \(status.rawValue), reason = \(reason),
                   effective_category = coalesce(\(effectiveCategory?.rawValue), effective_category),
                   provider_id = coalesce(\(providerID), provider_id),
                   status_at_ms = CASE WHEN status = \(status.rawValue) THEN status_at_ms ELSE \(atMs) END
             WHERE organization_id = \(template.organization) AND id = \(template.id)
            """
        )
    }
}

extension TemplateQueries {
    /// The name of another template of the account that says the same; Meta takes nothing twice.
    ///
    /// Those that Meta does not have count for nothing.
    static func same(_ tx: any ReadTransaction, as template: MessageTemplate, nameKey: String) throws -> String? {
        try tx.run(
            """
            SELECT name, content FROM message_templates
             WHERE organization_id = \(template.organization) AND channel_id = \(template.channel)
               AND body = \(template.body) AND name_key <> \(nameKey) AND status NOT IN ('failed', 'disabled')
             ORDER BY id
            """
        ).first { try content(of: $0).footer == template.content.footer }?.get("name")
    }

    static func content(of row: SQLRow) throws -> TemplateContent {
        let json: String? = try row.get("content")
        return try json.map { try JSONDecoder().decode(TemplateContent.self, from: Data($0.utf8)) } ?? TemplateContent()
    }

    private static func json(of content: TemplateContent) throws -> String {
        String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
    }

    /// Keeps Meta's opinion of a template.
    static func setQuality(_ tx: any WriteTransaction, _ template: MessageTemplate, _ quality: String) throws {
        try tx.execute(
            """
            UPDATE message_templates SET quality = \(quality)
             WHERE organization_id = \(template.organization) AND id = \(template.id)
            """
        )
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
        createdAtMs = try row.get("created_at_ms")
        statusAtMs = try row.get("status_at_ms")
    }
}
