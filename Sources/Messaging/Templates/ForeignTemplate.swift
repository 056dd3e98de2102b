import Foundation
import Records
import WhatsAppCloud

/// A template that was made elsewhere, read as one of ours as far as that goes.
///
/// Its places stay `{{1}}`, `{{2}}` until somebody says which fields stand there.
///
/// Source: wire reference 4.2, 4.3.
struct ForeignTemplate: Sendable {
    /// The words of the body.
    private(set) var body = ""
    /// The rest, with why it cannot be used here where that is so.
    private(set) var content = TemplateContent()

    /// Reads a template.
    init(_ remote: RemoteTemplate) {
        for component in remote.components {
            switch component.type {
            case "HEADER": read(header: component)
            case "BODY":
                body = component.text ?? ""
                content.samples = component.samples
            case "FOOTER": content.footer = component.text
            case "BUTTONS": component.buttons.forEach { read($0) }
            default: refuse(.parts)
            }
        }
        if MessageTemplate.Category(provider: remote.category) == nil { refuse(.category) }
        if body.isEmpty { refuse(.parts) }
        if remote.hasNamedVariables, !ForeignPlaces(body, content).names.isEmpty { refuse(.variables) }
        if !ForeignPlaces(body, content).areNumbered { refuse(.variables) }
        content.original = Self.json(of: remote.components)
    }

    private mutating func refuse(_ reason: TemplateContent.Unusable) {
        content.unusable = content.unusable ?? reason
    }

    private mutating func read(header: RemoteTemplate.Component) {
        switch header.format {
        case "TEXT":
            content.header = TemplateContent.Header(kind: .text, text: header.text, sample: header.samples.first)
        case "IMAGE", "VIDEO", "DOCUMENT":
            let kind = TemplateContent.Header.Kind(rawValue: header.format?.lowercased() ?? "") ?? .image
            content.header = TemplateContent.Header(kind: kind)
            // The sample that Meta shows is no file that messages can be sent with.
            refuse(.header)
        default: refuse(.header)
        }
    }

    private mutating func read(_ button: RemoteTemplate.Button) {
        var read = TemplateContent.Button(kind: .quickReply, label: button.label)
        switch button.type {
        case "QUICK_REPLY": break
        case "URL":
            read.kind = .url
            read.url = button.url
            read.sample = button.sample
        case "PHONE_NUMBER":
            read.kind = .phone
            read.phone = button.phone
        default: return refuse(.buttons)
        }
        content.buttons.append(read)
    }

    /// In an order that is the same for the same parts.
    private static func json(of components: [RemoteTemplate.Component]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // What came as JSON goes back into it.
        let data = (try? encoder.encode(components.map(\.json))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

/// The places `{{…}}` of a template's texts, in the order in which people see them.
struct ForeignPlaces: Sendable {
    private let texts: [String]

    /// The places of a template whose merge fields, where it has some already, count as places again.
    init(_ body: String, _ content: TemplateContent) {
        texts = ([content.header?.text, body].compactMap(\.self) + content.buttons.compactMap(\.url))
            .map { TemplateGrammar.numbered(MergeText(stored: $0)) }
    }

    /// What stands between the braces.
    var names: [String] { texts.flatMap { Self.names(in: $0) } }

    /// Whether each text counts its places from 1, each once: only then do values go where they belong.
    var areNumbered: Bool {
        texts.allSatisfy { text in
            let names = Self.names(in: text)
            return names == (0..<names.count).map { String($0 + 1) }
        }
    }

    private static func names(in text: String) -> [String] {
        text.matches(of: /\{\{\s*([^{}]*?)\s*\}\}/).map { String($0.output.1) }
    }

    /// Puts tokens into the places of one text.
    static func fill(_ text: String, with tokens: inout ArraySlice<String>) -> String {
        TemplateGrammar.numbered(MergeText(stored: text)).replacing(/\{\{[^{}]*\}\}/) { match in
            tokens.popFirst() ?? String(match.output)
        }
    }
}
