import Foundation

/// A JSON value, written the way Meta writes it.
///
/// Objects keep the order of their members, numbers stay what they were.
enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case members([Member])

    struct Member: Sendable, Equatable {
        let name: String
        var value: JSON
    }

    /// An object; members whose value is nil are left out.
    static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .members(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    static func optional(_ text: String?) -> JSON? { text.map(JSON.string) }

    /// The number where one stands, null where none does.
    static func orNull(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }
}

// MARK: - Reading

extension JSON {
    subscript(_ name: String) -> JSON? {
        guard case .members(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A text that may have been written as a number, as ids sometimes are.
    var looseText: String? {
        if case .integer(let value) = self { return String(value) }
        return text
    }

    /// An integer that may have been written as text, as Meta accepts them.
    var looseInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .string(let text): Int64(text)
        default: nil
        }
    }

    var flag: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// A flag that may have been written as text, as in a form.
    var looseFlag: Bool? {
        switch self {
        case .bool(let value): value
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    var looseNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .string(let text): Double(text)
        default: nil
        }
    }

    var items: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    var isObject: Bool {
        guard case .members = self else { return false }
        return true
    }

    var fields: [Member] {
        guard case .members(let members) = self else { return [] }
        return members
    }

    /// This object with a member set.
    func setting(_ name: String, _ value: JSON) -> JSON {
        var members = fields.filter { $0.name != name }
        members.append(Member(name: name, value: value))
        return .members(members)
    }

    /// The value in these bytes; nil when they are no JSON.
    init?(bytes: some Sequence<UInt8>) {
        // What is wrong with a body is told by the check that misses something in it.
        guard let value = try? JSONDecoder().decode(JSON.self, from: Data(bytes)) else { return nil }
        self = value
    }
}

extension JSON: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            self = .members(
                try object.allKeys.sorted { $0.stringValue < $1.stringValue }
                    .map { Member(name: $0.stringValue, value: try object.decode(JSON.self, forKey: $0)) }
            )
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var items: [JSON] = []
            while !list.isAtEnd { items.append(try list.decode(JSON.self)) }
            self = .array(items)
            return
        }
        self = try JSON(scalar: try decoder.singleValueContainer())
    }

    func encode(to encoder: any Encoder) throws {
        if case .members(let members) = self {
            var object = encoder.container(keyedBy: Name.self)
            for member in members {
                if let name = Name(stringValue: member.name) { try object.encode(member.value, forKey: name) }
            }
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .members: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let items): try container.encode(items)
        }
    }

    private init(scalar container: any SingleValueDecodingContainer) throws {
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .string(try container.decode(String.self))
        }
    }
}

// MARK: - Writing

extension JSON {
    /// ASCII only, as Meta sends it: `/` and `@` escaped as well, hexadecimal digits in lower case.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += Array("null".utf8)
        case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
        case .integer(let value): bytes += Array(String(value).utf8)
        case .number(let value): bytes += Array(String(value).utf8)
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .members(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for unit in text.utf16 {
            if let short = shortEscapes[unit] {
                bytes += [UInt8(ascii: "\\"), short]
            } else if unit < 0x20 || unit > 0x7e || unit == 0x40 {
                let digits = String(unit, radix: 16)
                bytes += Array("\\u".utf8) + Array(String(repeating: "0", count: 4 - digits.count).utf8)
                bytes += Array(digits.utf8)
            } else {
                bytes.append(UInt8(truncatingIfNeeded: unit))
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let shortEscapes: [UInt16: UInt8] = [
        0x22: UInt8(ascii: "\""), 0x5c: UInt8(ascii: "\\"), 0x2f: UInt8(ascii: "/"), 0x0a: UInt8(ascii: "n"),
        0x0d: UInt8(ascii: "r"), 0x09: UInt8(ascii: "t"), 0x08: UInt8(ascii: "b"), 0x0c: UInt8(ascii: "f"),
    ]
}
