import Crypto
import Foundation
import Records

extension MessageTemplate {
    /// Tells the template's parts, as Meta has them, from those of another time.
    ///
    /// Values that were made for other parts do not fit: they stand in other places, or say something else there.
    var partsDigest: String {
        func numbered(_ text: String?) -> String {
            text.map { TemplateGrammar.numbered(MergeText(stored: $0)) } ?? ""
        }
        var parts = [content.header?.kind.rawValue ?? "", numbered(content.header?.text), numbered(body)]
        parts.append(content.footer ?? "")
        for button in content.buttons {
            parts += [button.kind.rawValue, button.label, numbered(button.url), button.phone ?? ""]
        }
        let text = parts.joined(separator: "\u{0}")
        return Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
