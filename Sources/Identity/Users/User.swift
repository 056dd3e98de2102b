import Foundation
package import Storage

/// A person who works in an organisation.
package struct User: Sendable {
    /// The user's id.
    package let id: ID<User>
    /// As typed; what is compared is its folded form.
    package let email: String
    /// As others see it.
    package let name: String
    /// Of the screens.
    package let language: Language
    /// Of the screens.
    package let theme: Theme
    /// An IANA name.
    package let timeZone: String
    /// Whether they may sign in: neither only invited nor deactivated.
    package let isActive: Bool
    /// The profile's name.
    package let profileName: String
    /// Whether the profile is the administrators'.
    package let isAdministrator: Bool
}

/// The languages the product speaks.
///
/// Source: spec row A-47.
package enum Language: String, Sendable, CaseIterable, Codable {
    case chinese = "zh-CN"
    case english = "en"
}

/// How the screens look.
package enum Theme: String, Sendable, CaseIterable, Codable {
    case system
    case light
    case dark
}

/// What a new user needs.
package struct NewUser: Sendable {
    let email: EmailAddress
    let name: String
    let password: Password
    let language: Language
    let timeZone: String?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - email: The address to sign in with.
    ///   - name: 1…100 characters.
    ///   - password: See ``Password``.
    ///   - language: Of the screens.
    ///   - timeZone: An IANA name; nil means the organisation's.
    /// - Throws: ``InvalidInput`` naming `email`, `name`, `password` or `time_zone`.
    package init(
        email: String,
        name: String,
        password: String,
        language: Language = .chinese,
        timeZone: String? = nil
    ) throws(InvalidInput) {
        self.email = try EmailAddress(email, field: "email")
        self.name = try TextRule.line(name, field: "name", maximum: 100)
        self.password = try Password(password, field: "password")
        self.language = language
        self.timeZone = if let timeZone { try TimeZoneRule.check(timeZone, field: "time_zone") } else { nil }
    }
}

/// An email address, good enough to sign in with: whether it takes mail is not known.
package struct EmailAddress: Sendable, Hashable {
    /// As typed.
    let text: String
    /// What is compared: two addresses that differ in case are one.
    let key: String

    init(_ typed: String, field: String) throws(InvalidInput) {
        let line = try TextRule.line(typed, field: field, maximum: 254)
        let parts = line.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !line.contains(where: \.isWhitespace)
        guard isAddress else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not an email address.")
        }
        text = line
        key = line.precomposedStringWithCompatibilityMapping.lowercased()
    }
}

/// A password as chosen.
///
/// Length is the one rule: rules about kinds of characters make people choose worse ones. Source: NIST SP 800-63B,
/// section 5.1.1.2.
package struct Password: Sendable {
    let text: String

    /// Checks a new password.
    ///
    /// - Parameters:
    ///   - typed: At least 10 characters, four of them different; at most 1,024 bytes.
    ///   - field: The API's name of the input.
    /// - Throws: ``InvalidInput`` with `too_short`, `too_simple` or `too_long`.
    package init(_ typed: String, field: String) throws(InvalidInput) {
        if typed.count < 10 {
            throw InvalidInput(field: field, code: "too_short", detail: "At least 10 characters.")
        }
        if Set(typed.filter { !$0.isWhitespace }).count < 4 {
            throw InvalidInput(field: field, code: "too_simple", detail: "At least four different characters.")
        }
        if typed.utf8.count > 1_024 {
            throw InvalidInput(field: field, code: "too_long", detail: "At most 1024 bytes.")
        }
        text = typed
    }
}
