import Identity
import Messaging
import PhoneNumbers
import Records
import Storage

/// Reads what would be sent, and to whom, for a user.
struct SendingReader: Sendable {
    let store: any Store
    let sending: TemplateSending

    /// Who can get a template about a record.
    func recipients(about id: ID<Record>, for user: SignedIn) async throws -> RecipientListResource {
        try user.require(.sendMessages)
        return try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            let language = try RecordPresenter.language(tx, of: user)
            return RecipientListResource(
                recipients: try SendRecipient.all(tx, about: record, for: user).map { recipient in
                    RecipientListResource.Recipient(
                        record: recipient.person.id,
                        module: recipient.person.module.name,
                        name: recipient.person.name,
                        lookup: Nullable(recipient.lookup?.id),
                        lookup_label: Nullable(recipient.lookup?.label(in: language)),
                        phones: try recipient.phones.map { try phone(tx, $0, of: recipient.person, language) }
                    )
                }
            )
        }
    }

    private func phone(
        _ tx: any ReadTransaction,
        _ entry: PhoneEntry,
        of person: Record,
        _ language: Language
    ) throws -> RecipientListResource.Phone {
        let refusal = try entry.number.flatMap { number in
            try MarketingRule.refusal(tx, organization: person.organization, record: person.id, phone: number)
        }
        return RecipientListResource.Phone(entry, refusal, language: language)
    }

    /// What would leave, and all that is against it.
    func dryRun(
        _ question: TemplateSending.Question,
        about record: ID<Record>,
        for user: SignedIn
    ) async throws -> DryRunResource {
        try await store.read { [sending] tx in
            let decision = try sending.decide(tx, question, about: record, by: user)
            let missing = decision.refusals.lazy.compactMap { $0 as? TemplateRefusal }.flatMap(\.missingLabels)
            return DryRunResource(decision, missing: Array(missing))
        }
    }
}

extension TemplateRefusal {
    fileprivate var missingLabels: [String] {
        if case .missingValues(let labels) = self { labels } else { [] }
    }
}

extension TemplateReader {
    /// A template with a record's values.
    func preview(
        _ id: ID<MessageTemplate>,
        of record: ID<Record>,
        for user: SignedIn
    ) async throws -> TemplatePreviewResource {
        try user.requireAny(.sendMessages, .manageTemplates)
        return try await store.read { tx in
            guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id),
                let record = try RecordQueries.find(tx, visibleTo: user, id: record)
            else { throw TemplateRefusal.notFound }
            guard record.module.id == template.module else { throw TemplateRefusal.otherModule }
            let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
            let values = try MergeValues(tx, for: template.mergeTexts, from: [record], fields: fields, by: user)
            let filled = FilledTemplate(template, from: record, values)
            return TemplatePreviewResource(filled, missing: try filled.missingLabels(tx, in: record, for: user))
        }
    }
}

struct RecipientListResource: Encodable {
    struct Recipient: Encodable {
        let record: ID<Record>
        let module: String
        let name: String
        let lookup: Nullable<ID<Field>>
        let lookup_label: Nullable<String>
        let phones: [Phone]
    }

    struct Phone: Encodable {
        let field: String
        let label: String
        let typed: String
        let e164: Nullable<String>
        let marketing_refusal: Nullable<String>

        init(_ entry: PhoneEntry, _ refusal: MarketingRefusal?, language: Language) {
            field = entry.field.name
            label = entry.field.label(in: language)
            typed = entry.typed
            e164 = Nullable(entry.e164)
            marketing_refusal = Nullable(refusal.map { Problem($0).code })
        }
    }

    let recipients: [Recipient]
}

/// A template as its recipient would see it.
struct TemplatePreviewResource: Encodable {
    struct File: Encodable {
        let id: ID<TemplateFile>
        let name: String
        let type: String
        let size: Int
    }

    struct Header: Encodable {
        let kind: TemplateContent.Header.Kind
        let text: Nullable<String>
        let file: Nullable<File>
    }

    struct Button: Encodable {
        let kind: TemplateContent.Button.Kind
        let label: String
        let url: Nullable<String>
        let phone: Nullable<String>
    }

    let header: Nullable<Header>
    let text: String
    let footer: Nullable<String>
    let buttons: [Button]
    let missing: [String]

    init(_ filled: FilledTemplate, missing: [String]) {
        header = Nullable(
            filled.header.map { header in
                let file = header.file.map { File(id: $0.id, name: $0.name, type: $0.type, size: $0.size) }
                return Header(kind: header.kind, text: Nullable(header.text), file: Nullable(file))
            }
        )
        text = filled.text
        footer = Nullable(filled.footer)
        buttons = filled.buttons.map { button in
            Button(kind: button.kind, label: button.label, url: Nullable(button.url), phone: Nullable(button.phone))
        }
        self.missing = missing
    }
}

struct DryRunResource: Encodable {
    struct Recipient: Encodable {
        let record: ID<Record>
        let module: String
        let name: String
        let phone: Nullable<String>
    }

    struct Sender: Encodable {
        let id: ID<BusinessNumber>
        let display_number: String
        let verified_name: String
    }

    struct Refusal: Encodable {
        let code: String
        let detail: String
        let remedy: String?
        let fields: [String]?

        init(_ refusal: any SendingRefusal) {
            let problem = Problem(sending: refusal)
            (code, detail) = (problem.code, problem.detail)
            (remedy, fields) = (problem.remedy, problem.fields)
        }
    }

    let can_send: Bool
    let recipient: Nullable<Recipient>
    let sender: Nullable<Sender>
    let preview: Nullable<TemplatePreviewResource>
    let refusals: [Refusal]

    init(_ decision: TemplateSending.Decision, missing: [String]) {
        can_send = decision.refusals.isEmpty
        recipient = Nullable(
            decision.recipient.map { recipient in
                Recipient(
                    record: recipient.person.id,
                    module: recipient.person.module.name,
                    name: recipient.person.name,
                    phone: Nullable(decision.phone?.e164)
                )
            }
        )
        sender = Nullable(
            decision.number.map {
                Sender(id: $0.id, display_number: $0.displayNumber, verified_name: $0.verifiedName)
            }
        )
        preview = Nullable(decision.filled.map { TemplatePreviewResource($0, missing: missing) })
        refusals = decision.refusals.map(Refusal.init)
    }
}
