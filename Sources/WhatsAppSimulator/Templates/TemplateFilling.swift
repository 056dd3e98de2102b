/// Puts the parameters of a send into a template.
extension TemplateShelf {
    /// Finds the template and fills it.
    ///
    /// - Parameter json: The `template` of a send.
    /// - Returns: The template, and what the customer will see.
    /// - Throws: 132001, 132015 or 132016 for the template; 132000, 132005, 132012 or 132018 for its parameters.
    func fill(_ json: JSON?) throws(GraphFailure) -> (MessageTemplate, MessageContent) {
        guard let json, json.isObject else { throw GraphFailure(131008, "Required parameter template is missing.") }
        let name = try Check.text(json, "name", of: "template", limit: 512)
        let code = try Check.text(json["language"] ?? .null, "code", of: "template['language']", limit: 16)
        if let policy = json["language"]?["policy"], policy.text != "deterministic" {
            throw GraphFailure(131009, "Param template['language']['policy'] must be one of {DETERMINISTIC}.")
        }
        guard let template = find(name: name, language: code), ![.pending, .rejected].contains(template.status) else {
            throw GraphFailure(132001, "template name (\(name)) does not exist in \(code)")
        }
        if template.status == .paused { throw GraphFailure(132015, "template name (\(name)) is paused") }
        if template.status == .disabled { throw GraphFailure(132016, "template name (\(name)) is disabled") }
        let parts = json["components"]?.items ?? []
        return (template, try TemplateFilling(template: template, parts: parts).fill())
    }
}

/// One template and what it is to be filled with.
struct TemplateFilling: Sendable {
    let template: MessageTemplate
    /// The `components` of the send.
    let parts: [JSON]

    func fill() throws(GraphFailure) -> MessageContent {
        try checkParts()
        var attachment: Message.Attachment?
        var object: JSON?
        let header = try header(&attachment, &object)
        let text = try body()
        let buttons = try buttons()
        return MessageContent(
            type: "template",
            text: text,
            header: header,
            footer: template.component("FOOTER")?["text"]?.text,
            buttons: buttons,
            attachment: attachment,
            object: object,
            template: template
        )
    }

    private func part(_ type: String) -> JSON? { parts.first { $0["type"]?.text?.lowercased() == type } }

    private func checkParts() throws(GraphFailure) {
        let known: Set<String> = ["header", "body", "button", "limited_time_offer", "carousel"]
        for part in parts {
            let type = part["type"]?.text?.lowercased() ?? ""
            guard known.contains(type) else {
                throw GraphFailure(
                    131009,
                    "Param template['components']['type'] must be one of {HEADER, BODY, BUTTON}."
                )
            }
            let count = part["parameters"]?.items?.count ?? 0
            if type == "header", count > 0, template.component("HEADER") == nil { throw Self.count("header", count, 0) }
        }
    }

    // MARK: - Header and body

    private func header(
        _ attachment: inout Message.Attachment?,
        _ object: inout JSON?
    ) throws(GraphFailure) -> String? {
        guard let header = template.component("HEADER") else { return nil }
        let parameters = part("header")?["parameters"]?.items ?? []
        let format = header["format"]?.text ?? "TEXT"
        if format == "TEXT" { return try text(header, parameters, "header", limit: 60) }
        guard parameters.count <= 1 else { throw Self.count("header", parameters.count, 1) }
        let received = parameters.first?["type"]?.text?.uppercased() ?? "UNKNOWN"
        guard received == format else {
            throw GraphFailure(132012, "header: Format mismatch, expected \(format), received \(received)")
        }
        let given = parameters.first?[received.lowercased()] ?? .null
        if format == "LOCATION" {
            object = given
        } else {
            attachment = try MessageContent.attachment(received.lowercased(), given, of: "header")
        }
        return nil
    }

    private func body() throws(GraphFailure) -> String {
        let parameters = part("body")?["parameters"]?.items ?? []
        guard let body = template.component("BODY") else { return "" }
        guard template.category == "AUTHENTICATION" else { return try text(body, parameters, "body", limit: 1024) }
        guard parameters.count == 1 else { throw Self.count("body", parameters.count, 1) }
        let code = try Self.text(of: parameters[0], "body")
        guard Check.length(code) <= 15 else { throw GraphFailure(132005, "The code has at most 15 characters.") }
        return "\(code) is your verification code."
    }

    private func text(
        _ component: JSON,
        _ parameters: [JSON],
        _ part: String,
        limit: Int
    ) throws(GraphFailure) -> String {
        let source = component["text"]?.text ?? ""
        let text: TemplateText
        do throws(TemplateText.Fault) {
            text = try TemplateText(source)
        } catch {
            return source
        }
        let filled = text.filled(try values(for: text.variables, parameters, part))
        if Check.length(filled) > limit {
            throw GraphFailure(132005, "\(part): translated text is longer than \(limit) characters.")
        }
        return filled
    }

