import Identity

/// An address to write to, as far as its form tells.
enum EmailText {
    static func check(_ text: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let line = try TextRule.line(text, field: field, maximum: maximum)
        let parts = line.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !line.contains(where: \.isWhitespace)
        guard isAddress else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not an email address.")
        }
        return line
    }
}

/// A web address with or without its scheme; no other scheme than http and https, since screens make it a link.
enum WebsiteText {
    static func check(_ text: String, field: String, maximum: Int) throws(InvalidInput) -> String {
        let line = try TextRule.line(text, field: field, maximum: maximum)
        let lower = line.lowercased()
        let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
        let rest = lower.dropFirst(scheme?.count ?? 0)
        let host = rest.prefix { !"/?#".contains($0) }
        let isHost = host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".") && hasPortOnly(host)
        guard isHost, !line.contains(where: \.isWhitespace) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is not a web address.")
        }
        return line
    }

    /// A colon in the host starts a port: anything else would make the part before it a scheme.
    private static func hasPortOnly(_ host: Substring) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 1 { return true }
        return parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }
}
