import Foundation
import Storage

/// What `field_values` holds of one value, so that criteria and sorts compare it with the same SQL on both engines.
enum TypedKey: Sendable, Hashable {
    /// Folded text; where it is longer than a key may be, the whole of it as well.
    case text(key: String, whole: String?)
    /// Whole numbers as they are, decimals in ten-thousandths, days since 1970, milliseconds, 0 and 1, or an id.
    case number(Int64)

    /// PostgreSQL's B-trees take no key above a third of a page.
    static let maximumKeyLength = 200
    /// Whole numbers have at most 18 digits, so that sums and ranges of them stay within 64 bits.
    static let maximumInteger: UInt64 = 1_000_000_000_000_000_000

    /// The keys of a value: one, or one for each chosen option.
    static func all(of value: FieldValue, type: FieldType) -> [TypedKey] {
        switch value {
        case .boolean(let flag): [.number(flag ? 1 : 0)]
        case .list(let items): items.map(folded)
        case .text(let text):
            switch type.keyKind {
            case .text: [folded(text)]
            case .number: number(text, type: type).map { [.number($0)] } ?? []
            }
        }
    }

    /// The number that a checked value of a type is compared by.
    static func number(_ text: String, type: FieldType) -> Int64? {
        switch type {
        case .integer: Int64(text).flatMap { $0.magnitude < maximumInteger ? $0 : nil }
        case .lookup, .user: ID<Record>(text)?.rawValue
        case .decimal, .currency, .percent: FixedDecimal(text)?.units
        case .date: CalendarDate(text)?.dayNumber
        case .datetime: Timestamp.milliseconds(text)
        case .boolean: text == "true" ? 1 : text == "false" ? 0 : nil
        case .text, .textarea, .email, .phone, .picklist, .multiselect, .website, .autonumber: nil
        }
    }

    static func folded(_ text: String) -> TypedKey {
        let folded = fold(text)
        let key = cut(folded)
        return .text(key: key, whole: key.utf8.count == folded.utf8.count ? nil : folded)
    }

    /// As much of a text as a key may have.
    static func cut(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumKeyLength)))
    }

    /// How text is compared everywhere: without case, accents, width or forms of the same character.
    static func fold(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}

/// A moment, as values hold it: RFC 3339 in UTC.
package enum Timestamp {
    /// Reads a moment.
    ///
    /// - Parameter text: RFC 3339 with any offset.
    /// - Returns: Unix milliseconds; nil for what is no moment, or none of the years 1900 to 2999.
    package static func milliseconds(_ text: String) -> Int64? {
        // A text that is no time is the one way these fail, and nil says so.
        let date = (try? Date(text, strategy: withFraction)) ?? (try? Date(text, strategy: .iso8601))
        guard let date else { return nil }
        let milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded())
        return (-2_208_988_800_000..<32_503_680_000_000).contains(milliseconds) ? milliseconds : nil
    }

    /// Writes a moment.
    ///
    /// - Parameter milliseconds: Unix milliseconds.
    /// - Returns: RFC 3339 in UTC with milliseconds.
    package static func text(_ milliseconds: Int64) -> String {
        withFraction.format(Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
