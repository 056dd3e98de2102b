package import Identity
package import Storage

/// The user's profile hides a total of quotes, and with it all that the total is made of.
package struct QuoteAmountsHidden: Error, Equatable {}

/// Who may see what a quote costs.
package enum QuoteAmounts {
    private static let totals: Set<String> = ["sub_total", "discount", "tax", "adjustment", "grand_total"]

    /// Refuses whoever's profile hides one of the totals: from the lines it could be reckoned.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - quote: The record of a quote.
    ///   - user: Who is looking.
    /// - Throws: ``QuoteAmountsHidden`` or ``StoreError``.
    package static func require(_ tx: any ReadTransaction, of quote: Record, shownTo user: SignedIn) throws {
        let shown = try FieldQueries.shown(tx, to: user, module: quote.module.id)
        if !totals.isSubset(of: Set(shown.filter { !$0.isCustom }.map(\.name))) { throw QuoteAmountsHidden() }
    }
}
