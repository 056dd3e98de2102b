import Identity
import Records
import Storage

/// A module with its fields, labelled in the reader's language.
struct ModuleResource: Encodable {
    let id: ID<Module>
    let name: String
    let label: String
    let singular: String
    let fields: [FieldResource]

    init(_ module: Module, fields: [Field], language: Language) {
        id = module.id
        name = module.name
        label = module.label(in: language)
        singular = module.singular(in: language)
        self.fields = fields.map { FieldResource($0, language: language) }
    }
}

struct ModuleListResource: Encodable {
    let modules: [ModuleResource]
}

struct FieldResource: Encodable {
    struct Option: Encodable {
        let value: String
        let label: String
    }

    let id: ID<Field>
    let name: String
    let label: String
    let type: FieldType
    let is_required: Bool
    let maximum_length: Int?
    let options: [Option]?
    let section: String

    init(_ field: Field, language: Language) {
        id = field.id
        name = field.name
        label = field.label(in: language)
        type = field.type
        is_required = field.isRequired
        maximum_length = field.maximumLength
        options = field.options?.map { Option(value: $0.value, label: $0.label(in: language)) }
        section = field.section
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(label, forKey: .label)
        try container.encode(type, forKey: .type)
        try container.encode(is_required, forKey: .is_required)
        try container.encode(maximum_length, forKey: .maximum_length)
        try container.encode(options, forKey: .options)
        try container.encode(section, forKey: .section)
    }

    enum CodingKeys: String, CodingKey { case id, name, label, type, is_required, maximum_length, options, section }
}
