import Identity
import Messaging
import Records
import Storage

/// Reads merge fields and fills drafts for a user, in the user's language.
struct MergeReader: Sendable {
    let store: any Store

    func choices(of module: String, for user: SignedIn) async throws -> MergeFieldsResource {
        try await store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: module) else { throw RecordNotFound() }
            let scope = try MergeScope(tx, module: module, for: user)
            let language = try RecordPresenter.language(tx, of: user)
            return MergeFieldsResource(groups: scope.groups(in: language).map(MergeFieldsResource.Group.init))
        }
    }

    func preview(_ body: MergePreviewBody, for user: SignedIn) async throws -> MergePreviewResource {
        let draft = try TextRule.text(body.text, field: "text", maximum: 4_096)
        guard TemplateGrammar.languages.contains(body.language) else {
            let detail = "This is not one of Meta's language codes."
            throw InvalidInput(field: "language", code: "not_valid", detail: detail)
        }
        return try await store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: body.module),
                let record = try RecordQueries.find(tx, visibleTo: user, id: body.record), record.module.id == module.id
            else { throw RecordNotFound() }
            let scope = try MergeScope(tx, module: module, for: user)
            let text = try MergeText.parse(draft, in: scope, input: "text")
            let values = try MergeValues(tx, for: [text], from: [record], fields: scope.fields, by: user)
            let fill = values.fill(text, from: record, language: body.language)
            let language = try RecordPresenter.language(tx, of: user)
            return MergePreviewResource(
                text: text.filled(with: fill.values),
                missing: fill.missing.map { scope.label(of: $0, in: language) }
            )
        }
    }
}

struct MergePreviewResource: Encodable, Sendable {
    let text: String
    let missing: [String]
}

struct MergeFieldsResource: Encodable, Sendable {
    let groups: [Group]

    struct Group: Encodable, Sendable {
        let kind: MergeScope.Group.Kind
        let field: Nullable<ID<Field>>
        let labels: LabelsBody
        let fields: [Choice]

        init(_ group: MergeScope.Group) {
            kind = group.kind
            field = Nullable(group.field?.id)
            labels = LabelsBody(en: group.labels.english, zh: group.labels.chinese)
            fields = group.choices.map(Choice.init)
        }
    }

    struct Choice: Encodable, Sendable {
        let token: String
        let labels: LabelsBody
        let type: FieldType
        let field: Nullable<ID<Field>>

        init(_ choice: MergeScope.Choice) {
            token = choice.token
            labels = LabelsBody(en: choice.labels.english, zh: choice.labels.chinese)
            type = choice.type
            field = Nullable(choice.field)
        }
    }
}
