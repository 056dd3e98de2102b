import Foundation

/// What people see about the business behind a number.
struct BusinessProfile: Sendable, Codable, Equatable {
    private static let verticals: Set<String> = [
        "", "UNDEFINED", "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY",
        "GOVT", "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "ALCOHOL",
        "ONLINE_GAMBLING", "PHYSICAL_GAMBLING", "OTC_DRUGS", "NOT_A_BIZ", "MATRIMONY_SERVICE",
    ]

    private(set) var about = "Available"
    private(set) var address: String?
    private(set) var description: String?
    private(set) var email: String?
    private(set) var websites: [String] = []
    private(set) var vertical = "UNDEFINED"
    private(set) var pictureHandle: String?

    /// `GET /{PNID}/whatsapp_business_profile`; only what is filled is there.
    func node(pictureURL: String?) -> JSON {
        .object([
            "about": .string(about), "address": .optional(address), "description": .optional(description),
            "email": .optional(email), "profile_picture_url": .optional(pictureURL),
            "websites": websites.isEmpty ? nil : .array(websites.map(JSON.string)), "vertical": .string(vertical),
            "messaging_product": .string("whatsapp"),
        ])
    }

    /// `POST` of the same address.
    ///
    /// - Parameters:
    ///   - body: Any of the members.
    ///   - isHandle: Whether a handle is one of an upload.
    /// - Throws: Code 100 with what is wrong.
    mutating func apply(_ body: JSON, isHandle: (String) -> Bool) throws(GraphFailure) {
        guard body["messaging_product"]?.text == "whatsapp" else {
            throw .parameter("The parameter messaging_product is required.")
        }
        var changed = self
        if let text = body["about"]?.text {
            guard (1...139).contains(Check.length(text)) else {
                throw .parameter("Param about must be 1 to 139 characters long.")
            }
            changed.about = text
        }
        changed.address = try Self.text(body, "address", 256) ?? address
        changed.description = try Self.text(body, "description", 512) ?? description
        changed.email = try Self.text(body, "email", 128) ?? email
        if let email = changed.email, !email.isEmpty, !email.contains("@") {
            throw .parameter("Param email must be a valid email address.")
        }
        if let list = body["websites"] { changed.websites = try Self.websites(list) }
        if let text = body["vertical"]?.text?.uppercased() {
            guard Self.verticals.contains(text) else {
                throw .parameter("Param vertical must be one of {\(Self.verticals.sorted().joined(separator: ", "))}.")
            }
            changed.vertical = text
        }
        if let handle = body["profile_picture_handle"]?.text {
            guard isHandle(handle) else { throw .parameter("Param profile_picture_handle is not a valid handle.") }
            changed.pictureHandle = handle
        }
        self = changed
    }

    private static func text(_ body: JSON, _ name: String, _ limit: Int) throws(GraphFailure) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text, Check.length(text) <= limit else {
            throw .parameter("Param \(name) must be at most \(limit) characters long.")
        }
        return text
    }

    private static func websites(_ list: JSON) throws(GraphFailure) -> [String] {
        let sites = (list.items ?? []).compactMap(\.text).filter { !$0.isEmpty }
        let areRight = sites.allSatisfy { ($0.hasPrefix("http://") || $0.hasPrefix("https://")) && $0.count <= 256 }
        guard sites.count <= 2, areRight else {
            throw .parameter("Param websites must be at most 2 addresses of 256 characters that begin with http(s)://.")
        }
        return sites
    }
}
