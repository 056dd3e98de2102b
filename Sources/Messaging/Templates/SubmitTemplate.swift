import Foundation
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

    /// What somebody wrote.
    package struct Request: Sendable {
        let name: String
        let module: String
        let language: String
        let category: MessageTemplate.Category
        let body: String
        let content: TemplateContent
        let file: ID<TemplateFile>?
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
        ///   - channel: The account; nil where there is only one.
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
            self.name = try TextRule.line(name, field: "name", maximum: 100)
            self.module = module
            guard TemplateGrammar.languages.contains(language) else {
                throw InvalidInput(
                    field: "language",
                    code: "not_valid",
                    detail: "This is not one of Meta's language codes."
                )
            }
            self.language = language
            self.category = category
            self.body = body
            self.content = content
            self.file = file
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
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: request.module) else {
                throw InvalidInput(field: "module", code: "not_valid", detail: "There is no such module.")
            }
            let reading = try Self.read(tx, request, module, by: user)
            if let invalid = InvalidTemplate(reading.findings) { throw invalid }
            let id = ids.next(MessageTemplate.self)
            let template = MessageTemplate(
                id: id,
                organization: user.organization,
                channel: channel.id,
                module: module.id,
                name: request.name,
                providerName: TemplateGrammar.providerName(for: request.name, unique: id.rawValue),
                providerID: nil,
                language: request.language,
                category: request.category,
                effectiveCategory: request.category,
                status: .inReview,
                reason: nil,
                body: reading.body.stored,
                content: reading.content,
                createdAtMs: now,
                statusAtMs: now
            )
            let key = request.name.precomposedStringWithCompatibilityMapping.lowercased()
            if let other = try TemplateQueries.same(tx, as: template, nameKey: key) {
                throw InvalidTemplate(.body, .duplicate, "\(other) says the same, and Meta takes nothing twice.")
            }
            try TemplateQueries.insert(tx, template, nameKey: key, by: user.user)
            if let file = reading.content.header?.file {
                try TemplateFileQueries.put(tx, organization: user.organization, file.id, in: id)
            }
            try JobQueue.add(
                tx,
                id: ids.next(),
                kind: SubmitTemplateJob.kind,
                dedupeKey: id.description,
                payload: "\(user.organization) \(id)",
                dueAtMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "template.submitted",
                subjectID: id.rawValue,
                atMs: now
            )
            return template
        }
    }

    private static func read(
        _ tx: any ReadTransaction,
        _ request: Request,
        _ module: Module,
        by user: SignedIn
    ) throws -> TemplateReading {
        var content = request.content
        let file = try request.file.flatMap { id in
            try TemplateFileQueries.unused(tx, organization: user.organization, id)
        }
        content.header?.file = file.map(TemplateContent.File.init)
        return TemplateReading(
            body: request.body,
            content: content,
            language: request.language,
            scope: try MergeScope(tx, module: module, for: user)
        )
    }
}
