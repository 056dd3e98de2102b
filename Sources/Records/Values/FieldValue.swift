/// What a record has in one field.
///
/// In JSON a string or a boolean. Blank fields have no value at all; booleans always have one.
package enum FieldValue: Sendable, Hashable {
    /// Of every type but boolean: as typed, without the space around it.
    case text(String)
    case boolean(Bool)

    /// As text of a message shows it.
    package var displayText: String {
        switch self {
        case .text(let text): text
        case .boolean(let boolean): boolean ? "true" : "false"
        }
    }
}

extension FieldValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = .boolean(try container.decode(Bool.self))
        } catch DecodingError.typeMismatch {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .boolean(let boolean): try container.encode(boolean)
        }
    }
}
