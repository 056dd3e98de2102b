import Foundation

/// Any JSON, kept whole: what Meta adds tomorrow is still there when somebody looks.
package enum JSONValue: Sendable, Hashable, Codable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // A value of another kind is the one way each of these fails; the last attempt reports it.
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let bool): try container.encode(bool)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .string(let string): try container.encode(string)
        case .array(let array): try container.encode(array)
        case .object(let object): try container.encode(object)
        }
    }

    /// A member of an object; null where there is none, so that paths can be followed without unwrapping.
    package subscript(name: String) -> JSONValue {
        if case .object(let object) = self { object[name] ?? .null } else { .null }
    }

    /// Text, if it is text; without NUL, which nobody sees missing and PostgreSQL does not take.
    package var text: String? {
        guard case .string(let string) = self else { return nil }
        return string.utf8.contains(0) ? string.replacing("\0", with: "") : string
    }

    /// A whole number, also where it is written as text: Meta does both, for ids and for times.
    package var int: Int64? {
        switch self {
        case .integer(let integer): integer
        case .string(let string): Int64(string)
        default: nil
        }
    }

    /// A number, also where it is written as text.
    package var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .string(let string): Double(string).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// An id, also where it is written as a number.
    package var id: String? {
        if case .integer(let integer) = self { String(integer) } else { text }
    }

    /// True or false, if it is one.
    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The members of an array; none where it is no array.
    package var items: [JSONValue] {
        if case .array(let array) = self { array } else { [] }
    }

    /// The value as JSON text; empty for null.
    package var json: String {
        // A value that came out of JSON goes back into it.
        if isNull { "" } else { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
    }

    /// Whether nothing is there.
    package var isNull: Bool { self == .null }
}
