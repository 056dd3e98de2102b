package import Identity
package import Storage

/// What a module keeps of each record.
package struct Field: Sendable, Hashable {
    /// The field's id: what texts, criteria and rules refer to.
    package let id: ID<Field>
    /// Where it belongs.
    package let module: ID<Module>
    /// The name that programs use, such as `last_name`; it never changes.
    package let name: String
    /// As English readers see it now.
    package let labelEnglish: String
    /// As Chinese readers see it now.
    package let labelChinese: String
    /// What it holds.
    package let type: FieldType
    /// Whether a record cannot do without it.
    package let isRequired: Bool
    /// Characters at most; nil where the type sets the length.
    package let maximumLength: Int?
    /// What can be chosen; nil for everything but pick-lists.
    package let options: [FieldOption]?
    /// The part of the page it stands in, a stable word such as `contact`.
    package let section: String

    /// The label.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The label.
    package func label(in language: Language) -> String {
        language == .chinese ? labelChinese : labelEnglish
    }
}

/// The kinds of fields.
///
/// Source: spec row 2.127; the further ones come with what needs them.
package enum FieldType: String, Sendable, CaseIterable, Codable {
    /// One line.
    case text
    /// Many lines.
    case textarea
    case email
    /// Kept as typed; ``RecordPhones`` brings it to international form.
    case phone
    case picklist
    case boolean
    case website
}

/// What can be chosen in a pick-list.
package struct FieldOption: Sendable, Hashable, Codable {
    /// What is stored; it never changes.
    package let value: String
    /// As English readers see it.
    package let labelEnglish: String
    /// As Chinese readers see it.
    package let labelChinese: String

    enum CodingKeys: String, CodingKey {
        case value
        case labelEnglish = "label_en"
        case labelChinese = "label_zh"
    }

    /// The label.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The label.
    package func label(in language: Language) -> String {
        language == .chinese ? labelChinese : labelEnglish
    }
}
