import Foundation
import Records

/// The address behind a button, whose end may be a value.
///
/// Source: wire reference 2.5: the value is encoded by whoever sends it.
enum TemplateAddress {
    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    /// A value as it stands at the end of an address.
    static func end(_ value: String) -> String {
        value.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    /// The whole address.
    static func whole(_ address: MergeText, with value: String) -> String {
        address.filled(with: [end(value)])
    }
}
