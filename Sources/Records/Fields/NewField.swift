package import Identity
package import Storage

/// What an administrator says of a new field.
package struct NewField: Sendable {
    let labelEnglish: String
    let labelChinese: String
    let type: FieldType
    let isRequired: Bool
    let isUnique: Bool
    let maximumLength: Int?
    let options: [FieldOption]?
    let section: String?
    let defaultValue: String?
    let lookupModule: ID<Module>?
    let numberPrefix: String?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - labelEnglish: 1…80 characters; blank means the Chinese one.
    ///   - labelChinese: 1…80 characters; blank means the English one.
    ///   - type: What it holds.
    ///   - isRequired: Whether a record cannot do without it.
    ///   - isUnique: Whether no two records have the same value; for text, email, phone, website and whole numbers.
    ///   - maximumLength: Characters at most, for text.
    ///   - options: 1…250 choices, for pick-lists.
    ///   - section: The part of the page; nil means the module's last.
    ///   - defaultValue: What a new record has.
    ///   - lookupModule: Whose records a lookup names.
    ///   - numberPrefix: What an automatic number begins with, at most 20 characters.
    /// - Throws: ``InvalidInput`` naming the input.
    package init(
        labelEnglish: String,
        labelChinese: String,
        type: FieldType,
        isRequired: Bool = false,
        isUnique: Bool = false,
        maximumLength: Int? = nil,
        options: [FieldOption]? = nil,
        section: String? = nil,
        defaultValue: String? = nil,
        lookupModule: ID<Module>? = nil,
        numberPrefix: String? = nil
    ) throws(InvalidInput) {
        let labels = try LabelPair(english: labelEnglish, chinese: labelChinese, field: "label_en")
        self.labelEnglish = labels.english
        self.labelChinese = labels.chinese
        self.type = type
        self.isRequired = isRequired
        self.isUnique = isUnique
        self.maximumLength = try Self.length(maximumLength, type)
        self.options = try FieldOption.checked(options, type)
        self.section = try section.map { name throws(InvalidInput) in
            try TextRule.line(name, field: "section", maximum: 40)
        }
        self.lookupModule = lookupModule
        self.numberPrefix = try numberPrefix.map { prefix throws(InvalidInput) in
            prefix.isEmpty ? "" : try TextRule.line(prefix, field: "number_prefix", maximum: 20)
        }
        if isUnique, ![.text, .email, .phone, .website, .integer].contains(type) {
            throw InvalidInput(field: "is_unique", code: "not_valid", detail: "Values of this type may repeat.")
        }
        if (type == .lookup) != (lookupModule != nil) {
            throw InvalidInput(
                field: "lookup_module",
                code: "required",
                detail: "A lookup, and only it, names a module."
            )
        }
        if isRequired, type == .autonumber || type == .boolean {
            throw InvalidInput(field: "is_required", code: "not_valid", detail: "This type always has a value.")
        }
        self.defaultValue = defaultValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The field as it will stand, its default checked like any value.
    func made(id: ID<Field>, module: ID<Module>, name: String, section: String) throws(InvalidInput) -> Field {
        var field = Field(
            id: id,
            module: module,
            name: name,
            labelEnglish: labelEnglish,
            labelChinese: labelChinese,
            type: type,
            isRequired: isRequired,
            maximumLength: maximumLength,
            options: options,
            section: section
        )
        field.isCustom = true
        field.isUnique = isUnique
        field.isReadOnly = type == .autonumber
        field.lookupModule = lookupModule
        field.numberPrefix = numberPrefix
        field.defaultValue = try field.checkedDefault(defaultValue)
        return field
    }

    private static func length(_ length: Int?, _ type: FieldType) throws(InvalidInput) -> Int? {
        let maximum: Int? =
            switch type {
            case .text, .email, .website: 255
            case .phone: 30
            case .textarea: 32_000
            default: nil
            }
        guard let maximum else { return nil }
        guard let length else { return maximum }
        guard (1...maximum).contains(length) else {
            throw InvalidInput(field: "maximum_length", code: "not_valid", detail: "From 1 to \(maximum).")
        }
        return length
    }
}

/// A label in both languages; one is enough.
struct LabelPair {
    let english: String
    let chinese: String

    init(english: String, chinese: String, field: String) throws(InvalidInput) {
        let one = english.allSatisfy(\.isWhitespace) ? chinese : english
        let other = chinese.allSatisfy(\.isWhitespace) ? english : chinese
        self.english = try TextRule.line(one, field: field, maximum: 80)
        self.chinese = try TextRule.line(other, field: field, maximum: 80)
    }
}

extension Field {
    /// A default that a value of the field could be.
    func checkedDefault(_ text: String?) throws(InvalidInput) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        guard !isUnique, type != .lookup, type != .user, type != .autonumber else {
            throw InvalidInput(
                field: "default_value",
                code: "not_valid",
                detail: "Fields of this kind have no default."
            )
        }
        do throws(InvalidInput) {
            if type == .boolean {
                guard text == "true" || text == "false" else {
                    throw InvalidInput(field: "default_value", code: "not_valid", detail: "This is true or false.")
                }
                return text
            }
            return try RecordValues.check(text, field: self)
        } catch {
            throw InvalidInput(field: "default_value", code: error.code, detail: error.detail)
        }
    }
}

extension FieldOption {
    /// Checks the choices of a pick-list.
    static func checked(_ options: [FieldOption]?, _ type: FieldType) throws(InvalidInput) -> [FieldOption]? {
        guard type.hasOptions else { return nil }
        guard let options, (1...250).contains(options.count) else {
            throw InvalidInput(field: "options", code: "required", detail: "From 1 to 250 options.")
        }
        var seen: Set<String> = []
        var checked: [FieldOption] = []
        for option in options {
            let value = try TextRule.line(option.value, field: "options", maximum: 120)
            guard seen.insert(TypedKey.fold(value)).inserted else {
                throw InvalidInput(field: "options", code: "not_valid", detail: "“\(value)” stands here twice.")
            }
            if let color = option.color, !palette.contains(color) {
                throw InvalidInput(field: "options", code: "not_valid", detail: "There is no such colour.")
            }
            let english = option.labelEnglish.isEmpty ? value : option.labelEnglish
            let chinese = option.labelChinese.isEmpty ? value : option.labelChinese
            checked.append(
                FieldOption(value: value, labelEnglish: english, labelChinese: chinese, color: option.color)
            )
        }
        return checked
    }

    /// The colours that screens have for options.
    static let palette: Set<String> = ["green", "blue", "amber", "purple", "orange", "gray", "red"]
}
