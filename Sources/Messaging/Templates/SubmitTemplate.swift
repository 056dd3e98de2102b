import Foundation
package import Identity
import Records
package import Storage
import WhatsAppCloud

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
        let channel: ID<ChannelAccount>?

        /// Checks what can be checked without the database.
        ///
        /// - Parameters:
        ///   - name: 1…100 characters.
        ///   - module: The module's name.
        ///   - language: One of Meta's codes.
        ///   - category: Notification or marketing.
        ///   - body: Text with merge fields.
        ///   - channel: The account; nil where there is only one.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            name: String,
            module: String,
            language: String,
            category: MessageTemplate.Category,
            body: String,
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
            self.body = try TextRule.text(body, field: "body", maximum: 4_096)
            self.channel = channel
        }
    }

    /// Stores the template in review and leaves the submission to a job, which survives a restart.
    ///
    /// - Parameters:
    ///   - request: What was written.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Returns: The template.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``ChannelRefusal/noChannel``, ``TemplateRefusal/nameTaken`` or
    ///   ``StoreError``.
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
            let merge = try MergeText.parse(request.body, in: MergeScope(tx, module: module, for: user))
            _ = try TemplateGrammar.body(of: merge)
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
                body: merge.stored,
                createdAtMs: now,
                statusAtMs: now
            )
            let key = request.name.precomposedStringWithCompatibilityMapping.lowercased()
            try TemplateQueries.insert(tx, template, nameKey: key, by: user.user)
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
}

/// Hands a stored template to Meta.
package struct SubmitTemplateJob: JobHandler {
    /// The handler's kind.
    package static let kind = "messaging.submit_template"

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        guard let (organization, id) = Self.subject(of: job) else { return .done }
        let found = try await store.read { tx -> (MessageTemplate, ChannelAccount)? in
            guard let template = try TemplateQueries.find(tx, organization: organization, id: id),
                let channel = try ChannelQueries.find(tx, organization: organization, id: template.channel)
            else { return nil }
            return (template, channel)
        }
        guard let (template, channel) = found, template.providerID == nil, template.status == .inReview else {
            return .done
        }
        try await submit(template, to: channel, isFirstTry: job.attempt == 1)
        return .done
    }

    /// Nobody heard from Meta for hours: whoever wrote the template is told so and can write it anew.
    package func giveUp(_ tx: any WriteTransaction, _ job: Job) throws {
        guard let (organization, id) = Self.subject(of: job),
            let template = try TemplateQueries.find(tx, organization: organization, id: id),
            template.providerID == nil, template.status == .inReview
        else { return }
        let now = clock.nowMs
        try TemplateQueries.setStatus(tx, template, status: .failed, reason: Self.noAnswer, atMs: now)
        try ReviewUpdates.append(tx, id: ids.next(), template, MessageTemplate.Status.failed.rawValue, atMs: now)
    }

    /// A word of ours among Meta's, which screens put into their language.
    private static let noAnswer = "meta_unreachable"

    private static func subject(of job: Job) -> (ID<Organization>, ID<MessageTemplate>)? {
        let parts = job.payload.split(separator: " ")
        guard parts.count == 2, let organization = ID<Organization>(String(parts[0])),
            let id = ID<MessageTemplate>(String(parts[1]))
        else { return nil }
        return (organization, id)
    }

    private func submit(_ template: MessageTemplate, to channel: ChannelAccount, isFirstTry: Bool) async throws {
        let client = try await graph.client(for: channel.id, of: channel.organization, store: store)
        do {
            // An earlier try may have reached Meta although its answer did not reach us.
            if !isFirstTry, let remote = try await existing(template, in: channel, client) {
                return try await adopt(remote, as: template)
            }
            let answer = try await client.createTemplate(submission(of: template), in: channel.wabaID)
            try await record(
                template,
                status: MessageTemplate.Status(event: answer.status) ?? .inReview,
                reason: nil,
                category: answer.category,
                providerID: answer.id
            )
        } catch let failure as CallFailure {
            guard case .refused(let refusal) = failure else { throw failure }
            // Name and language exist: ours, from a try whose answer was lost. Source: wire reference 1.5, 2388024.
            if refusal.subcode == 2_388_024, let remote = try await existing(template, in: channel, client) {
                return try await adopt(remote, as: template)
            }
            if case .retry = SendFailure.answer(status: refusal.status, code: refusal.code) { throw failure }
            try await record(template, status: .failed, reason: refusal.details, category: nil, providerID: nil)
        }
    }

    private func existing(
        _ template: MessageTemplate,
        in channel: ChannelAccount,
        _ client: GraphClient
    ) async throws -> RemoteTemplate? {
        let remotes = try await client.templates(of: channel.wabaID, name: template.providerName)
        return remotes.first { $0.name == template.providerName && $0.language == template.language }
    }

    private func adopt(_ remote: RemoteTemplate, as template: MessageTemplate) async throws {
        try await record(
            template,
            status: MessageTemplate.Status(event: remote.status) ?? .inReview,
            reason: remote.rejectedReason,
            category: remote.category,
            providerID: remote.id
        )
    }

    private func submission(of template: MessageTemplate) throws -> TemplateSubmission {
        let body = try TemplateGrammar.body(of: MergeText(stored: template.body))
        return TemplateSubmission(
            name: template.providerName,
            language: template.language,
            category: template.category.provider,
            body: body.text,
            samples: (0..<body.variableCount).map { "样例 \($0 + 1)" }
        )
    }

    private func record(
        _ template: MessageTemplate,
        status: MessageTemplate.Status,
        reason: String?,
        category: String?,
        providerID: String?
    ) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let current = try TemplateQueries.find(tx, organization: template.organization, id: template.id)
            else {
                return
            }
            // Meta's verdict may have come by webhook already: it is newer than the answer to the submission.
            let isDecided = current.status != .inReview && status == .inReview
            try TemplateQueries.setStatus(
                tx,
                template,
                status: isDecided ? current.status : status,
                reason: isDecided ? current.reason : reason,
                effectiveCategory: category.flatMap(MessageTemplate.Category.init(provider:)),
                providerID: providerID,
                atMs: now
            )
            if !isDecided { try ReviewUpdates.append(tx, id: ids.next(), template, status.rawValue, atMs: now) }
        }
    }
}
