/// A 64-bit id that knows what it is the id of.
///
/// Decimal text in JSON and URLs, since JavaScript's numbers end at 2^53.
package struct ID<Subject>: Hashable, Sendable, Comparable {
    /// The number as stored; positive.
    package let rawValue: Int64

    /// Wraps a stored number.
    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

extension ID: LosslessStringConvertible {
    package init?(_ description: String) {
        guard let rawValue = Int64(description), rawValue > 0, String(rawValue) == description else { return nil }
        self.rawValue = rawValue
    }

    package var description: String { String(rawValue) }
}

extension ID: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(rawValue) }
    package static func read(_ value: SQLValue) -> ID? {
        Int64.read(value).map(ID.init)
    }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
