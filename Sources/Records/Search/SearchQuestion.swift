/// What somebody looks for.
package struct SearchQuestion: Sendable, Hashable {
    /// Characters at most; what is longer is cut.
    package static let maximumLength = 200
    private static let maximumWords = 12
    /// From so many digits on, digits with spaces between them are a number and not words.
    private static let numberLength = 5

    /// The name as a whole.
    private let whole: String
    /// Beginnings of words, each of which a name must have.
    private let inName: [String]
    /// Beginnings of words, each of which a record must have.
    private let anywhere: [String]

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

    /// What is asked of the index, the best answers first: beginnings of words, and where they stand.
    var steps: [[(place: SearchIndex.Place, beginning: String)]] {
        var steps: [[(place: SearchIndex.Place, beginning: String)]] = [
            [(.wholeName, whole + SearchIndex.end)], [(.wholeName, whole)], inName.map { (.name, $0) },
        ]
        // One letter begins a word of too many records to tell anything.
        let telling = anywhere.filter { $0.utf8.count > 1 }
        if !telling.isEmpty { steps.append(telling.map { (.anywhere, $0) }) }
        if anywhere.contains(where: Self.isNumberPart) {
            steps.append(anywhere.map { (Self.isNumberPart($0) ? .number : .anywhere, $0) })
        }
        return steps
    }

    private static func isNumberPart(_ word: String) -> Bool {
        word.utf8.count >= SearchDocument.shortestPart && word.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Why a record is an answer.
    package enum Reason: Sendable, Hashable {
        /// Its name has what was asked for.
        case name
        /// A field has.
        case field(Field)
    }

    /// Looks at a record with the eyes of a user.
    ///
    /// - Parameters:
    ///   - record: A record that the user may see.
    ///   - fields: The fields of its module that the user may see.
    ///   - defaultCountry: The organisation's, for numbers typed without a country code.
    /// - Returns: Why it is an answer; nil where name and those fields do not have all that is asked for.
    package func reason(for record: Record, fields: [Field], defaultCountry: String?) -> Reason? {
        let name = SearchWords.of(record.name)
        if inName.allSatisfy({ Self.has($0, name) }) { return .name }
        let document = SearchDocument(record, fields: fields, defaultCountry: defaultCountry)
        var shown: Field?
        for beginning in anywhere where !Self.has(beginning, name) {
            guard let hit = document.fields.first(where: { Self.has(beginning, $0.words) }) else { return nil }
            shown = shown ?? hit.field
        }
        return shown.map(Reason.field) ?? .name
    }

    private static func has(_ beginning: String, _ words: [String]) -> Bool {
        words.contains { $0.hasPrefix(beginning) }
    }
}
