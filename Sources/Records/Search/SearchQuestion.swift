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
        let document = SearchDocument(record, fields: fields, defaultCountry: defaultCountry)
        if inName.allSatisfy({ Self.has($0, document.name) }) { return .name }
        var shown: Field?
        for beginning in anywhere where !Self.has(beginning, document.name) {
            guard let hit = document.fields.first(where: { Self.has(beginning, $0.words) }) else { return nil }
            shown = shown ?? hit.field
        }
        return shown.map(Reason.field) ?? .name
    }

    private static func has(_ beginning: String, _ words: [String]) -> Bool {
        words.contains { $0.hasPrefix(beginning) }
    }
}
