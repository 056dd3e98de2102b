/// What a record has in one field.
///
/// In JSON a string, a boolean or a list of strings. Numbers, dates, moments and ids are strings too, so that no reader rounds them; the
/// field's type says what a string means. Blank fields have no value at all; booleans always have one.
package enum FieldValue: Sendable, Hashable {
    /// In the one spelling of its type, such as `1239.04`, `2026-11-22` or a record's id.
    case text(String)
    case boolean(Bool)
    /// The chosen options, in the order of the field's; never empty.
    case list([String])

    /// As text of a message shows it.
    package var displayText: String {
        switch self {
        case .text(let text): text
        case .boolean(let boolean): boolean ? "true" : "false"
        case .list(let items): items.joined(separator: ", ")
        }
    }
}

extension FieldValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let boolean = try? container.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let items = try? container.decode([String].self) {
            self = .list(items)
        } else {
            // Whatever is none of the three is told as not being text.
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .boolean(let boolean): try container.encode(boolean)
        case .list(let items): try container.encode(items)
        }
    }
}
