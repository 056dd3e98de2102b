/// Somebody with WhatsApp on a phone.
struct Customer: Sendable, Equatable, Codable {
    /// What Meta tells a business about who writes.
    enum Identity: String, Sendable, Codable {
        /// Number and business-scoped user id, as for most people.
        case both
        /// The number only, as before spring 2026.
        case phone
        /// The user id only: somebody with a username.
        case userID = "user_id"
    }

    /// Business-scoped user id, `CC.…`; also what the control API calls the customer by.
    var userID: String
    var name: String
    /// Digits of the number as people write it, with the country code.
    var phone: String
    /// WhatsApp's id of the number; not always its digits (Brazil, Mexico, Argentina).
    var waID: String
    var username: String?
    var identity: Identity
    /// Wants no marketing messages of this business.
    var isOptedOut: Bool?
    /// Has blocked the business.
    var isBlocking: Bool?

    var refusesMarketing: Bool { isOptedOut == true }
    var hasBlocked: Bool { isBlocking == true }

    /// `wa_id` as a business sees it.
    var visibleWaID: String? { identity == .userID ? nil : waID }
    /// `user_id` as a business sees it.
    var visibleUserID: String? { identity == .phone ? nil : userID }

    /// The `contacts[]` entry of a webhook.
    var contact: JSON {
        let profile = JSON.object(["name": .string(name), "username": .optional(username)])
        return .object([
            "profile": profile, "wa_id": .optional(visibleWaID), "user_id": .optional(visibleUserID),
        ])
    }
}

/// All customers, by user id and by number.
struct CustomerBook: Sendable {
    static let maximum = 500

    private(set) var all: [Customer] = []
    private var byUserID: [String: Int] = [:]
    private var byNumber: [String: Int] = [:]

    var isFull: Bool { all.count >= Self.maximum }

    /// By user id, number or WhatsApp id, in any spelling of a number.
    func find(_ name: String) -> Customer? {
        if let index = byUserID[name] { return all[index] }
        return byNumber[PhoneDigits.strip(name)].map { all[$0] }
    }

    mutating func insert(_ customer: Customer) {
        byUserID[customer.userID] = all.count
        byNumber[customer.phone] = all.count
        byNumber[customer.waID] = all.count
        all.append(customer)
    }

    /// Puts somebody's new self in the place of the old one; their new names may not be somebody else's.
    mutating func replace(_ userID: String, with customer: Customer) {
        guard let index = byUserID[userID] else { return }
        let old = all[index]
        byUserID[old.userID] = nil
        byNumber[old.phone] = nil
        byNumber[old.waID] = nil
        all[index] = customer
        byUserID[customer.userID] = index
        byNumber[customer.phone] = index
        byNumber[customer.waID] = index
    }
}

/// Numbers as Meta takes them.
enum PhoneDigits {
    private static let punctuation: Set<Character> = ["+", "-", "(", ")", " ", ".", "\u{a0}"]

    static func strip(_ number: String) -> String { String(number.filter { !punctuation.contains($0) }) }

    /// The digits; nil when this cannot be an international number.
    static func parse(_ number: String) -> String? {
        let digits = strip(number)
        guard (7...15).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return digits
    }

    /// ISO 3166 code of the country, for the user ids that are made up here.
    static func country(of digits: String) -> String {
        for length in [3, 2, 1] {
            if let country = countries[String(digits.prefix(length))] { return country }
        }
        return "US"
    }

    private static let countries: [String: String] = [
        "1": "US", "7": "RU", "20": "EG", "27": "ZA", "31": "NL", "33": "FR", "34": "ES", "39": "IT", "41": "CH",
        "43": "AT", "44": "GB", "46": "SE", "48": "PL", "49": "DE", "52": "MX", "54": "AR", "55": "BR", "57": "CO",
        "60": "MY", "61": "AU", "62": "ID", "63": "PH", "65": "SG", "66": "TH", "81": "JP", "82": "KR", "84": "VN",
        "86": "CN", "90": "TR", "91": "IN", "92": "PK", "212": "MA", "234": "NG", "254": "KE", "351": "PT", "353": "IE",
        "852": "HK", "853": "MO", "886": "TW", "966": "SA", "971": "AE", "972": "IL",
    ]
}

/// Business-scoped user ids.
enum UserID {
    /// Whether this is spelt like one: two letters, a point, up to 128 letters and digits.
    static func isSpeltLike(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 || (parts.count == 3 && parts[1] == "ENT") else { return false }
        guard let country = parts.first, let rest = parts.last else { return false }
        let isCountry = country.count == 2 && country.allSatisfy { $0.isASCII && $0.isUppercase }
        let isWord = (1...128).contains(rest.count) && rest.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isCountry && isWord
    }
}
