import Identity
import Records
import Storage

/// A module with its fields, labelled in the reader's language.
struct ModuleResource: Encodable {
    let id: ID<Module>
    let name: String
    let label: String
    let singular: String
    let labels: LabelsBody
    let singular_labels: LabelsBody
    let is_custom: Bool
    let sharing: Module.Sharing
    /// What the reader's profile allows with its records.
    let actions: [ModuleAction]
    let fields: [FieldResource]
    /// In their order; empty where nobody has arranged the page.
    let sections: [SectionResource]

    /// Lookups name their module, so the names of all modules come along.
    init(
        _ module: Module,
        fields: [Field],
        sections: [Records.Section],
        actions: Set<ModuleAction>,
        names: [ID<Module>: String],
        language: Language
    ) {
        id = module.id
        name = module.name
        label = module.label(in: language)
        singular = module.singular(in: language)
        labels = LabelsBody(en: module.labelEnglish, zh: module.labelChinese)
        singular_labels = LabelsBody(en: module.singularEnglish, zh: module.singularChinese)
        is_custom = module.isCustom
        sharing = module.sharing
        self.actions = ModuleAction.allCases.filter(actions.contains)
        self.fields = fields.map { FieldResource($0, names: names, language: language) }
        self.sections = sections.map { SectionResource($0, language: language) }
    }
}

/// A part of a module's page; a standard one without a label of its own is known by its name.
struct SectionResource: Encodable {
    let name: String
    let label: Nullable<String>
    let labels: Nullable<LabelsBody>

    init(_ section: Records.Section, language: Language) {
        name = section.name
        label = Nullable(section.label(in: language))
        if let english = section.labelEnglish, let chinese = section.labelChinese {
            labels = Nullable(LabelsBody(en: english, zh: chinese))
        } else {
            labels = Nullable(nil)
        }
    }
}

struct ModuleListResource: Encodable {
    let modules: [ModuleResource]
}

struct FieldResource: Encodable {
    struct Option: Encodable {
        let value: String
        let label: String
        let labels: LabelsBody
        let color: Nullable<String>
    }

    let id: ID<Field>
    let name: String
    let label: String
    let labels: LabelsBody
    let type: FieldType
    let is_required: Bool
    let is_unique: Bool
    let is_read_only: Bool
    let is_custom: Bool
    let is_sortable: Bool
    let maximum_length: Nullable<Int>
    let options: Nullable<[Option]>
    let default_value: Nullable<String>
    let lookup_module: Nullable<String>
    let number_prefix: Nullable<String>
    let operators: [Comparison]
    let section: String

    init(_ field: Field, names: [ID<Module>: String], language: Language) {
        id = field.id
        name = field.name
        label = field.label(in: language)
        labels = LabelsBody(en: field.labelEnglish, zh: field.labelChinese)
        type = field.type
        is_required = field.isRequired
        is_unique = field.isUnique
        is_read_only = field.isReadOnly
        is_custom = field.isCustom
        is_sortable = field.type.isSortable
        maximum_length = Nullable(field.maximumLength)
        options = Nullable(
            field.options?.map { option in
                Option(
                    value: option.value,
                    label: option.label(in: language),
                    labels: LabelsBody(en: option.labelEnglish, zh: option.labelChinese),
                    color: Nullable(option.color)
                )
            }
        )
        default_value = Nullable(field.defaultValue)
        lookup_module = Nullable(field.lookupModule.flatMap { names[$0] })
        number_prefix = Nullable(field.numberPrefix)
        operators = field.type.comparisons
        section = field.section
    }
}