    private func values(
        for variables: [String],
        _ parameters: [JSON],
        _ part: String
    ) throws(GraphFailure) -> [String: String] {
        var values: [String: String] = [:]
        if template.parameterFormat == "NAMED" {
            for parameter in parameters {
                guard let name = parameter["parameter_name"]?.text, !name.isEmpty else {
                    throw .parameter("Invalid parameter: Parameter name is missing or empty")
                }
                values[name] = try Self.text(of: parameter, part)
            }
            guard Set(values.keys) == Set(variables), parameters.count == variables.count else {
                throw Self.count(part, parameters.count, variables.count)
            }
            return values
        }
        guard parameters.count == variables.count else { throw Self.count(part, parameters.count, variables.count) }
        for (variable, parameter) in zip(variables, parameters) {
            values[variable] = try Self.text(of: parameter, part)
        }
        return values
    }

    /// What a parameter puts in the text.
    private static func text(of parameter: JSON, _ part: String) throws(GraphFailure) -> String {
        let type = parameter["type"]?.text?.lowercased() ?? ""
        let text: String?
        switch type {
        case "text": text = parameter["text"]?.text
        case "currency", "date_time": text = parameter[type]?["fallback_value"]?.text
        default: throw GraphFailure(132012, "\(part): Format mismatch, expected TEXT, received \(type.uppercased())")
        }
        guard let text else { throw GraphFailure(131008, "\(part): the parameter's text is missing.") }
        if text.allSatisfy(\.isWhitespace) {
            throw GraphFailure(132018, "\(part): the text of a parameter cannot be empty.")
        }
        if text.contains(where: { $0.isNewline || $0 == "\t" }) || text.contains("     ") {
            throw GraphFailure(
                132012,
                "\(part): Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            )
        }
        return text
    }

    private static func count(_ part: String, _ given: Int, _ expected: Int) -> GraphFailure {
        GraphFailure(
            132000,
            "\(part): number of localizable_params (\(given)) does not match the expected number of params (\(expected))"
        )
    }

    // MARK: - Buttons

    private func buttons() throws(GraphFailure) -> [Message.Button] {
        let buttons = template.component("BUTTONS")?["buttons"]?.items ?? []
        for part in parts where part["type"]?.text?.lowercased() == "button" {
            guard let index = part["index"]?.looseInteger, buttons.indices.contains(Int(index)) else {
                throw GraphFailure(131009, "Param template['components']['index'] names no button of the template.")
            }
        }
        var shown: [Message.Button] = []
        for (index, button) in buttons.enumerated() {
            let part = parts.first { part in
                part["type"]?.text?.lowercased() == "button" && part["index"]?.looseInteger == Int64(index)
            }
            shown.append(try self.button(button, part, index))
        }
        return shown
    }

    private func button(_ button: JSON, _ part: JSON?, _ index: Int) throws(GraphFailure) -> Message.Button {
        let label = button["text"]?.text ?? ""
        let parameter = part?["parameters"]?.items?.first
        switch button["type"]?.text {
        case "QUICK_REPLY":
            return Message.Button(kind: .quickReply, text: label, value: parameter?["payload"]?.text ?? label)
        case "URL":
            let url = button["url"]?.text ?? ""
            guard url.hasSuffix("{{1}}") else { return Message.Button(kind: .url, text: label, value: url) }
            let suffix = try required(parameter, index, "Url")
            return Message.Button(kind: .url, text: label, value: String(url.dropLast(5)) + suffix)
        case "PHONE_NUMBER":
            return Message.Button(kind: .phone, text: label, value: button["phone_number"]?.text ?? "")
        case "COPY_CODE":
            guard let code = parameter?["coupon_code"]?.text, !code.isEmpty else {
                throw Self.missing(index, "Copy code")
            }
            return Message.Button(kind: .copyCode, text: label.isEmpty ? "Copy code" : label, value: code)
        case "OTP":
            let code = try required(parameter, index, "Url")
            return Message.Button(kind: .copyCode, text: label.isEmpty ? "Copy code" : label, value: code)
        default:
            return Message.Button(kind: .url, text: label, value: "")
        }
    }

    private func required(_ parameter: JSON?, _ index: Int, _ kind: String) throws(GraphFailure) -> String {
        guard let text = parameter?["text"]?.text, !text.isEmpty else { throw Self.missing(index, kind) }
        return text
    }

    private static func missing(_ index: Int, _ kind: String) -> GraphFailure {
        GraphFailure(131008, "buttons: Button at index \(index) of type \(kind) requires a parameter")
    }
}
