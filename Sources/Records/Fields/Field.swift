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
    /// Whether the organisation added it; only those can be removed.
    package var isCustom = false
    /// Whether no two records of the module have the same value.
    package var isUnique = false
    /// Whether only the product writes it, or the user it is shown to may not.
    package var isReadOnly = false
    /// What a new record has where nothing is said, as text.
    package var defaultValue: String?
    /// The module whose records a lookup names.
    package var lookupModule: ID<Module>?
    /// What an automatic number begins with.
    package var numberPrefix: String?

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
/// Source: spec row 2.127, its minimum list.
package enum FieldType: String, Sendable, CaseIterable, Codable {
    /// One line.
    case text
    /// Many lines.
    case textarea
    case email
    /// Kept as typed; ``RecordPhones`` brings it to international form.
    case phone
    /// One of the options.
    case picklist
    /// Any of the options.
    case multiselect = "multi_select"
    /// A day, `YYYY-MM-DD`.
    case date
    /// A moment, RFC 3339 in UTC.
    case datetime
    /// A whole number of at most 18 digits.
    case integer
    /// With at most four decimals.
    case decimal
    /// An amount in the organisation's currency.
    case currency
    case percent
    case boolean
    case website
    /// Another record, by its id.
    case lookup
    /// A user, by their id.
    case user
    /// A number that the product gives, such as `SHP-00042`.
    case autonumber = "auto_number"

    enum KeyKind: Sendable {
        case text
        case number
    }

    /// What values of the type are compared as.
    var keyKind: KeyKind {
        switch self {
        case .text, .textarea, .email, .phone, .picklist, .multiselect, .website, .autonumber: .text
        case .date, .datetime, .integer, .decimal, .currency, .percent, .boolean, .lookup, .user: .number
        }
    }

    /// Whether its fields have options.
    package var hasOptions: Bool { self == .picklist || self == .multiselect }
}

/// What can be chosen in a pick-list.
package struct FieldOption: Sendable, Hashable, Codable {
    /// What is stored; it never changes.
    package let value: String
    /// As English readers see it.
    package let labelEnglish: String
    /// As Chinese readers see it.
    package let labelChinese: String
    /// One of the palette's names; nil for none.
    package var color: String?

    /// An option.
    package init(value: String, labelEnglish: String, labelChinese: String, color: String? = nil) {
        self.value = value
        self.labelEnglish = labelEnglish
        self.labelChinese = labelChinese
        self.color = color
    }

    enum CodingKeys: String, CodingKey {
        case value
        case color
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
