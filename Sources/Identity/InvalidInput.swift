/// An input that breaks a rule, in the shape every domain reports it: which field, which rule, and a sentence.
package struct InvalidInput: Error, Equatable {
    /// The member of the request at fault, as the API names it.
    package let field: String
    /// The rule, stable: `required`, `too_long`, `too_short`, `not_text`, `not_valid`, `taken` and so on.
    package let code: String
    /// A plain English sentence.
    package let detail: String

    /// An input at fault.
    package init(field: String, code: String, detail: String) {
        self.field = field
        self.code = code
        self.detail = detail
    }
}

/// Checks that text from outside is text, and of a fair length.
package enum TextRule {
    /// Trims and checks one line of text.
    ///
    /// - Parameters:
    ///   - value: As typed.
    ///   - field: The API's name of the input.
    ///   - maximum: Characters at most.
    /// - Returns: The trimmed text; not empty.
    /// - Throws: ``InvalidInput`` with `required`, `too_long` or `not_text`.
    package static func line(_ value: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let trimmed = value.trimming(while: \.isWhitespace)
        if trimmed.isEmpty {
            throw InvalidInput(field: field, code: "required", detail: "This is needed.")
        }
        if trimmed.count > maximum {
            throw InvalidInput(field: field, code: "too_long", detail: "At most \(maximum) characters.")
        }
        // NUL ends text in PostgreSQL, and the other controls have no place in one line.
        if trimmed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw InvalidInput(field: field, code: "not_text", detail: "This has a character that is not text.")
        }
        return trimmed
    }

    /// Checks text of several lines; what is around it stays.
    ///
    /// - Parameters:
    ///   - value: As typed.
    ///   - field: The API's name of the input.
    ///   - maximum: Characters at most.
    /// - Returns: The text with plain line ends; it has words.
    /// - Throws: ``InvalidInput`` with `required`, `too_long` or `not_text`.
    package static func text(_ value: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let plain = value.replacing("\r\n", with: "\n")
        if plain.allSatisfy(\.isWhitespace) {
            throw InvalidInput(field: field, code: "required", detail: "This is needed.")
        }
        if plain.count > maximum {
            throw InvalidInput(field: field, code: "too_long", detail: "At most \(maximum) characters.")
        }
        let controls = plain.unicodeScalars.filter { $0.properties.generalCategory == .control }
        if controls.contains(where: { $0 != "\n" && $0 != "\t" }) {
            throw InvalidInput(field: field, code: "not_text", detail: "This has a character that is not text.")
        }
        return plain
    }
}

extension String {
    fileprivate func trimming(while isOutside: (Character) -> Bool) -> String {
        guard let start = firstIndex(where: { !isOutside($0) }), let end = lastIndex(where: { !isOutside($0) }) else {
            return ""
        }
        return String(self[start...end])
    }
}
