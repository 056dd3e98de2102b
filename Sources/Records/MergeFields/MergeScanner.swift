/// Takes text with merge fields apart, as typed and as stored.
enum MergeScanner {
    enum Part: Equatable {
        case literal(String)
        /// What stands between the brackets.
        case token(Substring)
    }

    /// Between the brackets of a typed token; what is longer is none, so that looking for its end costs little.
    private static let maximumContent = 600
    /// With every character escaped, still so far below the other that stored text never takes for a token what was none when typed.
    static let maximumFallback = 200
    /// Of a ``MergeSource/key``: two ids and what stands around them.
    private static let maximumKey = 60

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

    /// What a token names, and its fallback.
    static func halves(of content: Substring) -> (path: Substring, fallback: Substring?) {
        let halves = content.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        return (halves[0], halves.count == 2 ? halves[1] : nil)
    }

    /// A token that is read as what it was made from; nil where a path cannot be written.
    static func token(_ path: String, fallback: String?) -> String? {
        let content = fallback.map { "\(path)|\($0)" } ?? path
        for token in ["${\(content)}", "$[\(content)]"] {
            guard case .token(let read)? = typed(token).first, read == content else { continue }
            let halves = halves(of: read)
            if halves.path == path, halves.fallback.map(String.init) == fallback { return token }
        }
        return nil
    }

    /// Takes stored text apart: a token is `${<key>}` or `${<key>|fallback}`.
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

    /// What typed text cannot have stored is no token: a line end or another start in the fallback, a bare `$`, a needless `\`.
    private static func storedToken(at text: Substring) -> (MergeText.Piece, after: Substring)? {
        guard text.hasPrefix("${") else { return nil }
        let key = text.dropFirst(2).prefix(maximumKey).prefix { $0 != "|" && $0 != "}" }
        guard let source = MergeSource(key: key) else { return nil }
        var rest = text[key.endIndex...]
        switch rest.popFirst() {
        case "}": return (.merge(source, fallback: nil), rest)
        case "|": break
        default: return nil
        }
        var fallback = ""
        // Two characters for each that is escaped, and the end.
        rest = rest.prefix(maximumFallback * 2 + 1)
        while let character = rest.popFirst() {
            switch character {
            case "}":
                let isTyped = fallback.count <= maximumFallback && !fallback.contains("${") && !fallback.contains("$[")
                return isTyped ? (.merge(source, fallback: fallback), text[rest.startIndex...]) : nil
            case "\\":
                guard let escaped = rest.popFirst(), escapes.contains(escaped) else { return nil }
                fallback.append(escaped)
            case "$": return nil
            case _ where character.isNewline: return nil
            default: fallback.append(character)
            }
        }
        return nil
    }

    private static let escapes = "\\}$"

    static func escape(_ fallback: String) -> String {
        var escaped = ""
        for character in fallback {
            if escapes.contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
