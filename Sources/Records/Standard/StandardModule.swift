import Storage

/// A module that every organisation starts with.
struct StandardModule: Sendable {
    struct StandardField: Sendable {
        let name: String
        let english: String
        let chinese: String
        var type: FieldType = .text
        var isRequired = false
        var isUnique = false
        /// Whether only the product writes it.
        var isReadOnly = false
        /// What an automatic number begins with.
        var numberPrefix: String?
        var maximumLength: Int?
        var options: [FieldOption]?
        var defaultValue: String?
        /// The name of the module whose records it names.
        var lookup: String?
        let section: Section
    }

    /// The parts of a page.
    enum Section: String, Sendable {
        case person
        case contact
        case lead
        case main
        case address
        case description
    }

    let name: String
    let english: String
    let chinese: String
    let singularEnglish: String
    let singularChinese: String
    let fields: [StandardField]

    /// In the order of the navigation; the list only grows, and so do the modules' fields.
    static let all: [StandardModule] = people + sales + [quotes] + activities
    /// Counts the changes of the list and its fields: an organisation with a lower number is completed when the server starts.
    static let version = 4
}
