import Foundation
import PhoneNumbers
import Records

/// The rules of buttons.
///
/// Source: wire reference 4.3; spec row 2.22.
extension TemplateGrammar {
    static let maximumButtons = 10
    static let maximumLabel = 25
    static let maximumAddress = 2_000
    private static let ownHosts: Set<String> = ["wa.me", "whatsapp.com", "chat.whatsapp.com", "api.whatsapp.com"]
    /// How many of a kind there may be.
    private static let maximumOfKind: [TemplateContent.Button.Kind: Int] = [.quickReply: 10, .url: 2, .phone: 1]

    /// Checks what concerns several buttons.
    static func buttons(_ buttons: [TemplateContent.Button]) -> [TemplateFinding] {
        var list = TemplateChecklist(.buttons)
        list.require(buttons.count <= maximumButtons, .tooManyButtons, "At most \(maximumButtons) buttons.")
        for kind in TemplateContent.Button.Kind.allCases {
            let maximum = maximumOfKind[kind, default: 1]
            let isKept = buttons.count { $0.kind == kind } <= maximum
            list.require(isKept, .tooManyOfKind, "At most \(maximum) of the kind \(kind.rawValue).")
        }
        let isReply = buttons.map { $0.kind == .quickReply }
        let changes = zip(isReply, isReply.dropFirst()).count { $0 != $1 }
        list.require(changes <= 1, .repliesApart, "Quick replies stand together, before or after all other buttons.")
        for (index, button) in buttons.enumerated() {
            list.position = index
            let isFirst = !buttons.prefix(index).contains { $0.label == button.label }
            list.require(isFirst, .duplicateLabel, "Another button has this label.")
        }
        return list.findings
    }

    /// Checks one button by itself.
    static func button(_ button: TemplateContent.Button, at position: Int) -> [TemplateFinding] {
        var list = TemplateChecklist(.buttons, at: position)
        label(&list, button.label)
        switch button.kind {
        case .quickReply: break
        case .url: address(&list, MergeText(stored: button.url ?? ""))
        case .phone:
            let number = button.phone.flatMap { PhoneNumber(typed: $0, defaultRegion: nil) }
            list.require(number != nil, .notAPhone, "This is no phone number with its country's code.")
        }
        return list.findings
    }

    private static func label(_ list: inout TemplateChecklist, _ label: String) {
        guard !label.allSatisfy(\.isWhitespace) else {
            list.require(false, .required, "A button needs a label.")
            return
        }
        list.require(label.unicodeScalars.count <= maximumLabel, .tooLong, "At most \(maximumLabel) characters.")
        let isFixed = !label.contains("{{") && !label.contains("}}") && !label.contains("${") && !label.contains("$[")
        list.require(isFixed, .variableNotAllowed, "The label of a button has no merge fields.")
        controls(&list, label)
        line(&list, label)
        plain(&list, label)
    }

    private static func address(_ list: inout TemplateChecklist, _ merge: MergeText) {
        let address = numbered(merge)
        common(&list, merge, maximum: maximumAddress)
        let base = merge.filled(with: Array(repeating: "", count: merge.variableCount))
        let parts = URLComponents(string: base)
        let isWeb = base.hasPrefix("https://") || base.hasPrefix("http://")
        let host = parts?.host ?? ""
        let isWhole = isWeb && !host.isEmpty && !address.contains(where: \.isWhitespace)
        list.require(isWhole, .notAnAddress, "An address begins with https:// and has a host.")
        let isElsewhere = !ownHosts.contains(host.lowercased())
        list.require(isElsewhere, .whatsAppLink, "Meta takes no links to WhatsApp itself.")
        let count = merge.variableCount
        if count == 0 { return }
        list.require(count == 1, .tooManyVariables, "An address has one merge field at most.")
        let isLast = merge.pieces.last.map { words(of: $0) == nil } ?? false
        list.require(isLast, .variableNotAtEnd, "The merge field of an address stands at its end.")
        // Else a value would choose where the button leads.
        let first = merge.pieces.first.flatMap(words) ?? ""
        let rest = first.drop { $0 != "/" }.dropFirst(2)
        let isBehind = rest.contains { "/?#".contains($0) }
        list.require(isBehind, .variableInHost, "The merge field of an address stands behind its host.")
    }
}
