import CPhoneNumber

/// A phone number brought to international form.
package struct PhoneNumber: Sendable, Hashable {
    /// `+` and 7 to 15 digits.
    package let e164: String
    /// ISO 3166 alpha-2 of its country; nil where the library knows none.
    package let region: String?

    /// Brings what somebody typed to international form.
    ///
    /// A number typed with `+` counts with 7 to 15 digits even if the library does not know its numbering plan: the library's tables
    /// are older than some of them. A local one counts when its length is possible in the default country.
    /// Source: spec row A-14.
    ///
    /// - Parameters:
    ///   - typed: As typed, with any spaces, brackets and hyphens.
    ///   - defaultRegion: ISO 3166 alpha-2 for numbers without a country code; nil means there is none.
    package init?(typed: String, defaultRegion: String?) {
        let folded = Self.fold(typed)
        guard folded.utf8.count <= 64 else { return nil }
        let parsed = Self.parse(folded, region: defaultRegion ?? "ZZ")
        if let parsed, parsed.isPossible {
            e164 = parsed.e164
            region = parsed.region
            return
        }
        guard let international = Self.international(folded) else { return nil }
        e164 = international
        region = parsed?.region
    }

    /// Reads a WhatsApp id: digits with the country code and without a `+`.
    ///
    /// - Parameter waID: As Meta gave it.
    package init?(waID: String) {
        guard waID.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        self.init(typed: "+" + waID, defaultRegion: nil)
    }

    /// Full-width digits and signs, as Chinese keyboards type them, count as their plain forms.
    private static func fold(_ typed: String) -> String {
        String(
            String.UnicodeScalarView(
                typed.unicodeScalars.map { scalar in
                    guard (0xff01...0xff5e).contains(scalar.value) else { return scalar }
                    return Unicode.Scalar(scalar.value - 0xfee0) ?? scalar
                }
            )
        )
    }

    private static func parse(_ text: String, region: String) -> (e164: String, isPossible: Bool, region: String?)? {
        var e164 = [CChar](repeating: 0, count: 32)
        var found = [CChar](repeating: 0, count: 8)
        var isPossible = false
        let isParsed = parley_parse_phone_number(text, region, &e164, e164.count, &isPossible, &found, found.count)
        guard isParsed else { return nil }
        let country = string(found)
        // The library answers 001 for numbers of no country, such as freephone.
        return (string(e164), isPossible, country.count == 2 && country != "ZZ" ? country : nil)
    }

    /// `+`, then digits with only separators between them.
    private static func international(_ text: String) -> String? {
        let separators: Set<Character> = [" ", "-", "(", ")", ".", "/", "\u{a0}"]
        let trimmed = text.drop { separators.contains($0) }
        guard trimmed.first == "+" else { return nil }
        let rest = trimmed.dropFirst().filter { !separators.contains($0) }
        guard (7...15).contains(rest.count), rest.allSatisfy({ $0.isASCII && $0.isNumber }), rest.first != "0" else {
            return nil
        }
        return "+" + rest
    }

    private static func string(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension PhoneNumber {
    /// What two numbers have in common when WhatsApp may mean the same person by them; for lookup only, never sent to.
    ///
    /// Brazil's ninth digit, Mexico's `1` and Argentina's `9` come and go between what people type and what WhatsApp calls them.
    /// Source: wire reference 9; spec row 3.14.
    package var matchKey: String {
        let digits = String(e164.dropFirst())
        if digits.hasPrefix("55"), let brazil = Self.withoutBrazilsNinth(digits) { return brazil }
        if digits.hasPrefix("521"), digits.count == 13 { return "52" + digits.dropFirst(3) }
        if digits.hasPrefix("549"), digits.count == 13 { return "54" + digits.dropFirst(3) }
        return digits
    }

    /// Mobile numbers only: their subscriber part starts with 6 to 9.
    private static func withoutBrazilsNinth(_ digits: String) -> String? {
        guard digits.count == 13 else { return nil }
        let area = String(digits.prefix(4))
        let subscriber = digits.dropFirst(4)
        guard subscriber.first == "9", let second = subscriber.dropFirst().first, "6789".contains(second) else {
            return nil
        }
        return String(area + subscriber.dropFirst())
    }
}
