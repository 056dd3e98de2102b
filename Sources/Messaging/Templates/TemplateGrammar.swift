import Foundation
import Identity
import Records

/// Meta's rules for a template's body, checked before it is submitted.
///
/// Source: wire reference 4.3, 4.4; spec row 2.19.
package enum TemplateGrammar {
    /// Characters of a body at most, variables counted as written at Meta.
    package static let maximumLength = 1_024
    static let maximumVariables = 10

    /// A body as Meta gets it.
    struct Body: Sendable, Equatable {
        /// With `{{1}}`, `{{2}}` and so on.
        let text: String
        let variableCount: Int
    }

    /// Turns merge fields into numbered variables and checks the whole.
    ///
    /// - Parameter merge: The parsed body.
    /// - Returns: The numbered text.
    /// - Throws: ``InvalidInput`` on `body` with the rule's name as its code.
    static func body(of merge: MergeText) throws(InvalidInput) -> Body {
        let count = merge.variableCount
        // Written out by hand they would become variables that nothing fills.
        let words = merge.filled(with: Array(repeating: "", count: count))
        let hasBraces = words.contains("{{") || words.contains("}}")
        try require(!hasBraces, "own_variable", "Choose a merge field with # instead of writing {{ }}.")
        let text = merge.filled(with: (0..<count).map { "{{\($0 + 1)}}" })
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        try require(!trimmed.isEmpty, "required", "A message needs words.")
        try require(text.count <= maximumLength, "too_long", "At most \(maximumLength) characters.")
        try require(count <= maximumVariables, "too_many_variables", "At most \(maximumVariables) merge fields.")
        try require(!trimmed.hasPrefix("{{"), "variable_at_start", "A message cannot start with a merge field.")
        try require(!trimmed.hasSuffix("}}"), "variable_at_end", "A message cannot end with a merge field.")
        let touching = text.contains(/\}\}\s*\{\{/)
        try require(!touching, "adjacent_variables", "Put words between two merge fields.")
        let wordCount = text.split(whereSeparator: \.isWhitespace).count { !$0.hasPrefix("{{") }
        let enough = count == 0 || max(wordCount, hanCount(of: text)) >= 2 * count + 1
        try require(enough, "too_few_words", "Too many merge fields for so few words.")
        try require(!text.contains("     "), "too_many_spaces", "At most four spaces in a row.")
        try require(!text.contains("\n\n\n"), "too_many_blank_lines", "At most one blank line in a row.")
        return Body(text: text, variableCount: count)
    }

    /// Chinese is written without spaces, so its characters are counted instead of words.
    private static func hanCount(of text: String) -> Int {
        text.unicodeScalars.count { (0x3400...0x9fff).contains($0.value) }
    }

    private static func require(_ holds: Bool, _ code: String, _ detail: String) throws(InvalidInput) {
        if !holds { throw InvalidInput(field: "body", code: code, detail: detail) }
    }

    /// The codes a template's language can have.
    ///
    /// Source: wire reference 4.9.
    package static let languages: Set<String> = Set(
        """
        af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da prs_AF nl nl_BE en en_GB en_US
        en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA
        ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa
        ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur
        uz vi zu
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )

    /// A name that Meta takes, made from the team's: letters, digits and underscores, with the id's end so that none is used twice.
    static func providerName(for name: String, unique: Int64) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let plain = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        var slug = ""
        for character in plain.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain { slug.append(character) } else if !slug.hasSuffix("_"), !slug.isEmpty { slug.append("_") }
        }
        let base = slug.isEmpty ? "template" : String(slug.prefix(60))
        let separator = base.hasSuffix("_") ? "" : "_"
        return base + separator + String(unique & 0xffff_ffff, radix: 36)
    }
}
