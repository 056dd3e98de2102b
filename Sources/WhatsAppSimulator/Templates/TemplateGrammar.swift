/// Checks what a template is made of, and brings it into the form that Meta reads back.
struct TemplateGrammar: Sendable {
    let category: String
    /// `POSITIONAL` or `NAMED`.
    let format: String

    private static let bodyLimit = 1024
    private static let shortLimit = 60

    /// Checks all components.
    ///
    /// - Parameter json: The `components` of a request.
    /// - Returns: The components with types and formats in capitals.
    /// - Throws: Code 100, with what is wrong in subcode and sentence.
    func check(_ json: JSON?) throws(GraphFailure) -> [JSON] {
        guard let list = json?.items, !list.isEmpty else {
            throw .template(nil, "Components missing", "The parameter components is required and must be a list.")
        }
        var checked: [JSON] = []
        for component in list {
            let type = component["type"]?.text?.uppercased() ?? ""
            if checked.contains(where: { $0["type"]?.text == type }) {
                throw Self.invalid("A template has at most one \(type) component.")
            }
            checked.append(try check(component.setting("type", .string(type)), type))
        }
        guard checked.contains(where: { $0["type"]?.text == "BODY" }) else {
            throw Self.invalid("A template needs a BODY component.")
        }
        if category == "AUTHENTICATION", !checked.contains(where: { $0["type"]?.text == "BUTTONS" }) {
            throw Self.invalid("An authentication template needs exactly one OTP button.")
        }
        return checked
    }

    private func check(_ component: JSON, _ type: String) throws(GraphFailure) -> JSON {
        switch type {
        case "HEADER": return try header(component)
        case "BODY": return try body(component)
        case "FOOTER": return try footer(component)
        case "BUTTONS": return component.setting("buttons", .array(try buttons(component["buttons"])))
        case "CAROUSEL":
            guard let cards = component["cards"]?.items, (2...10).contains(cards.count) else {
                throw Self.invalid("A carousel has 2 to 10 cards.")
            }
            return component
        case "LIMITED_TIME_OFFER", "CALL_PERMISSION_REQUEST": return component
        default: throw Self.invalid("\"\(type)\" is no type of component.")
        }
    }

    private func header(_ component: JSON) throws(GraphFailure) -> JSON {
        let kind = component["format"]?.text?.uppercased() ?? ""
        let component = component.setting("format", .string(kind))
        if category == "AUTHENTICATION" { throw Self.invalid("An authentication template has no header.") }
        switch kind {
        case "TEXT":
            let text = try text(of: component, "header", limit: Self.shortLimit, fault: 2_388_047)
            if text.variables.count > 1 { throw Self.header("A header has at most one variable.") }
            try sequence(text, "header", fault: 2_388_047)
            try examples(component, text, positional: "header_text", named: "header_text_named_params", nested: false)
        case "IMAGE", "VIDEO", "DOCUMENT", "GIF":
            guard let handles = component["example"]?["header_handle"]?.items, handles.first?.text?.isEmpty == false
            else {
                throw Self.header("A header of media needs an example in header_handle.")
            }
        case "LOCATION", "PRODUCT": break
        default: throw Self.header("The format of a header is TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION.")
        }
        return component
    }

    private func body(_ component: JSON) throws(GraphFailure) -> JSON {
        if category == "AUTHENTICATION" {
            guard component["text"] == nil else {
                throw Self.invalid("The body of an authentication template is Meta's; text is not allowed.")
            }
            return component
        }
        let text = try text(of: component, "body", limit: Self.bodyLimit, fault: 2_388_072)
        try sequence(text, "body", fault: 2_388_072)
        if text.startsOrEndsWithVariable {
            throw .template(
                2_388_299,
                "Variables can't be at the start or end of the template",
                "Put words before the first and after the last variable."
            )
        }
        if text.hasTouchingVariables { throw Self.body("Two variables touch each other. Put words between them.") }
        let count = text.variables.count
        if count > 0, text.wordCount < 2 * count + 1 {
            throw .template(
                2_388_293,
                "This template has too many variables for its length",
                "Reduce the number of variables or write more words."
            )
        }
        try examples(component, text, positional: "body_text", named: "body_text_named_params", nested: true)
        return component
    }

    private func footer(_ component: JSON) throws(GraphFailure) -> JSON {
        if category == "AUTHENTICATION", component["text"] == nil {
            if let minutes = component["code_expiration_minutes"]?.looseInteger, (1...90).contains(minutes) {
                return component
            }
            throw Self.invalid("code_expiration_minutes is from 1 to 90.")
        }
        let text = try text(of: component, "footer", limit: Self.shortLimit, fault: 2_388_073)
        if !text.variables.isEmpty {
            throw .template(2_388_073, "Footer format is incorrect", "A footer has no variables.")
        }
        return component
    }

    // MARK: - Texts

    private func text(
        of component: JSON,
        _ part: String,
        limit: Int,
        fault: Int64
    ) throws(GraphFailure) -> TemplateText {
        guard let text = component["text"]?.text, !text.isEmpty else {
            throw .template(fault, "The \(part) is missing", "The parameter text of the \(part) is required.")
        }
        if Check.length(text) > limit {
            throw .template(
                2_388_040,
                "Character Limit Exceeded",
                "The \(part) exceeds its limit of \(limit) characters."
            )
        }
        do throws(TemplateText.Fault) {
            return try TemplateText(text)
        } catch {
            throw .template(fault, "The \(part) is not well formed", "Variables look like {{1}} or {{first_name}}.")
        }
    }

    /// Positional variables run from 1 without gaps; named ones begin with a letter.
    private func sequence(_ text: TemplateText, _ part: String, fault: Int64) throws(GraphFailure) {
        let names = text.variables
        let isRight: Bool
        if format == "NAMED" {
            isRight = names.allSatisfy { $0.first?.isLetter == true || $0.first == "_" }
        } else {
            isRight = names == names.indices.map { String($0 + 1) }
        }
        if !isRight {
            throw .template(
                fault,
                "The variables of the \(part) are wrong",
                format == "NAMED"
                    ? "Named variables are lower-case letters, digits and underscores, and begin with a letter."
                    : "Variables are {{1}}, {{2}}, and so on, without gaps."
            )
        }
    }

    private func examples(
        _ component: JSON,
        _ text: TemplateText,
        positional: String,
        named: String,
        nested: Bool
    ) throws(GraphFailure) {
        let variables = text.variables
        if variables.isEmpty { return }
        let given: [String?]
        if format == "NAMED" {
            let list = component["example"]?[named]?.items ?? []
            given = variables.map { variable in
                list.first { $0["param_name"]?.text == variable }?["example"]?.text
            }
        } else {
            var list = component["example"]?[positional]?.items ?? []
            if nested, let inner = list.first?.items { list = inner }
            given = list.map(\.text)
        }
        guard given.count == variables.count, given.allSatisfy({ $0?.isEmpty == false }) else {
            let fault: Int64 = nested ? 2_388_072 : 2_388_047
            throw .template(
                fault,
                "Examples are missing",
                "Every variable needs an example in \(positional) or \(named)."
            )
        }
    }

    static func invalid(_ sentence: String) -> GraphFailure { .template(nil, "Invalid parameter", sentence) }

    private static func header(_ sentence: String) -> GraphFailure {
        .template(2_388_047, "Header format is incorrect", sentence)
    }

    private static func body(_ sentence: String) -> GraphFailure {
        .template(2_388_072, "Body format is incorrect", sentence)
    }
}
