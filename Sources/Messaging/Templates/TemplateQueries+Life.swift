package import Identity
import Records
package import Storage

/// Templates that are changed, mapped and deleted.
extension TemplateQueries {
    /// Templates whose modules a user may look into, or that have none yet.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - ids: The templates.
    /// - Returns: Those that are there.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        shownTo user: SignedIn,
        ids: [ID<MessageTemplate>]
    ) throws -> [MessageTemplate] {
        if ids.isEmpty { return [] }
        let open = Set(try ModuleQueries.shown(tx, to: user).map(\.id))
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM message_templates
             WHERE organization_id = \(user.organization) AND id IN (\(list: ids)) AND deleted_at_ms IS NULL
            """
        )
        .map(MessageTemplate.init(row:))
        .filter { $0.module.map(open.contains) ?? true }
    }

    /// A template whose module the user may look into, or that has none yet.
    static func find(
        _ tx: any ReadTransaction,
        shownTo user: SignedIn,
        id: ID<MessageTemplate>
    ) throws -> MessageTemplate? {
        try find(tx, shownTo: user, ids: [id]).first
    }

    /// Stores what somebody made of a rejected template, in review again.
    ///
    /// - Throws: ``TemplateRefusal/nameTaken``, ``TemplateRefusal/locked(_:)`` where it is rejected no more, or ``StoreError``.
    static func change(
        _ tx: any WriteTransaction,
        _ template: MessageTemplate,
        to changed: MessageTemplate
    ) throws {
        let nameKey = MessageTemplate.key(of: changed.name)
        let other = try tx.first(
            """
            SELECT id FROM message_templates
             WHERE organization_id = \(template.organization) AND channel_id = \(template.channel)
               AND language = \(changed.language) AND name_key = \(nameKey) AND id <> \(template.id)
            """
        )
        if other != nil { throw TemplateRefusal.nameTaken }
        let count = try tx.execute(
            """
            UPDATE message_templates
               SET name = \(changed.name), name_key = \(nameKey), provider_name = \(changed.providerName),
                   module_id = \(changed.module), language = \(changed.language), category = \(changed.category.rawValue),
                   effective_category = \(changed.effectiveCategory.rawValue), status = \(changed.status.rawValue),
                   reason = \(changed.reason), body = \(changed.body), content = \(try json(of: changed.content)),
                   is_unsent = \(changed.isUnsent), status_at_ms = \(changed.statusAtMs)
             WHERE organization_id = \(template.organization) AND id = \(template.id) AND deleted_at_ms IS NULL
               AND status = \(template.status.rawValue)
            """
        )
        if count == 0 { throw TemplateRefusal.locked(nil) }
    }

    /// Says which records a template is for, or that nobody knows any more.
    static func setContent(
        _ tx: any WriteTransaction,
        _ template: MessageTemplate,
        module: ID<Module>?,
        body: String,
        _ content: TemplateContent
    ) throws {
        try tx.execute(
            """
            UPDATE message_templates
               SET module_id = \(module), body = \(body), content = \(try json(of: content))
             WHERE organization_id = \(template.organization) AND id = \(template.id)
            """
        )
    }

    /// Takes a template out of everything but the history; its name is free again, also at Meta, where it comes back.
    ///
    /// What is queued with it does not leave: it is not approved any more.
    ///
    /// - Throws: ``TemplateRefusal/locked(_:)`` where it is in review, or ``StoreError``.
    static func delete(_ tx: any WriteTransaction, _ template: MessageTemplate, atMs: Int64) throws {
        // No name begins with a space.
        let free = " \(template.id)"
        let count = try tx.execute(
            """
            UPDATE message_templates
               SET deleted_at_ms = \(atMs), status = \(MessageTemplate.Status.disabled.rawValue), name_key = \(free),
                   provider_name = \(free), is_unsent = FALSE
             WHERE organization_id = \(template.organization) AND id = \(template.id) AND deleted_at_ms IS NULL
               AND status <> \(MessageTemplate.Status.inReview.rawValue)
            """
        )
        if count == 0 { throw TemplateRefusal.locked(nil) }
    }

    /// The account of a template that was deleted, and Meta's id of it.
    static func deleted(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<MessageTemplate>
    ) throws -> (channel: ChannelAccount, providerID: String?)? {
        let row = try tx.first(
            """
            SELECT channel_id, provider_id FROM message_templates
             WHERE organization_id = \(organization) AND id = \(id) AND deleted_at_ms IS NOT NULL
            """
        )
        guard let row,
            let channel = try ChannelQueries.find(tx, organization: organization, id: try row.get("channel_id"))
        else { return nil }
        return (channel, try row.get("provider_id"))
    }

    /// Meta's ids of an account's templates that it has not told to be gone, oldest first.
    static func atMeta(
        _ tx: any ReadTransaction,
        channel: ChannelAccount,
        beforeMs: Int64
    ) throws -> [(id: ID<MessageTemplate>, providerID: String)] {
        try tx.run(
            """
            SELECT id, provider_id FROM message_templates
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) AND deleted_at_ms IS NULL
               AND provider_id IS NOT NULL AND status <> \(MessageTemplate.Status.disabled.rawValue)
               AND created_at_ms < \(beforeMs) AND status_at_ms < \(beforeMs)
             ORDER BY id LIMIT 6000
            """
        ).map { (try $0.get("id"), try $0.get("provider_id")) }
    }

    /// A name for what was made elsewhere, where another may have the one that it has there.
    static func freeName(
        _ tx: any ReadTransaction,
        in channel: ChannelAccount,
        like name: String,
        language: String
    ) throws -> String {
        let base = String(name.prefix(90))
        let taken = Set(
            try tx.run(
                """
                SELECT name_key FROM message_templates
                 WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id)
                   AND language = \(language)
                   AND name_key LIKE \(LikePattern.escaped(MessageTemplate.key(of: base)) + "%") ESCAPE '\\'
                """
            ).map { try $0.get("name_key", as: String.self) }
        )
        let names = [base] + (2...taken.count + 2).map { "\(base) \($0)" }
        return names.first { !taken.contains(MessageTemplate.key(of: $0)) } ?? base
    }

    /// Whether an account has a template in review.
    static func hasReview(_ tx: any ReadTransaction, channel: ChannelAccount) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS one FROM message_templates
             WHERE organization_id = \(channel.organization) AND channel_id = \(channel.id) AND deleted_at_ms IS NULL
               AND status = \(MessageTemplate.Status.inReview.rawValue) LIMIT 1
            """
        ) != nil
    }
}
