import Identity

/// Whom a quote is for.
enum QuoteParty {
    /// Refuses a quote that is for nobody: it names a Lead or a Contact, or both.
    ///
    /// Source: spec row A-31.
    ///
    /// - Parameters:
    ///   - record: Any record.
    ///   - fields: All fields of its module.
    /// - Throws: ``InvalidInput`` for `contact` where it is a quote and names neither.
    static func require(_ record: Record, fields: [Field]) throws(InvalidInput) {
        guard record.isQuote else { return }
        let parties = fields.filter { !$0.isCustom && ($0.name == "lead" || $0.name == "contact") }
        if parties.allSatisfy({ record.values[$0.id] == nil }) {
            throw InvalidInput(
                field: "contact",
                code: "required",
                detail: "A quote is for a Lead or a Contact: choose one."
            )
        }
    }
}
