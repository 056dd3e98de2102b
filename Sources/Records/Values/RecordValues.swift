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
    ///   - fields: All fields of the module.
    ///   - existing: What the record has; nil for a new one, which must have every required field.
    /// - Returns: What the record shall have.
    /// - Throws: ``InvalidInput`` with the field's name and `unknown_field`, `wrong_type`, `required`, `too_long`,
    ///   `not_text` or `not_valid`.
    static func check(
        _ named: [String: FieldValue],
        fields: [Field],
        over existing: [ID<Field>: FieldValue]?
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
                result[field.id] = try blank(field)
            }
        }
        return result
    }

    private static func check(_ value: FieldValue, field: Field) throws(InvalidInput) -> FieldValue? {
        switch value {
        case .boolean:
            guard field.type == .boolean else { throw wrongType(field, "This takes text.") }
            return value
        case .text(let text):
            if text.allSatisfy(\.isWhitespace) { return try blank(field) }
            return .text(try check(text, field: field))
        }
    }

    private static func blank(_ field: Field) throws(InvalidInput) -> FieldValue? {
        if field.isRequired {
            throw InvalidInput(field: field.name, code: "required", detail: "This is needed.")
        }
        return field.type == .boolean ? .boolean(false) : nil
    }

    private static func check(_ text: String, field: Field) throws(InvalidInput) -> String {
        let maximum = field.maximumLength ?? 255
        switch field.type {
        case .boolean: throw wrongType(field, "This takes true or false.")
        case .textarea: return try TextRule.text(text, field: field.name, maximum: maximum)
        case .text, .phone: return try TextRule.line(text, field: field.name, maximum: maximum)
        case .email: return try EmailText.check(text, field: field.name, maximum: maximum)
        case .website: return try WebsiteText.check(text, field: field.name, maximum: maximum)
        case .picklist:
            let line = try TextRule.line(text, field: field.name, maximum: maximum)
            if field.options?.contains(where: { $0.value == line }) == true { return line }
            throw InvalidInput(field: field.name, code: "not_valid", detail: "This is not one of the options.")
        }
    }

    private static func wrongType(_ field: Field, _ detail: String) -> InvalidInput {
        InvalidInput(field: field.name, code: "wrong_type", detail: detail)
    }
}

/// An address to write to, as far as its form tells.
enum EmailText {
    static func check(_ text: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let line = try TextRule.line(text, field: field, maximum: maximum)
        let parts = line.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !line.contains(where: \.isWhitespace)
        guard isAddress else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not an email address.")
        }
        return line
    }
}

/// A web address with or without its scheme; no other scheme than http and https, since screens make it a link.
enum WebsiteText {
    static func check(_ text: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let line = try TextRule.line(text, field: field, maximum: maximum)
        let lower = line.lowercased()
        let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
        let rest = lower.dropFirst(scheme?.count ?? 0)
        let host = rest.prefix { !"/?#".contains($0) }
        let isHost = host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".") && hasPortOnly(host)
        guard isHost, !line.contains(where: \.isWhitespace) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not a web address.")
        }
        return line
    }

    /// A colon in the host starts a port: anything else would make the part before it a scheme.
    private static func hasPortOnly(_ host: Substring) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 1 { return true }
        return parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }
}
