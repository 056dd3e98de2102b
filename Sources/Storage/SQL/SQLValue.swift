/// A value as it travels to and from the database: the five kinds both engines share, and null.
package enum SQLValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case text(String)
    case blob([UInt8])
}

/// The type of a bound parameter.
///
/// It is known without a value, so that PostgreSQL can type a null.
package enum SQLType: UInt8, Sendable, Hashable {
    case bool
    case integer
    case double
    case text
    case blob
}

/// What can be bound to a statement.
package protocol SQLBindable: Sendable {
    /// The parameter's type, also when the value is absent.
    static var sqlType: SQLType { get }
    /// The value to bind.
    var sqlValue: SQLValue { get }
}

/// What can be read out of a row.
package protocol SQLReadable {
    /// Reads a value.
    ///
    /// - Parameter value: What the database returned.
    /// - Returns: The value, or nil if its kind does not fit.
    static func read(_ value: SQLValue) -> Self?
}

extension Int64: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(self) }
    package static func read(_ value: SQLValue) -> Int64? {
        if case .integer(let integer) = value { integer } else { nil }
    }
}

extension Int: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package static func read(_ value: SQLValue) -> Int? {
        if case .integer(let integer) = value { Int(integer) } else { nil }
    }
}

extension Bool: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .bool }
    package var sqlValue: SQLValue { .bool(self) }
    package static func read(_ value: SQLValue) -> Bool? {
        switch value {
        case .bool(let bool): bool
        // SQLite has no booleans: it stores and returns 0 and 1.
        case .integer(let integer): integer != 0
        default: nil
        }
    }
}

extension Double: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .double }
    package var sqlValue: SQLValue { .double(self) }
    package static func read(_ value: SQLValue) -> Double? {
        switch value {
        case .double(let double): double
        case .integer(let integer): Double(integer)
        default: nil
        }
    }
}

extension String: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .text }
    package var sqlValue: SQLValue { .text(self) }
    package static func read(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }
}

extension [UInt8]: SQLBindable, SQLReadable {
    package static var sqlType: SQLType { .blob }
    package var sqlValue: SQLValue { .blob(self) }
    package static func read(_ value: SQLValue) -> [UInt8]? {
        if case .blob(let bytes) = value { bytes } else { nil }
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package static var sqlType: SQLType { Wrapped.sqlType }
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package static func read(_ value: SQLValue) -> Wrapped?? {
        if case .null = value { return .some(nil) }
        guard let wrapped = Wrapped.read(value) else { return nil }
        return .some(wrapped)
    }
}
