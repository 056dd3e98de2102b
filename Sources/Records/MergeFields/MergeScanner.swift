import Storage

/// Takes text with merge fields apart, as typed and as stored.
enum MergeScanner {
    enum Part: Equatable {
        case literal(String)
        /// What stands between the brackets.
        case token(Substring)
    }

    /// Between the brackets of a typed token; what is longer is none, so that looking for its end costs little.
    private static let maximumContent = 400
    /// Far enough below the other that stored text never takes for a token what was none when typed.
    static let maximumFallback = 200

    /// Splits typed text: a token is `${…}` or `$[…]` on one line with no other such start in it.
    static func typed(_ text: String) -> [Part] {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            literal += rest[..<start]
            rest = rest[start...]
            if let content = token(at: rest) {
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.token(content))
                rest = rest[rest.index(after: content.endIndex)...]
            } else {
                literal.append("$")
                rest = rest.dropFirst()
            }
        }
        literal += rest
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    private static func token(at text: Substring) -> Substring? {
        let closing: Character
        if text.hasPrefix("${") {
            closing = "}"
        } else if text.hasPrefix("$[") {
            closing = "]"
        } else {
            return nil
        }
        let content = text.dropFirst(2).prefix(maximumContent + 1)
        guard let end = content.firstIndex(where: { $0 == closing || $0.isNewline }), content[end] == closing else {
            return nil
        }
        let inside = content[..<end]
        return inside.contains("${") || inside.contains("$[") ? nil : inside
    }

    /// Takes stored text apart: a token is `${f:<id>}` or `${f:<id>|fallback}`.
    static func stored(_ text: String) -> [MergeText.Piece] {
        var pieces: [MergeText.Piece] = []
        var literal = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            literal += rest[..<start]
            rest = rest[start...]
            if let (piece, after) = storedToken(at: rest) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(piece)
                rest = after
            } else {
                literal.append("$")
                rest = rest.dropFirst()
            }
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }

    /// A bare `$` or a line end in the fallback makes it no token: typed text cannot have stored one.
    private static func storedToken(at text: Substring) -> (MergeText.Piece, after: Substring)? {
        guard text.hasPrefix("${f:") else { return nil }
        let digits = text.dropFirst(4).prefix { $0 != "|" && $0 != "}" }
        guard let field = ID<Field>(String(digits)) else { return nil }
        var rest = text[digits.endIndex...]
        if rest.popFirst() == "}" { return (.field(field, fallback: nil), rest) }
        var fallback = ""
        // Two characters for each that is escaped, and the end.
        rest = rest.prefix(maximumFallback * 2 + 1)
        while let character = rest.popFirst() {
            switch character {
            case "}":
                if fallback.count > maximumFallback { return nil }
                return (.field(field, fallback: fallback), text[rest.startIndex...])
            case "\\": if let escaped = rest.popFirst() { fallback.append(escaped) }
            case "$": return nil
            case _ where character.isNewline: return nil
            default: fallback.append(character)
            }
        }
        return nil
    }

    static func escape(_ fallback: String) -> String {
        var escaped = ""
        for character in fallback {
            if "\\}$".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
