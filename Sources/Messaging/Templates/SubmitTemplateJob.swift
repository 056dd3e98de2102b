package import FileStore
import Identity
import Records
package import Storage
import WhatsAppCloud

/// Hands a stored template to Meta.
package struct SubmitTemplateJob: JobHandler {
    /// The handler's kind.
    package static let kind = "messaging.submit_template"

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let files: FileStore

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, files: FileStore) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.files = files
    }

    package var kind: String { Self.kind }

    /// The header's file, and then the template.
    package var deadline: Duration { MediaUpload.longest + .seconds(90) }

    package func perform(_ job: Job) async throws -> JobOutcome {
        guard let (organization, id) = Self.subject(of: job) else { return .done }
        let found = try await store.read { tx -> (MessageTemplate, ChannelAccount, String?)? in
            guard let template = try TemplateQueries.find(tx, organization: organization, id: id),
                let channel = try ChannelQueries.find(tx, organization: organization, id: template.channel)
            else { return nil }
            return (template, channel, try ConnectionQueries.facts(tx, of: channel)?.appID)
        }
        guard let (template, channel, app) = found, template.isOnItsWay else { return .done }
        try await submit(template, to: channel, app: app, isFirstTry: job.attempt == 1)
        return .done
    }

    /// Hours of trying were in vain: whoever wrote the template is told so and can submit it anew.
    package func giveUp(_ tx: any WriteTransaction, _ job: Job) throws {
        guard let (organization, id) = Self.subject(of: job),
            let template = try TemplateQueries.lock(tx, organization: organization, id: id),
            template.isOnItsWay
        else { return }
        let reason: Obstacle = try canCall(tx, for: template) ? .noAnswer : .account
        try TemplateVerdict(status: .failed, reason: reason.rawValue, isHandedOver: true)
            .apply(tx, ids: ids, to: template, atMs: clock.nowMs)
    }

    /// Whether the account of a template was in order, so that it is Meta who did not answer.
    private func canCall(_ tx: any ReadTransaction, for template: MessageTemplate) throws -> Bool {
        let organization = template.organization
        guard let channel = try ChannelQueries.find(tx, organization: organization, id: template.channel),
            channel.isConnected, channel.state.stoppedReason == nil
        else { return false }
        do {
            return try ConnectionQueries.secrets(tx, organization: organization, of: channel.id, box: graph.box) != nil
        } catch is SecretBox.Failure {
            return false
        }
    }

    /// Why a template did not get to Meta: words of ours among Meta's, which screens put into their language.
    private enum Obstacle: String {
        case noAnswer = "meta_unreachable"
        /// The account is stopped or disabled, or what is kept secret of it cannot be read.
        case account = "account_not_usable"
        /// What the header shows is not there any more.
        case file = "file_missing"
        /// Meta has something else in its place.
        case otherWords = "other_words_at_meta"
    }

    private static func subject(of job: Job) -> (ID<Organization>, ID<MessageTemplate>)? {
        let parts = job.payload.split(separator: " ")
        guard parts.count == 2, let organization = ID<Organization>(String(parts[0])),
            let id = ID<MessageTemplate>(String(parts[1]))
        else { return nil }
        return (organization, id)
    }

    private func submit(
        _ template: MessageTemplate,
        to channel: ChannelAccount,
        app: String?,
        isFirstTry: Bool
    ) async throws {
        let client = try await graph.client(for: channel.id, of: channel.organization, store: store)
        // An earlier try may have reached Meta although its answer did not reach us.
        if !isFirstTry, let remote = try await existing(template, in: channel, client),
            TemplateWords(remote) == TemplateWords(template), !remote.waitsForUs(template)
        {
            return try await adopt(remote, as: template)
        }
        if let file = template.content.header?.file, await files.size(of: file.digest) == nil {
            return try await fail(template, because: Obstacle.file.rawValue)
        }
        do {
            let handle = try await sample(of: template, app: app, client)
            let submission = TemplateSubmission(template, fileHandle: handle)
            if let id = template.providerID {
                try await client.editTemplate(id, submission)
                try await record(template, TemplateVerdict(status: .inReview, providerID: id))
            } else {
                let answer = try await client.createTemplate(submission, in: channel.wabaID)
                let verdict = TemplateVerdict(
                    status: MessageTemplate.Status(event: answer.status) ?? .inReview,
                    category: answer.category,
                    providerID: answer.id
                )
                try await record(template, verdict)
            }
        } catch let failure as CallFailure {
            guard case .refused(let refusal) = failure else { throw failure }
            // Name and language exist, ours from a try whose answer was lost; or it cannot be changed, being reviewed or
            // approved already. Source: wire reference 1.5, 4.7.
            if [2_388_024, 2_388_003].contains(refusal.subcode),
                let remote = try await existing(template, in: channel, client)
            {
                guard TemplateWords(remote) == TemplateWords(template) else {
                    return try await fail(template, because: Obstacle.otherWords.rawValue)
                }
                return try await adopt(remote, as: template)
            }
            switch SendFailure.answer(status: refusal.status, code: refusal.code) {
            case .refused: try await fail(template, because: refusal.details)
            // The template is not what is wrong.
            case .retry, .hold, .channelStopped, .unknown: throw failure
            }
        }
    }

    private func existing(
        _ template: MessageTemplate,
        in channel: ChannelAccount,
        _ client: GraphClient
    ) async throws -> RemoteTemplate? {
        if let id = template.providerID { return try await client.template(id) }
        let remotes = try await client.templates(of: channel.wabaID, name: template.providerName)
        return remotes.first { $0.name == template.providerName && $0.language == template.language }
    }

    private func adopt(_ remote: RemoteTemplate, as template: MessageTemplate) async throws {
        let verdict = TemplateVerdict(
            status: MessageTemplate.Status(event: remote.status) ?? .inReview,
            reason: remote.rejectedReason,
            category: remote.category,
            providerID: remote.id
        )
        try await record(template, verdict)
    }

    private func fail(_ template: MessageTemplate, because reason: String) async throws {
        try await record(template, TemplateVerdict(status: .failed, reason: reason))
    }

    /// Meta's handle of the file that the header shows; nil where it shows none.
    private func sample(of template: MessageTemplate, app: String?, _ client: GraphClient) async throws -> String? {
        guard let file = template.content.header?.file else { return nil }
        return try await client.uploadSample(
            files.pieces(of: file.digest),
            size: file.size,
            kind: file.type,
            name: file.name,
            app: app
        )
    }

    private func record(_ template: MessageTemplate, _ verdict: TemplateVerdict) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let found = try TemplateQueries.lock(tx, organization: template.organization, id: template.id)
            guard let current = found, !current.isDeleted else { return }
            var verdict = verdict
            verdict.isHandedOver = true
            // Meta's verdict may have come by webhook already: it is newer than the answer to the submission.
            if current.status != .inReview, verdict.status == .inReview { verdict.status = nil }
            try verdict.apply(tx, ids: ids, to: current, atMs: now)
        }
    }
}

