import Foundation
import Storage

/// What a record is called, and where its name stands among others.
enum RecordName {
    /// Puts a person's name together: 姓 and 名 without a space, anything else as "First Last".
    static func display(_ values: [ID<Field>: FieldValue], fields: [Field]) -> String {
        // Things have one name: the first field that they could not do without, wherever it stands on the page now.
        guard fields.contains(where: { $0.name == "last_name" && !$0.isCustom }) else {
            let oldest = fields.sorted { $0.id < $1.id }
            let field = oldest.first { $0.isRequired && $0.type == .text } ?? oldest.first
            return field.flatMap { values[$0.id]?.displayText } ?? ""
        }
        let first = text(of: "first_name", values, fields: fields)
        let last = text(of: "last_name", values, fields: fields)
        guard let first else { return last ?? "" }
        guard let last else { return first }
        return isHan(first) && isHan(last) ? last + first : "\(first) \(last)"
    }

    /// Whether records are called by a field, so that whoever sees them sees what is in it.
    static func isMade(of field: Field, among fields: [Field]) -> Bool {
        if fields.contains(where: { $0.name == "last_name" && !$0.isCustom }) {
            return !field.isCustom && (field.name == "last_name" || field.name == "first_name")
        }
        return field == fields.first { $0.isRequired && $0.type == .text } ?? fields.first
    }

    /// Folded Latin letters, so that Chinese names stand in the order of their pinyin.
    static func sortKey(_ name: String) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        return TypedKey.cut(
            latin.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        )
    }

    private static func text(of name: String, _ values: [ID<Field>: FieldValue], fields: [Field]) -> String? {
        guard let field = fields.first(where: { $0.name == name }) else { return nil }
        return values[field.id]?.displayText
    }

    /// The middle dot stands inside transcribed names, such as 热合曼·买买提.
    private static func isHan(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isIdeographic || $0 == "·" }
    }
}
