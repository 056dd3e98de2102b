package import Identity
import Records
package import Storage

/// Corrects a template that Meta rejected or would not take, and submits it again.
///
/// Source: spec rows 1.37, 1.38, 2.18, A-40.
package struct ChangeTemplate: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Replaces all parts of a template; saving is submitting.
    ///
    /// What Meta has keeps its name, module and language.
    ///
    /// - Parameters:
    ///   - id: The template.
    ///   - request: What was written.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``InvalidTemplate``, ``TemplateRefusal``, ``ChannelRefusal/noChannel`` or
    ///   ``StoreError``.
    package func callAsFunction(
        _ id: ID<MessageTemplate>,
        _ request: SubmitTemplate.Request,
        by user: SignedIn
    ) async throws {
        try user.require(.manageTemplates)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let template = try TemplateQueries.find(tx, shownTo: user, id: id) else {
                throw TemplateRefusal.notFound
            }
            guard template.isEditable else { throw TemplateRefusal.locked(nil) }
            guard let channel = try ChannelQueries.find(tx, organization: user.organization, id: template.channel),
                channel.isConnected
            else { throw ChannelRefusal.noChannel }
            let (module, reading) = try request.draft.read(tx, in: channel, correcting: id, by: user)
            if template.providerID != nil {
                if request.draft.name != template.name { throw TemplateRefusal.locked("name") }
                if module.id != template.module { throw TemplateRefusal.locked("module") }
                if request.draft.language != template.language { throw TemplateRefusal.locked("language") }
            }
            if let invalid = InvalidTemplate(reading.findings) { throw invalid }
            let unique = ids.next(MessageTemplate.self).rawValue
            let changed = template.changed(to: request, module: module.id, reading, unique: unique, atMs: now)
            try TemplateQueries.change(tx, template, to: changed)
            // A verdict on what it was before may still be on its way.
            _ = try ProviderClock.isLatest(tx, template.clock(.status), of: channel, atMs: now / 1_000 * 1_000)
            try SubmitTemplate.handOver(tx, ids: ids, changed, atMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .templateChanged,
                subject: id.rawValue,
                subjectName: changed.name,
                atMs: now
            )
        }
    }
}

extension MessageTemplate {
    fileprivate func changed(
        to request: SubmitTemplate.Request,
        module: ID<Module>,
        _ reading: TemplateReading,
        unique: Int64,
        atMs: Int64
    ) -> MessageTemplate {
        let draft = request.draft
        return MessageTemplate(
            id: id,
            organization: organization,
            channel: channel,
            module: module,
            name: draft.name,
            // An answer of Meta's may have been lost: then it has other words under the old name.
            providerName: providerID == nil
                ? TemplateGrammar.providerName(for: draft.name, unique: unique) : providerName,
            providerID: providerID,
            language: draft.language,
            category: request.category,
            effectiveCategory: request.category,
            status: .inReview,
            reason: nil,
            body: reading.body.stored,
            content: reading.content,
            quality: quality,
            madeBy: madeBy,
            isUnsent: true,
            isDeleted: false,
            createdAtMs: createdAtMs,
            statusAtMs: atMs
        )
    }
}
