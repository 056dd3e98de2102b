package import Identity

/// How the rows of a criteria are joined: `1 and (2 or 3)`.
///
/// Without brackets it is read strictly from left to right, so `1 or 2 and 3` is `((1 or 2) and 3)`.
///
/// Source: spec rows 2.78, 2.79.
package indirect enum CriteriaPattern: Sendable, Hashable {
    /// A row by its number, from 1.
    case row(Int)
    case all([CriteriaPattern])
    case any([CriteriaPattern])

    /// Rows joined by `and`.
    ///
    /// - Parameter count: How many rows.
    /// - Returns: The pattern; the row itself where there is one.
    package static func every(_ count: Int) -> CriteriaPattern {
        count == 1 ? .row(1) : .all((1...max(count, 1)).map(CriteriaPattern.row))
    }

    /// Reads a pattern.
    ///
    /// - Parameters:
    ///   - text: Row numbers, `and`, `or` and brackets, in any case.
    ///   - count: How many rows there are; each is used at least once.
    /// - Throws: ``InvalidInput`` for `pattern`, with what is wrong.
    package init(_ text: String, count: Int) throws(InvalidInput) {
        var reader = Reader(tokens: try Self.tokens(text), count: count)
        self = try reader.expression(depth: 0)
        if reader.next != nil { throw Self.fault("Something stands after the end.") }
        if let missing = (1...count).first(where: { !reader.used.contains($0) }) {
            throw Self.fault("Row \(missing) is not used.")
        }
    }

    private enum Token: Equatable {
        case row(Int)
        case and
        case or
        case open
        case close
    }

    private static func tokens(_ text: String) throws(InvalidInput) -> [Token] {
        if text.utf8.count > 500 { throw fault("It is too long.") }
        let spaced = text.replacing("(", with: " ( ").replacing(")", with: " ) ").lowercased()
        var tokens: [Token] = []
        for word in spaced.split(whereSeparator: \.isWhitespace) {
            switch word {
            case "and": tokens.append(.and)
            case "or": tokens.append(.or)
            case "(": tokens.append(.open)
            case ")": tokens.append(.close)
            default:
                guard let row = Int(word) else { throw fault("Only row numbers, and, or and brackets stand here.") }
                tokens.append(.row(row))
            }
        }
        return tokens
    }

    fileprivate static func fault(_ detail: String) -> InvalidInput {
        InvalidInput(field: "pattern", code: "not_valid", detail: detail)
    }

    private struct Reader {
        var tokens: [Token]
        let count: Int
        var place = 0
        var used: Set<Int> = []

        init(tokens: [Token], count: Int) {
            self.tokens = tokens
            self.count = count
        }

        var next: Token? { place < tokens.count ? tokens[place] : nil }

        mutating func expression(depth: Int) throws(InvalidInput) -> CriteriaPattern {
            if depth > Criteria.maximumRows { throw CriteriaPattern.fault("The brackets are nested too deeply.") }
            var left = try member(depth: depth)
            // Neighbours joined alike on this level are one group; what stood in brackets stays one of its own.
            var group: (members: [CriteriaPattern], joiner: Token)?
            while let joiner = next, joiner == .and || joiner == .or {
                place += 1
                let right = try member(depth: depth)
                let members = group.flatMap { $0.joiner == joiner ? $0.members : nil } ?? [left]
                group = (members + [right], joiner)
                left = joiner == .and ? .all(members + [right]) : .any(members + [right])
            }
            return left
        }

        private mutating func member(depth: Int) throws(InvalidInput) -> CriteriaPattern {
            guard let token = next else { throw CriteriaPattern.fault("A row number is missing at the end.") }
            place += 1
            switch token {
            case .row(let row):
                guard (1...count).contains(row) else { throw CriteriaPattern.fault("There is no row \(row).") }
                used.insert(row)
                return .row(row)
            case .open:
                let inner = try expression(depth: depth + 1)
                guard next == .close else { throw CriteriaPattern.fault("A bracket is not closed.") }
                place += 1
                return inner
            case .and, .or, .close: throw CriteriaPattern.fault("A row number is missing.")
            }
        }
    }
}

extension CriteriaPattern: CustomStringConvertible {
    /// Fully bracketed, which reads the same whatever the rules.
    package var description: String {
        switch self {
        case .row(let row): String(row)
        case .all(let members): "(" + members.map(\.description).joined(separator: " and ") + ")"
        case .any(let members): "(" + members.map(\.description).joined(separator: " or ") + ")"
        }
    }
}
