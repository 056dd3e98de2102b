import Records

/// Meta's rules for what a template is made of, checked before it is submitted: all of them, so that whoever wrote it puts
/// everything right at once.
///
/// Where we refuse more than Meta does, `docs/templates.md` says so.
///
/// Source: wire reference 4.3, 4.4; spec rows 2.19 to 2.22.
package enum TemplateGrammar {
    /// Characters of a body at most, variables counted as written at Meta.
    package static let maximumLength = 1_024
    /// Characters of a header's text, and of a footer, at most.
    static let maximumLine = 60
    static let maximumVariables = 10
    /// Characters that are read at all, merge fields counted as typed.
    static let maximumTyped = 4_096

    /// Checks a body.
    static func body(_ merge: MergeText) -> [TemplateFinding] {
        var list = TemplateChecklist(.body)
        let (text, count) = (numbered(merge), merge.variableCount)
        guard !text.allSatisfy(\.isWhitespace) else {
            list.require(false, .required, "A message needs words.")
            return list.findings
        }
        common(&list, merge, maximum: maximumLength)
        list.require(count <= maximumVariables, .tooManyVariables, "At most \(maximumVariables) merge fields.")
        // Whether a piece that is not blank is a merge field.
        let words = merge.pieces.map(words).filter { $0?.allSatisfy(\.isWhitespace) != true }
        let pieces = words.map { $0 == nil }
        list.require(pieces.first != true, .variableAtStart, "A message cannot start with a merge field.")
        list.require(pieces.last != true, .variableAtEnd, "A message cannot end with a merge field.")
        let touching = zip(pieces, pieces.dropFirst()).contains { $0 && $1 }
        list.require(!touching, .adjacentVariables, "Put words between two merge fields.")
        let enough = count == 0 || wordCount(of: merge) >= 2 * count + 1
        list.require(enough, .tooFewWords, "Too many merge fields for so few words.")
        list.require(!text.contains("     "), .tooManySpaces, "At most four spaces in a row.")
        list.require(!text.contains(/\n\s*\n\s*\n/), .tooManyBlankLines, "At most one blank line in a row.")
        return list.findings
    }

    /// Checks the words of a header.
    static func header(_ merge: MergeText) -> [TemplateFinding] {
        var list = TemplateChecklist(.header)
        let text = numbered(merge)
        guard !text.allSatisfy(\.isWhitespace) else {
            list.require(false, .required, "A header needs words.")
            return list.findings
        }
        common(&list, merge, maximum: maximumLine)
        list.require(merge.variableCount <= 1, .tooManyVariables, "A header has one merge field at most.")
        line(&list, text)
        plain(&list, merge.pieces.compactMap(words).joined())
        return list.findings
    }

    /// Checks a footer.
    static func footer(_ merge: MergeText) -> [TemplateFinding] {
        var list = TemplateChecklist(.footer)
        let text = numbered(merge)
        guard !text.allSatisfy(\.isWhitespace) else {
            list.require(false, .required, "A footer needs words.")
            return list.findings
        }
        common(&list, merge, maximum: maximumLine)
        list.require(merge.variableCount == 0, .variableNotAllowed, "A footer has no merge fields.")
        line(&list, text)
        return list.findings
    }

    // MARK: - Texts

    /// The text as Meta gets it, with `{{1}}`, `{{2}}` and so on.
    static func numbered(_ merge: MergeText) -> String {
        merge.filled(with: (0..<merge.variableCount).map { "{{\($0 + 1)}}" })
    }

    /// What holds for every text.
    static func common(_ list: inout TemplateChecklist, _ merge: MergeText, maximum: Int) {
        let text = numbered(merge)
        // Meta counts code points, of which what looks like one character may have many.
        list.require(text.unicodeScalars.count <= maximum, .tooLong, "At most \(maximum) characters.")
        controls(&list, text)
        // Written out by hand they would become variables that nothing fills.
        list.require(!hasOwnBraces(merge), .ownVariable, "Choose a merge field with # instead of writing {{ }}.")
    }

    /// What the database cannot store, and nobody can read.
    static func controls(_ list: inout TemplateChecklist, _ text: String) {
        let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control }
        let isText = controls.allSatisfy { $0 == "\n" || $0 == "\t" }
        list.require(isText, .notText, "This has a character that is not text.")
    }

    /// What holds for everything that stands in one line.
    static func line(_ list: inout TemplateChecklist, _ text: String) {
        list.require(!text.contains(where: \.isNewline), .lineBreak, "This is one line.")
    }

    /// What holds for words that WhatsApp shows as they are.
    static func plain(_ list: inout TemplateChecklist, _ words: String) {
        let isMarked = words.contains { "*_~`".contains($0) }
        list.require(!isMarked, .markup, "WhatsApp makes nothing bold or italic here: leave out * _ ~ and `.")
        let hasEmoji = words.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xfe0f }
        list.require(!hasEmoji, .emoji, "No emoji here.")
    }

    /// The words of a piece; nil where it is a merge field.
    static func words(of piece: MergeText.Piece) -> String? {
        if case .literal(let words) = piece { words } else { nil }
    }

    private static func hasOwnBraces(_ merge: MergeText) -> Bool {
        let pieces = merge.pieces.map(words)
        return pieces.indices.contains { index in
            guard let words = pieces[index] else { return false }
            // A brace beside a merge field would join those that mark it at Meta.
            let (isAfter, isBefore) = (index > 0, index + 1 < pieces.count)
            return words.contains("{{") || words.contains("}}") || (isBefore && words.hasSuffix("{"))
                || (isAfter && words.hasPrefix("}"))
        }
    }

    /// Words besides the variables; Chinese and Japanese are written without spaces, so their characters are counted.
    private static func wordCount(of merge: MergeText) -> Int {
        merge.pieces.compactMap(words).reduce(0) { count, words in
            words.split(whereSeparator: \.isWhitespace).reduce(count) { count, word in
                count + max(1, word.unicodeScalars.count { (0x3040...0x9fff).contains($0.value) })
            }
        }
    }
}
