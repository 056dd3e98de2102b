package import Identity
package import Storage

/// SQL of what quotes have beside their records' fields.
package enum QuoteQueries {
    /// Finds a quote's lines and terms; whoever asks has found the record by ``RecordQueries``, in the same transaction.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The quote's record.
    /// - Returns: The quote; without lines where only its record was made so far.
    /// - Throws: ``StoreError``.
    package static func fetch(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> Quote {
        let row = try tx.first(
            """
            SELECT currency, discount_kind, discount, tax_percent, adjustment FROM quotes
             WHERE organization_id = \(organization) AND record_id = \(record)
            """
        )
        guard let row else {
            return Quote(currency: try .of(tx, organization: organization), lines: [], terms: .none)
        }
        return Quote(
            currency: Currency(code: try row.get("currency")),
            lines: try lines(tx, organization: organization, record: record),
            terms: QuoteTerms(
                discount: try discount(row),
                taxPercent: try decimal(row, "tax_percent"),
                adjustment: try decimal(row, "adjustment")
            )
        )
    }

    /// The currencies of some quotes' amounts.
    static func currencies(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        records: [ID<Record>]
    ) throws -> [ID<Record>: String] {
        var found: [ID<Record>: String] = [:]
        var rest = records[...]
        while !rest.isEmpty {
            let rows = try tx.run(
                """
                SELECT record_id, currency FROM quotes
                 WHERE organization_id = \(organization) AND record_id IN (\(list: Array(rest.prefix(500))))
                """
            )
            for row in rows { found[try row.get("record_id")] = try row.get("currency") }
            rest = rest.dropFirst(500)
        }
        return found
    }

    private static func lines(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> [QuoteLine] {
        try tx.run(
            """
            SELECT product_id, name, description, quantity, list_price, discount_kind, discount, tax_percent
              FROM quote_lines
             WHERE organization_id = \(organization) AND record_id = \(record)
             ORDER BY position
            """
        ).map { row in
            QuoteLine(
                product: try row.get("product_id"),
                name: try row.get("name"),
                description: try row.get("description"),
                quantity: try decimal(row, "quantity"),
                listPrice: try decimal(row, "list_price"),
                discount: try discount(row),
                taxPercent: try decimal(row, "tax_percent")
            )
        }
    }

    /// Puts a quote in place of what its record had.
    static func replace(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        _ quote: Quote
    ) throws {
        let terms = quote.terms
        try tx.execute("DELETE FROM quote_lines WHERE organization_id = \(organization) AND record_id = \(record)")
        try tx.execute(
            """
            INSERT INTO quotes (organization_id, record_id, currency, discount_kind, discount, tax_percent, adjustment)
            VALUES (\(organization), \(record), \(quote.currency.code), \(terms.discount.kind.rawValue),
                    \(terms.discount.value.units), \(terms.taxPercent.units), \(terms.adjustment.units))
            ON CONFLICT (organization_id, record_id) DO UPDATE
               SET currency = excluded.currency, discount_kind = excluded.discount_kind, discount = excluded.discount,
                   tax_percent = excluded.tax_percent, adjustment = excluded.adjustment
            """
        )
        for (position, line) in quote.lines.enumerated() {
            try tx.execute(
                """
                INSERT INTO quote_lines (organization_id, record_id, position, product_id, name, description, quantity,
                                         list_price, discount_kind, discount, tax_percent)
                VALUES (\(organization), \(record), \(position), \(line.product), \(line.name), \(line.description),
                        \(line.quantity.units), \(line.listPrice.units), \(line.discount.kind.rawValue),
                        \(line.discount.value.units), \(line.taxPercent.units))
                """
            )
        }
    }

    private static func discount(_ row: SQLRow) throws -> QuoteDiscount {
        let name = try row.get("discount_kind", as: String.self)
        guard let kind = QuoteDiscount.Kind(rawValue: name) else {
            throw StoreError(.other, detail: "a quote has a discount of the unknown kind \(name)")
        }
        return QuoteDiscount(kind, try decimal(row, "discount"))
    }

    private static func decimal(_ row: SQLRow, _ column: String) throws -> FixedDecimal {
        FixedDecimal(units: try row.get(column))
    }
}
