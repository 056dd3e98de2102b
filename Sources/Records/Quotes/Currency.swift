package import Identity
package import Storage

/// A currency, and how many decimals its amounts have.
package struct Currency: Sendable, Hashable {
    /// ISO 4217, three capital letters.
    package let code: String

    /// A currency.
    ///
    /// - Parameter code: ISO 4217.
    package init(code: String) {
        self.code = code
    }

    /// Decimals of an amount, 0 to 4.
    ///
    /// Source: ISO 4217, list one, minor units that are not two.
    package var digits: Int {
        if Self.withoutDecimals.contains(code) { return 0 }
        if Self.withThreeDecimals.contains(code) { return 3 }
        return code == "CLF" || code == "UYW" ? 4 : 2
    }

    private static let withoutDecimals: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    ]
    private static let withThreeDecimals: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    /// The currency that an organisation offers in.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: The currency.
    /// - Throws: ``StoreError``.
    package static func of(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> Currency {
        Currency(code: try OrganizationQueries.find(tx, id: organization)?.currency ?? "USD")
    }
}
