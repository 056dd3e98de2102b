import Foundation
import Records
import WhatsAppCloud

/// What people read and tap in a template, to compare what stands here with what Meta has.
///
/// Samples, the category and the header's file are left out: Meta changes these, or lists them otherwise than it took them.
struct TemplateWords: Equatable {
    private struct Button: Equatable {
        var type: String
        var label: String
        var url: String?
        var digits: String?
    }

    private var headerFormat: String?
    private var header: String?
    private var body: String?
    private var footer: String?
    private var buttons: [Button] = []

    /// What was written here, as it is submitted.
    init(_ template: MessageTemplate) {
        let content = template.content
        headerFormat = content.header?.kind.rawValue.uppercased()
        header = content.header?.text.map(Self.submitted)
        body = Self.submitted(template.body)
        footer = content.footer.map(Self.trimmed)
        buttons = content.buttons.map { button in
            Button(
                type: Self.type(of: button.kind),
                label: Self.trimmed(button.label),
                url: button.url.map(Self.submitted).map(Self.address),
                digits: button.phone.map(Self.digits)
            )
        }
    }

    /// What Meta lists.
    init(_ remote: RemoteTemplate) {
        for component in remote.components {
            switch component.type {
            case "HEADER": (headerFormat, header) = (component.format, component.text.map(Self.trimmed))
            case "BODY": body = component.text.map(Self.trimmed)
            case "FOOTER": footer = component.text.map(Self.trimmed)
            default:
                buttons += component.buttons.map { button in
                    Button(
                        type: button.type,
                        label: Self.trimmed(button.label),
                        url: button.url.map(Self.trimmed).map(Self.address),
                        digits: button.phone.map(Self.digits)
                    )
                }
            }
        }
    }

    private static func type(of kind: TemplateContent.Button.Kind) -> String {
        switch kind {
        case .quickReply: "QUICK_REPLY"
        case .url: "URL"
        case .phone: "PHONE_NUMBER"
        }
    }

    private static func submitted(_ text: String) -> String {
        trimmed(TemplateGrammar.numbered(MergeText(stored: text)))
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The root of a host is the same with its slash and without.
    private static func address(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }

    private static func digits(_ phone: String) -> String { phone.filter(\.isNumber) }
}
