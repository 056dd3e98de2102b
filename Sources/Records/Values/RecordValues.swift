import Identity
import Storage

/// Checks what somebody wants a record to have.
enum RecordValues {
    /// Checks named values and puts them over those that a record has.
    ///
    /// Blank text clears a field of any type.
    ///
    /// - Parameters:
    ///   - named: Values by the fields' names.
    ///   - fields: The fields of the module that whoever wants it may see.
    ///   - hidden: The others: nobody can name them, and a new record has their defaults.
    ///   - existing: What the record has; nil for a new one.
    ///   - demandsRequired: Whether a new one must have every required field; what the product makes by itself has what it knows.
    /// - Returns: What the record shall have.
    /// - Throws: ``InvalidInput`` with the field's name and `unknown_field`, `wrong_type`, `required`, `read_only`,
    ///   `too_long`, `not_text` or `not_valid`.
    static func check(
        _ named: [String: FieldValue],
        fields: [Field],
        hidden: [Field] = [],
        over existing: [ID<Field>: FieldValue]?,
        demandsRequired: Bool = true
    ) throws(InvalidInput) -> [ID<Field>: FieldValue] {
        let known = Set(fields.map(\.name))
        if let unknown = named.keys.filter({ !known.contains($0) }).min() {
            throw InvalidInput(
                field: String(unknown.prefix(100)),
                code: "unknown_field",
                detail: "This module has no such field."
            )
        }
        var result = existing ?? [:]
        for field in fields {
            if let value = named[field.name] {
                result[field.id] = try check(value, field: field)
            } else if existing == nil {
                result[field.id] = try initial(field, demandsRequired: demandsRequired)
            }
        }
        if existing == nil {
            for field in hidden { result[field.id] = try initial(field, demandsRequired: false) }
        }
        return result
    }

    private static func check(_ value: FieldValue, field: Field) throws(InvalidInput) -> FieldValue? {
        if field.isReadOnly {
            throw InvalidInput(field: field.name, code: "read_only", detail: "This is not for you to write.")
        }
        switch value {
        case .boolean:
            guard field.type == .boolean else { throw wrongType(field, "This takes text.") }
            return value
        case .list(let items):
            guard field.type == .multiselect else { throw wrongType(field, "This takes one value.") }
            return try chosen(items, field: field)
        case .text(let text):
            if text.allSatisfy(\.isWhitespace) { return try blank(field) }
            // Forms send one choice as text.
            if field.type == .multiselect { return try chosen([text], field: field) }
            return .text(try check(text, field: field))
        }
    }

    /// What a field has when nobody fills it.
    private static func blank(_ field: Field) throws(InvalidInput) -> FieldValue? {
        if field.isRequired {
            throw InvalidInput(field: field.name, code: "required", detail: "This is needed.")
        }
        return field.type == .boolean ? .boolean(false) : nil
    }

    /// What a new record has where nothing was said: the default, else nothing.
    private static func initial(_ field: Field, demandsRequired: Bool) throws(InvalidInput) -> FieldValue? {
        guard let text = field.defaultValue else {
            if field.isReadOnly { return nil }
            return demandsRequired || !field.isRequired ? try blank(field) : nil
        }
        switch field.type {
        case .boolean: return .boolean(text == "true")
        case .multiselect: return .list([text])
        default: return .text(text)
        }
    }

    private static func chosen(_ items: [String], field: Field) throws(InvalidInput) -> FieldValue? {
        if items.isEmpty { return try blank(field) }
        let options = field.options ?? []
        guard Set(items).isSubset(of: options.map(\.value)) else { throw notAnOption(field) }
        return .list(options.map(\.value).filter(items.contains))
    }

    /// The one spelling that values of the type are kept in.
    static func check(_ text: String, field: Field) throws(InvalidInput) -> String {
        let maximum = field.maximumLength ?? 255
        switch field.type {
        case .textarea: return try TextRule.text(text, field: field.name, maximum: maximum)
        case .text, .phone, .autonumber: return try TextRule.line(text, field: field.name, maximum: maximum)
        case .email: return try EmailText.check(text, field: field.name, maximum: maximum)
        case .website: return try WebsiteText.check(text, field: field.name, maximum: maximum)
        default: break
        }
        let line = try TextRule.line(text, field: field.name, maximum: 255)
        switch field.type {
        case .picklist, .multiselect:
            guard field.options?.contains(where: { $0.value == line }) == true else { throw notAnOption(field) }
            return line
        case .integer:
            guard let number = TypedKey.number(line, type: .integer) else {
                throw notValid(field, "This is a whole number of at most 18 digits.")
            }
            return String(number)
        case .decimal, .currency, .percent:
            guard let number = FixedDecimal(line), number.isInRange else {
                throw notValid(field, "This is a number such as 1234.5, with at most four decimals.")
            }
            return number.description
        case .date:
            guard let date = CalendarDate(line) else { throw notValid(field, "This is a date such as 2026-11-22.") }
            return date.description
        case .datetime:
            guard let moment = Timestamp.milliseconds(line) else {
                throw notValid(field, "This is a time such as 2026-11-22T08:30:00Z.")
            }
            return Timestamp.text(moment)
        case .lookup, .user:
            guard let id = ID<Record>(line) else { throw notValid(field, "This is an id.") }
            return id.description
        default: throw wrongType(field, "This takes true or false.")
        }
    }

    private static func notAnOption(_ field: Field) -> InvalidInput {
        notValid(field, "This is not one of the options.")
    }

    private static func notValid(_ field: Field, _ detail: String) -> InvalidInput {
        InvalidInput(field: field.name, code: "not_valid", detail: detail)
    }

    private static func wrongType(_ field: Field, _ detail: String) -> InvalidInput {
        InvalidInput(field: field.name, code: "wrong_type", detail: detail)
    }
}