extension RemoteTemplate {
    /// Whether Meta still has what was rejected, and not what was made of it.
    fileprivate func waitsForUs(_ template: MessageTemplate) -> Bool {
        template.providerID != nil && MessageTemplate.Status(event: status) == .rejected
    }
}

extension TemplateSubmission {
    /// A template as it is submitted, with a sample for everything that varies.
    init(_ template: MessageTemplate, fileHandle: String?) {
        let content = template.content
        let body = MergeText(stored: template.body)
        // What was stored by earlier versions has no samples.
        let samples = (0..<body.variableCount).map { index in
            content.samples.indices.contains(index) ? content.samples[index] : "样例 \(index + 1)"
        }
        self.init(
            name: template.providerName,
            language: template.language,
            category: template.category.provider,
            header: content.header.map { Header($0, fileHandle: fileHandle) },
            body: Text(TemplateGrammar.numbered(body), samples: samples),
            footer: content.footer,
            buttons: content.buttons.map(Button.init)
        )
    }
}

extension TemplateSubmission.Header {
    fileprivate init(_ header: TemplateContent.Header, fileHandle: String?) {
        guard header.kind == .text else {
            self = .file(format: header.kind.rawValue.uppercased(), handle: fileHandle ?? "")
            return
        }
        let text = TemplateGrammar.numbered(MergeText(stored: header.text ?? ""))
        self = .text(TemplateSubmission.Text(text, samples: [header.sample].compactMap(\.self)))
    }
}

extension TemplateSubmission.Button {
    fileprivate init(_ button: TemplateContent.Button) {
        switch button.kind {
        case .quickReply: self = .quickReply(label: button.label)
        case .phone: self = .phone(label: button.label, number: button.phone ?? "")
        case .url:
            let url = MergeText(stored: button.url ?? "")
            let sample = button.sample.map { TemplateAddress.whole(url, with: $0) }
            self = .url(label: button.label, url: TemplateGrammar.numbered(url), sample: sample)
        }
    }
}
