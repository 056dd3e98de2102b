import Identity
import PhoneNumbers
import Storage

/// The words of one record: of its name, and of each field that is searched.
struct SearchDocument: Sendable {
    /// The record's name, and all of it as one word.
    let name: [String]
    let whole: String
    /// In the order of the page; fields without a word are left out.
    let fields: [(field: Field, words: [String])]

    /// A number is found by any part of it that has so many digits.
    static let shortestPart = 4
    /// So many words of a record are kept, those of its name first.
    private static let maximumWords = 1_000

    /// Cuts a record into words.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - fields: Which fields count: all for the index, those that a user may see for looking at a hit.
    ///   - defaultCountry: The organisation's, for numbers typed without a country code.
    init(_ record: Record, fields: [Field], defaultCountry: String?) {
        name = SearchWords.of(record.name)
        whole = SearchWords.whole(record.name)
        self.fields = fields.compactMap { field in
            guard Self.isSearched(field.type), let text = record.values[field.id]?.displayText else { return nil }
            return (field, Self.words(of: text, type: field.type, defaultCountry: defaultCountry))
        }
    }

    /// Whether values of a type are found: what tells one record from another, not what many share, nor long text.
    static func isSearched(_ type: FieldType) -> Bool {
        switch type {
        case .text, .email, .phone, .website, .autonumber: true
        default: false
        }
    }

    private static func words(of text: String, type: FieldType, defaultCountry: String?) -> [String] {
        switch type {
        case .phone:
            let international = PhoneNumber(typed: text, defaultRegion: defaultCountry)?.e164 ?? ""
            return parts(of: digits(of: text)) + parts(of: digits(of: international))
        case .autonumber:
            let number = digits(of: text).drop { $0 == "0" }
            return SearchWords.of(text) + (number.isEmpty ? [] : [String(number)])
        default: return SearchWords.of(text)
        }
    }

    /// The digits of a number, and what is left of them from each place on.
    private static func parts(of digits: String) -> [String] {
        if digits.isEmpty { return [] }
        let starts = 0...max(0, digits.count - shortestPart)
        return starts.map { String(digits.dropFirst($0)) }
    }

    static func digits(of text: String) -> String {
        TypedKey.fold(text).filter { $0.isASCII && $0.isNumber }
    }

    /// What the index keeps: each word with the organisation and where it stands, so that a search reads the list of its own organisation's
    /// hits and no other.
    func words(of organization: ID<Organization>) -> [String] {
        var marked = [SearchIndex.mark(whole + SearchIndex.end, .wholeName, of: organization)]
        for word in name {
            marked.append(SearchIndex.mark(word, .name, of: organization))
            marked.append(SearchIndex.mark(word, .anywhere, of: organization))
        }
        for (field, words) in fields {
            let place: SearchIndex.Place = field.type == .phone ? .number : .anywhere
            marked += words.map { SearchIndex.mark($0, place, of: organization) }
        }
        var seen: Set<String> = []
        return Array(marked.filter { seen.insert($0).inserted }.prefix(Self.maximumWords))
    }
}

/// How words stand in the index.
enum SearchIndex {
    /// Where a word stands.
    enum Place: String, CaseIterable {
        case wholeName = "w"
        case name = "n"
        case anywhere = "a"
        /// In a phone number, which is found by its parts: apart from other words, since nearly every record has such as begin with a 1.
        case number = "p"
    }

    /// After a whole name; no name has it inside.
    static let end = "__"

    static func mark(_ word: String, _ place: Place, of organization: ID<Organization>) -> String {
        "\(String(organization.rawValue, radix: 36))_\(place.rawValue)_\(word)"
    }
}
