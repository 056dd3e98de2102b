/// A template as it is submitted for review, with numbered variables and a sample for each.
package struct TemplateSubmission: Sendable, Hashable {
    /// What Meta charges and judges it as.
    package enum Category: String, Sendable, CaseIterable {
        case utility = "UTILITY"
        case marketing = "MARKETING"
    }

    /// Words with `{{1}}`, `{{2}}` and so on.
    package struct Text: Sendable, Hashable {
        /// The words.
        package let text: String
        /// A sample for each variable, in order.
        package let samples: [String]

        /// Words and samples.
        package init(_ text: String, samples: [String]) {
            self.text = text
            self.samples = samples
        }
    }

    /// What stands above the body.
    package enum Header: Sendable, Hashable {
        /// At most 60 characters and one variable.
        case text(Text)
        /// `IMAGE`, `VIDEO` or `DOCUMENT`, with the handle of a sample.
        case file(format: String, handle: String)
    }

    /// What can be tapped.
    package enum Button: Sendable, Hashable {
        /// Sends its label back.
        case quickReply(label: String)
        /// Opens an address, whose end may be `{{1}}`; then with a sample of the whole.
        case url(label: String, url: String, sample: String?)
        /// Calls a number.
        case phone(label: String, number: String)
    }

    /// `^[a-z0-9_]{1,512}$`.
    package let name: String
    /// One of Meta's codes, such as `zh_CN`.
    package let language: String
    /// What it is judged as.
    package let category: Category
    /// What stands above the body.
    package let header: Header?
    /// At most 1,024 characters.
    package let body: Text
    /// The smaller line below the body; no variables.
    package let footer: String?
    /// What can be tapped, in order.
    package let buttons: [Button]

    /// A submission.
    package init(
        name: String,
        language: String,
        category: Category,
        header: Header? = nil,
        body: Text,
        footer: String? = nil,
        buttons: [Button] = []
    ) {
        self.name = name
        self.language = language
        self.category = category
        self.header = header
        self.body = body
        self.footer = footer
        self.buttons = buttons
    }

    /// The request body.
    ///
    /// Source: wire reference 4.2.
    var payload: JSONValue {
        .object([
            "name": .string(name), "language": .string(language), "category": .string(category.rawValue),
            "components": .array(components),
        ])
    }

    /// The body of a request that changes a template.
    ///
    /// Source: wire reference 4.1.
    var change: JSONValue {
        .object(["category": .string(category.rawValue), "components": .array(components)])
    }

    private var components: [JSONValue] {
        var components: [JSONValue] = []
        if let header { components.append(header.payload) }
        components.append(body.component("BODY", example: ("body_text", .array([body.sampleList]))))
        if let footer { components.append(.object(["type": .string("FOOTER"), "text": .string(footer)])) }
        if !buttons.isEmpty {
            let list = JSONValue.array(buttons.map(\.payload))
            components.append(.object(["type": .string("BUTTONS"), "buttons": list]))
        }
        return components
    }
}

extension TemplateSubmission.Text {
    fileprivate var sampleList: JSONValue { .array(samples.map(JSONValue.string)) }

    fileprivate func component(
        _ type: String,
        _ members: [String: JSONValue] = [:],
        example: (String, JSONValue)
    ) -> JSONValue {
        var members = members
        members["type"] = .string(type)
        members["text"] = .string(text)
        if !samples.isEmpty { members["example"] = .object([example.0: example.1]) }
        return .object(members)
    }
}

extension TemplateSubmission.Header {
    fileprivate var payload: JSONValue {
        switch self {
        case .text(let text):
            return text.component("HEADER", ["format": .string("TEXT")], example: ("header_text", text.sampleList))
        case .file(let format, let handle):
            let example = JSONValue.object(["header_handle": .array([.string(handle)])])
            return .object(["type": .string("HEADER"), "format": .string(format), "example": example])
        }
    }
}

extension TemplateSubmission.Button {
    fileprivate var payload: JSONValue {
        switch self {
        case .quickReply(let label): return .object(["type": .string("QUICK_REPLY"), "text": .string(label)])
        case .url(let label, let url, let sample):
            var members: [String: JSONValue] = [
                "type": .string("URL"), "text": .string(label), "url": .string(url),
            ]
            members["example"] = sample.map { .array([.string($0)]) }
            return .object(members)
        case .phone(let label, let number):
            return .object([
                "type": .string("PHONE_NUMBER"), "text": .string(label), "phone_number": .string(number),
            ])
        }
    }
}
