import Identity

/// What somebody looks for.
package struct SearchQuestion: Sendable, Hashable {
    /// Characters at most; what is longer is cut.
    package static let maximumLength = 200
    private static let maximumWords = 12
    /// From so many digits on, digits with spaces between them are a number and not words.
    private static let numberLength = 5

    /// The name as a whole.
    let whole: String
    /// Beginnings of words, each of which a name must have.
    let inName: [String]
    /// Beginnings of words, each of which a record must have.
    let anywhere: [String]

    /// Cuts what was typed into words.
    ///
    /// - Parameter text: As typed.
    package init(_ text: String) {
        let cut = String(text.prefix(Self.maximumLength))
        let words = Array(SearchWords.asked(cut).prefix(Self.maximumWords))
        whole = SearchWords.whole(cut)
        inName = words
        let digits = SearchDocument.digits(of: cut)
        let isNumber = cut.allSatisfy { $0.isNumber || $0.isWhitespace || "+-().（）＋－/".contains($0) }
        anywhere = isNumber && digits.count >= Self.numberLength ? [digits] : words
    }

    /// Whether there is nothing to look for.
    package var isBlank: Bool { inName.isEmpty }

    /// The field that shows why a record is found; nil where the name alone does.
    ///
    /// - Parameter document: The words of a record that the user may see.
    /// - Returns: Nil where the record does not have all that is asked for.
    func answer(in document: SearchDocument) -> Answer? {
        if inName.allSatisfy({ Self.has($0, document.name) }) { return .name }
        var shown: Field?
        for beginning in anywhere where !Self.has(beginning, document.name) {
            guard let hit = document.fields.first(where: { Self.has(beginning, $0.words) }) else { return nil }
            shown = shown ?? hit.field
        }
        return shown.map(Answer.field) ?? .name
    }

    enum Answer: Equatable {
        case name
        case field(Field)
    }

    private static func has(_ beginning: String, _ words: [String]) -> Bool {
        words.contains { $0.hasPrefix(beginning) }
    }
}
