/// A template as Meta has it.
package struct RemoteTemplate: Sendable, Hashable {
    static let fields =
        "id,name,language,status,category,rejected_reason,quality_score,parameter_format,components"

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
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`; values may be added.
    package let quality: String?
    /// Whether its variables have names rather than numbers.
    package let hasNamedVariables: Bool
    /// What it is made of.
    package let components: [Component]

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
        quality = json["quality_score"]["score"].text ?? json["quality_score"].text
        hasNamedVariables = json["parameter_format"].text?.uppercased() == "NAMED"
        components = json["components"].items.map(Component.init)
    }
}

extension RemoteTemplate {
    /// A part of a template.
    ///
    /// Source: wire reference 4.3.
    package struct Component: Sendable, Hashable {
        /// `HEADER`, `BODY`, `FOOTER`, `BUTTONS`, `CAROUSEL` and so on; values may be added.
        package let type: String
        /// Of a header: `TEXT`, `IMAGE` and so on.
        package let format: String?
        /// The words.
        package let text: String?
        /// What reviewers saw in the places of its variables.
        package let samples: [String]
        /// What can be tapped.
        package let buttons: [Button]
        /// As Meta wrote it, without the samples: addresses among these change from one answer to the next.
        package let json: JSONValue

        init(_ json: JSONValue) {
            type = json["type"].text?.uppercased() ?? ""
            format = json["format"].text?.uppercased()
            text = json["text"].text
            let example = json["example"]
            let flat = example["header_text"].items
            samples = (flat.isEmpty ? example["body_text"].items.first?.items ?? [] : flat).compactMap(\.text)
            buttons = json["buttons"].items.map(Button.init)
            self.json = json.without("example")
        }
    }

    /// Something to tap.
    package struct Button: Sendable, Hashable {
        /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER` and so on; values may be added.
        package let type: String
        /// What stands on it.
        package let label: String
        /// Where it leads.
        package let url: String?
        /// Whom it calls.
        package let phone: String?
        /// What reviewers saw.
        package let sample: String?

        init(_ json: JSONValue) {
            type = json["type"].text?.uppercased() ?? ""
            label = json["text"].text ?? ""
            url = json["url"].text
            phone = json["phone_number"].text
            sample = json["example"].items.first?.text
        }
    }
}

extension JSONValue {
    /// The same, without one member wherever it is.
    fileprivate func without(_ name: String) -> JSONValue {
        switch self {
        case .object(let members):
            .object(members.filter { $0.key != name }.mapValues { $0.without(name) })
        case .array(let items): .array(items.map { $0.without(name) })
        default: self
        }
    }
}
