/// One of the rules that a template keeps; the names are stable.
///
/// Source: wire reference 4.3, 4.4; spec rows 2.19 to 2.22.
package enum TemplateRule: String, Sendable, CaseIterable {
    // Of every text.
    case required
    case tooLong = "too_long"
    case notText = "not_text"
    case ownVariable = "own_variable"
    case tooManyVariables = "too_many_variables"
    // Of the body.
    case variableAtStart = "variable_at_start"
    case variableAtEnd = "variable_at_end"
    case adjacentVariables = "adjacent_variables"
    case tooFewWords = "too_few_words"
    case tooManySpaces = "too_many_spaces"
    case tooManyBlankLines = "too_many_blank_lines"
    case duplicate
    // Of what stands in one line.
    case variableNotAllowed = "variable_not_allowed"
    case lineBreak = "line_break"
    case markup
    case emoji
    // Of the header.
    case fileMissing = "file_missing"
    case otherKind = "other_kind"
    // Of buttons.
    case tooManyButtons = "too_many_buttons"
    case tooManyOfKind = "too_many_of_kind"
    case repliesApart = "replies_apart"
    case duplicateLabel = "duplicate_label"
    case notAnAddress = "not_an_address"
    case variableNotAtEnd = "variable_not_at_end"
    case variableInHost = "variable_in_host"
    case whatsAppLink = "whatsapp_link"
    case notAPhone = "not_a_phone"
}

/// A place in a template where a rule is not kept.
package struct TemplateFinding: Sendable, Equatable {
    /// What a rule is about; the names are those of the API.
    package enum Part: String, Sendable, CaseIterable {
        case header
        case body
        case footer
        case buttons
    }

    /// Where.
    package let part: Part
    /// Which button, from 0; nil where it is about the part as a whole.
    package let position: Int?
    /// The rule's name: a ``TemplateRule``, or what is wrong with a merge field.
    package let code: String
    /// A plain English sentence.
    package let detail: String
}

/// A template that does not keep the rules, with everything that is to be put right.
package struct InvalidTemplate: Error, Sendable, Equatable {
    /// At least one, in the order of the parts as people see them.
    package let findings: [TemplateFinding]

    /// Nil where there is nothing to be put right.
    init?(_ findings: [TemplateFinding]) {
        if findings.isEmpty { return nil }
        self.findings = findings
    }
}

/// Collects what is not kept in one part of a template.
struct TemplateChecklist {
    let part: TemplateFinding.Part
    var position: Int?
    private(set) var findings: [TemplateFinding] = []

    init(_ part: TemplateFinding.Part, at position: Int? = nil) {
        self.part = part
        self.position = position
    }

    mutating func require(_ isKept: Bool, _ rule: TemplateRule, _ detail: String) {
        if !isKept { add(rule.rawValue, detail) }
    }

    mutating func add(_ code: String, _ detail: String) {
        findings.append(TemplateFinding(part: part, position: position, code: code, detail: detail))
    }
}
