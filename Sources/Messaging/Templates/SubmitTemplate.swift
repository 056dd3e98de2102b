package import Identity
import Records
package import Storage

/// Makes a template and has it reviewed: saving is submitting.
///
/// Source: spec row 1.32.
package struct SubmitTemplate: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What somebody wrote, to be submitted.
    package struct Request: Sendable {
        let draft: TemplateDraft
        let category: MessageTemplate.Category
        let channel: ID<ChannelAccount>?

        /// Checks what can be checked without the database.
        ///
        /// - Parameters:
        ///   - name: 1…100 characters.
        ///   - module: The module's name.
        ///   - language: One of Meta's codes.
        ///   - category: Notification or marketing.
        ///   - body: Text with merge fields.
        ///   - content: What it has beside the body, as typed.
        ///   - file: What its header shows, where that is a file.
        ///   - channel: The account; nil where there is only one, and for a template that has one.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            name: String,
            module: String,
            language: String,
            category: MessageTemplate.Category,
            body: String,
            content: TemplateContent = TemplateContent(),
            file: ID<TemplateFile>? = nil,
            channel: ID<ChannelAccount>?
        ) throws(InvalidInput) {
            draft = try TemplateDraft(
                name: try TextRule.line(name, field: "name", maximum: 100),
                module: module,
                language: language,
                body: body,
                content: content,
                file: file
            )
            self.category = category
            self.channel = channel
        }
    }

    /// Stores the template in review and leaves the submission to a job, which survives a restart.
    ///
    /// - Parameters:
    ///   - request: What was written.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Returns: The template.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``InvalidTemplate``, ``ChannelRefusal/noChannel``, ``TemplateRefusal/nameTaken``
    ///   or ``StoreError``.
    package func callAsFunction(_ request: Request, by user: SignedIn) async throws -> MessageTemplate {
        try user.require(.manageTemplates)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let channels = try ChannelQueries.all(tx, organization: user.organization).filter(\.isConnected)
            guard let channel = channels.first(where: { request.channel == nil || $0.id == request.channel }) else {
                throw ChannelRefusal.noChannel
            }
            let (module, reading) = try request.draft.read(tx, in: channel, by: user)
            if let invalid = InvalidTemplate(reading.findings) { throw invalid }
            let id = ids.next(MessageTemplate.self)
            let template = MessageTemplate(
                id: id,
                organization: user.organization,
                channel: channel.id,
                module: module.id,
                name: request.draft.name,
                providerName: TemplateGrammar.providerName(for: request.draft.name, unique: id.rawValue),
                providerID: nil,
                language: request.draft.language,
                category: request.category,
                effectiveCategory: request.category,
                status: .inReview,
                reason: nil,
                body: reading.body.stored,
                content: reading.content,
                quality: nil,
                madeBy: user.user,
                isUnsent: true,
                isDeleted: false,
                createdAtMs: now,
                statusAtMs: now
            )
            try TemplateQueries.insert(tx, template)
            try Self.handOver(tx, ids: ids, template, atMs: now)
            return template
        }
    }

    /// Has a stored template handed to Meta, and tells of it.
    static func handOver(_ tx: any WriteTransaction, ids: IDGenerator, _ template: MessageTemplate, atMs: Int64) throws
    {
        if let file = template.content.header?.file {
            try TemplateFileQueries.keep(tx, organization: template.organization, file.id, in: template.id)
        }
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: SubmitTemplateJob.kind,
            payload: "\(template.organization) \(template.id)",
            dueAtMs: atMs
        )
        try TemplateVerdict.tell(tx, ids: ids, template, "submitted", atMs: atMs)
        try RefreshTemplatesJob.watch(tx, ids: ids, template.channel, of: template.organization, fromMs: atMs)
    }
}
