import Foundation
import Storage

/// What a record is called, and where its name stands among others.
enum RecordName {
    /// Puts a person's name together: 姓 and 名 without a space, anything else as "First Last"; things have one name.
    static func display(_ values: [ID<Field>: FieldValue], fields: [Field]) -> String {
        let parts = parts(among: fields).map { ($0.name, values[$0.id]?.displayText) }
        guard parts.count == 2 else { return parts.first?.1 ?? "" }
        let first = parts.first { $0.0 == "first_name" }?.1
        let last = parts.first { $0.0 == "last_name" }?.1
        guard let first else { return last ?? "" }
        guard let last else { return first }
        return isHan(first) && isHan(last) ? last + first : "\(first) \(last)"
    }

    /// Whether records are called by a field, so that whoever sees them sees what is in it.
    static func isMade(of field: Field, among fields: [Field]) -> Bool {
        parts(among: fields).contains { $0.id == field.id }
    }

    /// The fields that make the name: a person's two, or the oldest one that a thing could not do without, wherever it stands on
    /// the page now.
    private static func parts(among fields: [Field]) -> [Field] {
        let person = fields.filter { !$0.isCustom && ["first_name", "last_name"].contains($0.name) }
        if person.count == 2 { return person }
        let oldest = fields.sorted { $0.id < $1.id }
        return (oldest.first { $0.isRequired && $0.type == .text } ?? oldest.first).map { [$0] } ?? []
    }

    /// Folded Latin letters, so that Chinese names stand in the order of their pinyin.
    static func sortKey(_ name: String) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        return TypedKey.cut(
            latin.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        )
    }

    /// The middle dot stands inside transcribed names, such as 热合曼·买买提.
    private static func isHan(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isIdeographic || $0 == "·" }
    }
}
