import Foundation
package import Storage

/// A customer of the server: the boundary that no data crosses.
package struct Organization: Sendable {
    /// The organisation's id.
    package let id: ID<Organization>
    /// As its people call it.
    package let name: String
    /// An IANA name; days and months of reports are counted in it.
    package let timeZone: String
    /// ISO 3166 alpha-2, for phone numbers typed without a country code.
    package let defaultCountry: String?
    /// ISO 4217: what amounts are in.
    package let currency: String
    /// What new people's screens speak at first.
    package let defaultLanguage: Language
}

/// What a new organisation needs.
package struct NewOrganization: Sendable {
    let name: String
    let timeZone: String
    let defaultCountry: String?
    let currency: String

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - name: 1…100 characters.
    ///   - timeZone: An IANA name; nil means UTC.
    ///   - defaultCountry: ISO 3166 alpha-2 in any case, or nil; its currency becomes the organisation's.
    /// - Throws: ``InvalidInput`` naming `organization_name`, `time_zone` or `default_country`.
    package init(name: String, timeZone: String?, defaultCountry: String?) throws(InvalidInput) {
        self.name = try TextRule.line(name, field: "organization_name", maximum: 100)
        self.timeZone = try TimeZoneRule.check(timeZone ?? "UTC", field: "time_zone")
        let country = try CountryRule.check(defaultCountry, field: "default_country")
        self.defaultCountry = country
        currency = CurrencyRule.usual(in: country)
    }
}

enum CountryRule {
    static func check(_ code: String?, field: String) throws(InvalidInput) -> String? {
        guard let code, !code.isEmpty else { return nil }
        let upper = code.uppercased()
        let isKnown = upper.utf8.count == 2 && Locale.Region.isoRegions.contains { $0.identifier == upper }
        guard isKnown else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not a two-letter country code.")
        }
        return upper
    }
}

enum CurrencyRule {
    static func check(_ code: String, field: String) throws(InvalidInput) -> String {
        let upper = code.uppercased()
        let isKnown =
            upper.utf8.count == 3 && Locale.Currency.isoCurrencies.contains { $0.identifier.uppercased() == upper }
        guard isKnown else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not a currency code such as CNY.")
        }
        return upper
    }

    /// What a country pays with; US dollars where nothing is known.
    static func usual(in country: String?) -> String {
        guard let country else { return "USD" }
        return Locale(identifier: "en_\(country)").currency?.identifier.uppercased() ?? "USD"
    }
}

enum TimeZoneRule {
    static func check(_ identifier: String, field: String) throws(InvalidInput) -> String {
        // `TimeZone(identifier:)` also takes abbreviations and offsets; the list has the names that browsers know.
        let isKnown = identifier == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(identifier)
        guard isKnown else {
            throw InvalidInput(
                field: field,
                code: "not_valid",
                detail: "This is not a time zone name such as Asia/Shanghai."
            )
        }
        return identifier
    }
}
