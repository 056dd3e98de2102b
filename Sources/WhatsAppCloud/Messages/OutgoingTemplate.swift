/// An approved template with what varies in it.
///
/// Source: wire reference 2.5.
package struct OutgoingTemplate: Sendable, Hashable {
    /// What is put above the body.
    package enum Header: Sendable, Hashable {
        /// The value of a text's variable.
        case text(String)
        /// The file, which Meta wants with every message.
        case file(OutgoingMedia)
    }

    /// The end of a button's address.
    package struct Address: Sendable, Hashable {
        /// The button's place among all of the template's buttons, from 0.
        package let button: Int
        /// Percent-encoded.
        package let end: String

        /// The end of a button's address.
        package init(button: Int, end: String) {
            self.button = button
            self.end = end
        }
    }

    /// As Meta knows it.
    package let name: String
    /// One of Meta's codes.
    package let language: String
    /// What is put above the body; nil where nothing varies there.
    package let header: Header?
    /// The values of the body's variables, in order: no line breaks, tabs or long gaps, and none is blank.
    package let body: [String]
    /// The ends of those addresses that vary.
    package let addresses: [Address]

    /// A template.
    package init(name: String, language: String, header: Header?, body: [String], addresses: [Address]) {
        self.name = name
        self.language = language
        self.header = header
        self.body = body
        self.addresses = addresses
    }
}

extension OutgoingTemplate {
    var payload: JSONValue {
        var members: [String: JSONValue] = ["name": .string(name), "language": .object(["code": .string(language)])]
        let components = components
        // A template in which nothing varies is sent without components.
        if !components.isEmpty { members["components"] = .array(components) }
        return .object(members)
    }

    private var components: [JSONValue] {
        var components: [JSONValue] = []
        switch header {
        case .text(let value): components.append(Self.component("header", [Self.text(value)]))
        case .file(let file):
            let parameter: JSONValue = .object(["type": .string(file.kind), file.kind: file.payload])
            components.append(Self.component("header", [parameter]))
        case nil: break
        }
        if !body.isEmpty { components.append(Self.component("body", body.map(Self.text))) }
        for address in addresses {
            let place: [String: JSONValue] = ["sub_type": .string("url"), "index": .string(String(address.button))]
            components.append(Self.component("button", [Self.text(address.end)], place))
        }
        return components
    }

    private static func component(
        _ type: String,
        _ parameters: [JSONValue],
        _ more: [String: JSONValue] = [:]
    ) -> JSONValue {
        let members: [String: JSONValue] = ["type": .string(type), "parameters": .array(parameters)]
        return .object(members.merging(more) { own, _ in own })
    }

    private static func text(_ value: String) -> JSONValue {
        .object(["type": .string("text"), "text": .string(value)])
    }
}
