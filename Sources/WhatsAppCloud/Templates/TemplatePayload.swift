/// A template as it is submitted for review: a text body with numbered variables.
package struct TemplateSubmission: Sendable, Hashable {
    /// What Meta charges and judges it as.
    package enum Category: String, Sendable, CaseIterable {
        case utility = "UTILITY"
        case marketing = "MARKETING"
    }

    /// `^[a-z0-9_]{1,512}$`.
    package let name: String
    /// One of Meta's codes, such as `zh_CN`.
    package let language: String
    /// What it is judged as.
    package let category: Category
    /// Text with `{{1}}`, `{{2}}` and so on; at most 1,024 characters.
    package let body: String
    /// A sample for each variable, in order.
    package let samples: [String]

    /// A submission.
    package init(name: String, language: String, category: Category, body: String, samples: [String]) {
        self.name = name
        self.language = language
        self.category = category
        self.body = body
        self.samples = samples
    }

    /// The request body.
    ///
    /// Source: wire reference 4.2.
    var payload: JSONValue {
        var component: [String: JSONValue] = ["type": .string("BODY"), "text": .string(body)]
        if !samples.isEmpty {
            component["example"] = .object(["body_text": .array([.array(samples.map(JSONValue.string))])])
        }
        return .object([
            "name": .string(name), "language": .string(language), "category": .string(category.rawValue),
            "components": .array([.object(component)]),
        ])
    }
}

/// A template as Meta has it.
package struct RemoteTemplate: Sendable, Hashable {
    /// Meta's id, digits.
    package let id: String
    /// Its name.
    package let name: String
    /// Its language code, with an underscore.
    package let language: String
    /// `PENDING`, `APPROVED` and so on; values may be added.
    package let status: String
    /// The category in force.
    package let category: String
    /// Why it was rejected; nil where Meta gives no reason.
    package let rejectedReason: String?

    init?(_ json: JSONValue) {
        guard let id = json["id"].id, let name = json["name"].text, let language = json["language"].text,
            let status = json["status"].text
        else { return nil }
        self.id = id
        self.name = name
        self.language = language.replacing("-", with: "_")
        self.status = status
        category = json["category"].text ?? ""
        let reason = json["rejected_reason"].text
        rejectedReason = reason == "NONE" ? nil : reason
    }
}
