/// SQL written once for both engines: a literal whose interpolations become bound parameters.
///
/// ```swift
/// let statement: SQLStatement = "SELECT id FROM users WHERE organization_id = \(organization)"
/// ```
///
/// A run-time string is never SQL: it can only be bound. Statements compose through `\(fragment: …)`, and where the engines
/// need different words through `\(dialect: …)`.
package struct SQLStatement: Sendable, Hashable, ExpressibleByStringInterpolation {
    enum Segment: Sendable, Hashable {
        case text(String)
        case parameter(SQLParameter)
        case dialect(DialectFragment)
        /// Words of an engine's own, for ``TextSearch`` alone.
        case engine(sqlite: String, postgres: String)
    }

    var segments: [Segment]

    package init(stringLiteral value: String) {
        segments = [.text(value)]
    }

    package init(stringInterpolation: StringInterpolation) {
        segments = stringInterpolation.segments
    }

    init(segments: [Segment]) {
        self.segments = segments
    }

    /// Collects the segments of a literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        var segments: [Segment] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            segments.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { segments.append(.text(literal)) }
        }

        /// Binds a value.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value) {
            segments.append(.parameter(.value(Value.sqlType, value.sqlValue)))
        }

        /// Binds a value, or a null of its type.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            segments.append(.parameter(.value(Value.sqlType, value?.sqlValue ?? .null)))
        }

        /// Puts another statement in this place, its parameters included.
        package mutating func appendInterpolation(fragment: SQLStatement) {
            segments.append(contentsOf: fragment.segments)
        }

        /// Puts the engine's own words in this place.
        package mutating func appendInterpolation(dialect fragment: DialectFragment) {
            segments.append(.dialect(fragment))
        }

        /// Binds a column of a bulk load: a value for each row.
        package mutating func appendInterpolation<Value: SQLBindable>(column values: [Value]) {
            segments.append(.parameter(.column(Value.sqlType, values.map { $0.sqlValue })))
        }

        /// Binds a column of a bulk load in which values may be missing.
        package mutating func appendInterpolation<Value: SQLBindable>(column values: [Value?]) {
            segments.append(.parameter(.column(Value.sqlType, values.map { $0?.sqlValue ?? .null })))
        }

        /// Binds each value of a list, separated by commas; for `IN (…)`.
        ///
        /// An empty list becomes `NULL`, which matches nothing. The last value fills a longer list up to a power of two, so that lists of
        /// any length make a few statements that engines keep prepared.
        package mutating func appendInterpolation<Value: SQLBindable>(list values: [Value]) {
            if values.isEmpty { return segments.append(.text("NULL")) }
            for (index, value) in values.filledUp.enumerated() {
                if index > 0 { segments.append(.text(", ")) }
                appendInterpolation(value)
            }
        }
    }

    /// Joins statements, for conditions and rows that are put together at run time.
    ///
    /// - Parameters:
    ///   - statements: The members; not empty where SQL needs one.
    ///   - separator: A literal between each two.
    /// - Returns: One statement with all their parameters.
    package static func joined(_ statements: [SQLStatement], separator: StaticString) -> SQLStatement {
        var segments: [Segment] = []
        for (index, statement) in statements.enumerated() {
            if index > 0 { segments.append(.text("\(separator)")) }
            segments.append(contentsOf: statement.segments)
        }
        return SQLStatement(segments: segments)
    }

    /// Rows for `VALUES …` that only a join reads: as in a list, the last one may stand there several times.
    ///
    /// - Parameters:
    ///   - values: What the rows are made of; not empty.
    ///   - row: One of them, in brackets.
    /// - Returns: One statement with all their parameters.
    package static func rows<Value>(_ values: [Value], _ row: (Value) -> SQLStatement) -> SQLStatement {
        joined(values.filledUp.map(row), separator: ", ")
    }

    /// The statement as an engine receives it.
    package struct Rendered: Sendable {
        /// SQL text with numbered parameters, `$1` and so on.
        package let text: String
        /// What is bound to each, in order.
        package let parameters: [SQLParameter]
    }

    /// Renders the statement for an engine.
    ///
    /// - Parameter dialect: The engine.
    /// - Returns: Text and parameters.
    package func rendered(for dialect: Dialect) -> Rendered {
        var text = ""
        var parameters: [SQLParameter] = []
        for segment in segments {
            switch segment {
            case .text(let literal):
                text += literal
            case .dialect(let fragment):
                text += fragment.text(for: dialect)
            case .engine(let sqlite, let postgres):
                text += dialect == .sqlite ? sqlite : postgres
            case .parameter(let parameter):
                parameters.append(parameter)
                text += "$\(parameters.count)"
            }
        }
        return Rendered(text: text, parameters: parameters)
    }
}

extension Array {
    /// More than four filled up to a power of two with the last one.
    fileprivate var filledUp: [Element] {
        guard count > 4, let last else { return self }
        return self + Array(repeating: last, count: (1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)) - count)
    }
}
