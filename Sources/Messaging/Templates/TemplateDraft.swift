package import Identity
import Records
package import Storage

/// A template as somebody wrote it, not looked at yet.
package struct TemplateDraft: Sendable {
    /// As the team knows it; empty where nobody has named it yet.
    package var name: String
    /// The module's name.
    package var module: String
    /// One of Meta's codes.
    package var language: String
    /// Text with merge fields, as typed.
    package var body: String
    /// What it has beside the body, as typed.
    package var content: TemplateContent
    /// What its header shows, where that is a file.
    package var file: ID<TemplateFile>?

    /// A draft.
    ///
    /// - Parameters:
    ///   - name: As the team knows it.
    ///   - module: The module's name.
    ///   - language: One of Meta's codes.
    ///   - body: Text with merge fields.
    ///   - content: What it has beside the body.
    ///   - file: What its header shows, where that is a file.
    /// - Throws: ``InvalidInput`` for a language that Meta does not have.
    package init(
        name: String,
        module: String,
        language: String,
        body: String,
        content: TemplateContent = TemplateContent(),
        file: ID<TemplateFile>? = nil
    ) throws(InvalidInput) {
        guard TemplateGrammar.languages.contains(language) else {
            throw InvalidInput(
                field: "language",
                code: "not_valid",
                detail: "This is not one of Meta's language codes."
            )
        }
        self.name = name
        self.module = module
        self.language = language
        self.body = body
        self.content = content
        self.file = file
    }

    /// Reads the draft as its writer may: module, merge fields and file are looked up, and every rule is asked.
    ///
    /// It is compared with the other templates of the channel, if there is one.
    func read(
        _ tx: any ReadTransaction,
        in channel: ChannelAccount?,
        correcting template: ID<MessageTemplate>? = nil,
        by user: SignedIn
    ) throws -> (Module, TemplateReading) {
        guard let module = try ModuleQueries.find(tx, shownTo: user, name: module) else {
            throw InvalidInput(field: "module", code: "not_valid", detail: "There is no such module.")
        }
        var content = content
        let file = try file.flatMap { id in
            try TemplateFileQueries.find(tx, organization: user.organization, id)
        }
        content.header?.file = file.map(TemplateContent.File.init)
        var reading = TemplateReading(
            body: body,
            content: content,
            language: language,
            scope: try MergeScope(tx, module: module, for: user)
        )
        if let channel {
            let other = try TemplateQueries.same(
                tx,
                in: channel,
                body: reading.body.stored,
                footer: reading.content.footer,
                otherThan: (template, name)
            )
            if let other { reading.isSame(as: other) }
        }
        return (module, reading)
    }
}

/// Tells what is to be put right in a draft, while it is being written.
///
/// Source: spec rows 2.19 to 2.22.
package struct CheckTemplate: Sendable {
    private let store: any Store

    /// Prepares the operation.
    package init(store: any Store) {
        self.store = store
    }

    /// What was found.
    package struct Report: Sendable {
        /// What is to be put right, in the order in which people see the parts; none where it could be submitted.
        package let findings: [TemplateFinding]
        /// What Meta's reviewers would see in the places of the body's merge fields.
        package let samples: [String]
    }

    /// Checks a draft; nothing is stored.
    ///
    /// - Parameters:
    ///   - draft: What was written so far.
    ///   - template: What is being corrected, if anything is.
    ///   - channel: The account it is for; nil where there is only one, and for a template that has one.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Returns: What was found.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `module`, or ``StoreError``.
    package func callAsFunction(
        _ draft: TemplateDraft,
        correcting template: ID<MessageTemplate>? = nil,
        in channel: ID<ChannelAccount>? = nil,
        by user: SignedIn
    ) async throws -> Report {
        try user.require(.manageTemplates)
        return try await store.read { tx in
            let channels = try ChannelQueries.all(tx, organization: user.organization).filter(\.isConnected)
            let corrected = try template.flatMap { id in try TemplateQueries.find(tx, shownTo: user, id: id) }
            let wanted = corrected?.channel ?? channel
            let account = channels.first { wanted == nil || $0.id == wanted }
            let (_, reading) = try draft.read(tx, in: account, correcting: corrected?.id, by: user)
            return Report(findings: reading.findings, samples: reading.content.samples)
        }
    }
}
