import Identity
import Messaging
import Records
import Storage

struct TemplatePageResource: Encodable, Sendable {
    let templates: [TemplateResource]
    let next_cursor: Nullable<String>
}

struct TemplateResource: Encodable, Sendable {
    let id: ID<MessageTemplate>
    let name: String
    let provider_name: String
    let module: Nullable<String>
    let language: String
    let category: MessageTemplate.Category
    let effective_category: MessageTemplate.Category
    let status: String
    let reason: Nullable<String>
    let quality: Nullable<String>
    let header: Nullable<TemplateHeaderResource>
    let body: String
    let footer: Nullable<String>
    let buttons: [TemplateButtonResource]
    let samples: [String]
    let variables: Int
    let channel: ID<ChannelAccount>
    let made_by: Nullable<UserReference>
    /// Why it cannot be sent from here.
    let unusable: Nullable<String>
    /// Of the one template that was asked for; no page has it.
    var uses: [Problem.Use]?
    let created_at: String
    let status_at: String

    /// A template whose texts are shown as a user reads them.
    init(_ template: MessageTemplate, module: String?, madeBy: UserReference?, shown: (String) -> String) {
        let content = template.content
        id = template.id
        name = template.name
        provider_name = template.providerName
        self.module = Nullable(module)
        language = template.language
        category = template.category
        effective_category = template.effectiveCategory
        status = template.status.rawValue
        reason = Nullable(template.reason)
        quality = Nullable(template.quality?.lowercased())
        header = Nullable(content.header.map { TemplateHeaderResource($0, text: $0.text.map(shown)) })
        body = shown(template.body)
        footer = Nullable(content.footer)
        buttons = content.buttons.map { TemplateButtonResource($0, url: $0.url.map(shown)) }
        samples = content.samples
        variables = template.mergeTexts.reduce(0) { $0 + $1.variableCount }
        channel = template.channel
        made_by = Nullable(madeBy)
        unusable = Nullable(content.unusable?.rawValue)
        created_at = template.createdAtMs.rfc3339
        status_at = template.statusAtMs.rfc3339
    }
}

struct TemplateHeaderResource: Encodable, Sendable {
    let kind: TemplateContent.Header.Kind
    let text: Nullable<String>
    let file: Nullable<TemplateFileResource>
    let sample: Nullable<String>

    init(_ header: TemplateContent.Header, text: String?) {
        kind = header.kind
        self.text = Nullable(text)
        file = Nullable(header.file.map(TemplateFileResource.init))
        sample = Nullable(header.sample)
    }
}

struct TemplateFileResource: Encodable, Sendable {
    let id: ID<TemplateFile>
    let name: String
    let type: String
    let size: Int

    init(_ file: TemplateFile) {
        (id, name, type, size) = (file.id, file.name, file.type, file.size)
    }

    init(_ file: TemplateContent.File) {
        (id, name, type, size) = (file.id, file.name, file.type, file.size)
    }
}

struct TemplateButtonResource: Encodable, Sendable {
    let kind: TemplateContent.Button.Kind
    let label: String
    let url: Nullable<String>
    let phone: Nullable<String>
    let sample: Nullable<String>

    init(_ button: TemplateContent.Button, url: String?) {
        kind = button.kind
        label = button.label
        self.url = Nullable(url)
        phone = Nullable(button.phone)
        sample = Nullable(button.sample)
    }
}

/// What somebody wrote; what is left out is not there.
struct TemplateHeaderBody: Decodable {
    let kind: TemplateContent.Header.Kind
    let text: String?
    let file: ID<TemplateFile>?
    let sample: String?
}

struct TemplateButtonBody: Decodable {
    let kind: TemplateContent.Button.Kind
    let label: String
    let url: String?
    let phone: String?
    let sample: String?
}

/// The parts of a template beside its body, as requests have them.
struct TemplatePartsBody: Decodable {
    let header: TemplateHeaderBody?
    let footer: String?
    let buttons: [TemplateButtonBody]?
    let samples: [String]?

    var content: TemplateContent {
        TemplateContent(
            header: header.map { TemplateContent.Header(kind: $0.kind, text: $0.text, sample: $0.sample) },
            footer: footer,
            buttons: (buttons ?? []).map { button in
                TemplateContent.Button(
                    kind: button.kind,
                    label: button.label,
                    url: button.url,
                    phone: button.phone,
                    sample: button.sample
                )
            },
            samples: samples ?? []
        )
    }
}

struct NewTemplateBody: Decodable {
    let name: String
    let module: String
    let language: String
    let category: MessageTemplate.Category
    let body: String
    let channel: ID<ChannelAccount>?
    let parts: TemplatePartsBody

    private enum Member: String, CodingKey {
        case name, module, language, category, body, channel
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        name = try members.decode(String.self, forKey: .name)
        module = try members.decode(String.self, forKey: .module)
        language = try members.decode(String.self, forKey: .language)
        category = try members.decode(MessageTemplate.Category.self, forKey: .category)
        body = try members.decode(String.self, forKey: .body)
        channel = try members.decodeIfPresent(ID<ChannelAccount>.self, forKey: .channel)
        parts = try TemplatePartsBody(from: decoder)
    }

    func checked() throws(InvalidInput) -> SubmitTemplate.Request {
        try SubmitTemplate.Request(
            name: name,
            module: module,
            language: language,
            category: category,
            body: body,
            content: parts.content,
            file: parts.header?.file,
            channel: channel
        )
    }
}

struct TemplateDraftBody: Decodable {
    let name: String?
    let module: String
    let language: String
    let body: String?
    /// What is being corrected.
    let template: ID<MessageTemplate>?
    let channel: ID<ChannelAccount>?
    let parts: TemplatePartsBody

    private enum Member: String, CodingKey {
        case name, module, language, body, template, channel
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        name = try members.decodeIfPresent(String.self, forKey: .name)
        module = try members.decode(String.self, forKey: .module)
        language = try members.decode(String.self, forKey: .language)
        body = try members.decodeIfPresent(String.self, forKey: .body)
        template = try members.decodeIfPresent(ID<MessageTemplate>.self, forKey: .template)
        channel = try members.decodeIfPresent(ID<ChannelAccount>.self, forKey: .channel)
        parts = try TemplatePartsBody(from: decoder)
    }

    func checked() throws(InvalidInput) -> TemplateDraft {
        try TemplateDraft(
            name: name ?? "",
            module: module,
            language: language,
            body: body ?? "",
            content: parts.content,
            file: parts.header?.file
        )
    }
}

struct TemplateCheckResource: Encodable {
    let findings: [Problem.Finding]
    let samples: [String]

    init(_ report: CheckTemplate.Report) {
        findings = report.findings.map(Problem.Finding.init)
        samples = report.samples
    }
}
