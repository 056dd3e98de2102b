package import PhoneNumbers
import Storage

/// One phone number of a record.
package struct PhoneEntry: Sendable, Hashable {
    /// The field it stands in.
    package let field: Field
    /// As somebody typed it.
    package let typed: String
    /// In international form; nil where it cannot be brought to one, so that nothing can be sent to it.
    package let number: PhoneNumber?

    /// The international form as text.
    package var e164: String? { number?.e164 }
}

/// The phone numbers of records.
package enum RecordPhones {
    /// Every phone field of a record that is not blank, usable or not.
    ///
    /// Source: spec row A-14.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - fields: The fields of its module, in the order of the page.
    ///   - defaultCountry: ISO 3166 alpha-2, for numbers typed without a country code.
    /// - Returns: The numbers, in the fields' order.
    package static func of(_ record: Record, fields: [Field], defaultCountry: String?) -> [PhoneEntry] {
        fields.compactMap { field in
            guard field.type == .phone, let typed = record.values[field.id]?.displayText else { return nil }
            let number = PhoneNumber(typed: typed, defaultRegion: defaultCountry)
            return PhoneEntry(field: field, typed: typed, number: number)
        }
    }
}
