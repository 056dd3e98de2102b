import Foundation

/// A text with variables: `{{1}}` or `{{first_name}}`.
struct TemplateText: Sendable {
    enum Piece: Sendable, Equatable {
        case words(String)
        case variable(String)
    }

    /// Why a text is not well formed.
    enum Fault: Error, Sendable {
        case braces
        case name(String)
    }

    let pieces: [Piece]

    init(_ text: String) throws(Fault) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.range(of: "{{") {
            let words = rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].range(of: "}}") else { throw .braces }
            if words.contains("}}") { throw .braces }
            if !words.isEmpty { pieces.append(.words(String(words))) }
            let name = String(rest[open.upperBound..<close.lowerBound])
            guard !name.isEmpty, name.allSatisfy(Self.isAllowed) else { throw .name(name) }
            pieces.append(.variable(name))
            rest = rest[close.upperBound...]
        }
        if rest.contains("}}") { throw .braces }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    /// Names in the order of their first appearance.
    var variables: [String] {
        var names: [String] = []
        for case .variable(let name) in pieces where !names.contains(name) { names.append(name) }
        return names
    }

    var startsOrEndsWithVariable: Bool {
        isVariable(trimmed.first) || isVariable(trimmed.last)
    }

    var hasTouchingVariables: Bool {
        zip(trimmed, trimmed.dropFirst()).contains { isVariable($0) && isVariable($1) }
    }

    /// Words besides the variables; a Chinese or Japanese character counts as a word.
    var wordCount: Int {
        var count = 0
        for case .words(let words) in pieces {
            for word in words.split(whereSeparator: \.isWhitespace) {
                let ideographs = word.unicodeScalars.count { (0x3040...0x9fff).contains($0.value) }
                count += max(1, ideographs)
            }
        }
        return count
    }

    func filled(_ values: [String: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .variable(let name): values[name] ?? ""
            }
        }.joined()
    }

    /// Without the pieces that are blank.
    private var trimmed: [Piece] {
        pieces.filter { piece in
            if case .words(let words) = piece { return !words.allSatisfy(\.isWhitespace) }
            return true
        }
    }

    private func isVariable(_ piece: Piece?) -> Bool {
        if case .variable = piece { return true }
        return false
    }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && (character.isLowercase || character.isNumber || character == "_")
    }
}
