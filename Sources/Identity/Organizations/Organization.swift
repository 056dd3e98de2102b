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
}

/// What a new organisation needs.
package struct NewOrganization: Sendable {
    let name: String
    let timeZone: String
    let defaultCountry: String?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - name: 1…100 characters.
    ///   - timeZone: An IANA name; nil means UTC.
    ///   - defaultCountry: ISO 3166 alpha-2 in any case, or nil.
    /// - Throws: ``InvalidInput`` naming `organization_name`, `time_zone` or `default_country`.
    package init(name: String, timeZone: String?, defaultCountry: String?) throws(InvalidInput) {
        self.name = try TextRule.line(name, field: "organization_name", maximum: 100)
        self.timeZone = try TimeZoneRule.check(timeZone ?? "UTC", field: "time_zone")
        self.defaultCountry = try Self.country(defaultCountry)
    }

    private static func country(_ code: String?) throws(InvalidInput) -> String? {
        guard let code, !code.isEmpty else { return nil }
        let upper = code.uppercased()
        let isKnown = upper.utf8.count == 2 && Locale.Region.isoRegions.contains { $0.identifier == upper }
        guard isKnown else {
            throw InvalidInput(
                field: "default_country",
                code: "not_valid",
                detail: "This is not a two-letter country code."
            )
        }
        return upper
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
