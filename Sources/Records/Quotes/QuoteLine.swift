package import Storage

/// One thing that is offered, how many of it and for how much.
///
/// Source: spec row 2.138.
package struct QuoteLine: Sendable, Hashable {
    /// The product it was filled from; nil where it was typed.
    package let product: ID<Record>?
    /// As the customer reads it.
    package let name: String
    /// More about it; may be empty.
    package let description: String
    /// Above zero.
    package let quantity: FixedDecimal
    /// The price of one; zero or more.
    package let listPrice: FixedDecimal
    /// What is taken off.
    package let discount: QuoteDiscount
    /// 0 to 100, of what is left after the discount.
    package let taxPercent: FixedDecimal

    /// A line; whether it can be reckoned is told by ``QuoteArithmetic``.
    package init(
        product: ID<Record>?,
        name: String,
        description: String,
        quantity: FixedDecimal,
        listPrice: FixedDecimal,
        discount: QuoteDiscount,
        taxPercent: FixedDecimal
    ) {
        self.product = product
        self.name = name
        self.description = description
        self.quantity = quantity
        self.listPrice = listPrice
        self.discount = discount
        self.taxPercent = taxPercent
    }
}

/// What is taken off a price.
package struct QuoteDiscount: Sendable, Hashable {
    /// How it is said.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case percent
        case amount
    }

    /// How it is said.
    package let kind: Kind
    /// 0 to 100, or an amount; zero for no discount.
    package let value: FixedDecimal

    /// A discount.
    package init(_ kind: Kind, _ value: FixedDecimal) {
        self.kind = kind
        self.value = value
    }

    /// Nothing off.
    package static let none = QuoteDiscount(.percent, FixedDecimal(units: 0))
}

/// What concerns the whole of a quote.
package struct QuoteTerms: Sendable, Hashable {
    /// What is taken off the sum of the lines.
    package let discount: QuoteDiscount
    /// 0 to 100, of what is left after that discount; beside the taxes of the lines.
    package let taxPercent: FixedDecimal
    /// Added at the end; below zero takes off.
    package let adjustment: FixedDecimal

    /// Terms.
    package init(discount: QuoteDiscount, taxPercent: FixedDecimal, adjustment: FixedDecimal) {
        self.discount = discount
        self.taxPercent = taxPercent
        self.adjustment = adjustment
    }

    /// No discount, no tax, no adjustment.
    package static let none = QuoteTerms(
        discount: .none,
        taxPercent: FixedDecimal(units: 0),
        adjustment: FixedDecimal(units: 0)
    )
}

/// A quote beside what its record's fields hold.
package struct Quote: Sendable, Hashable {
    /// Lines at most.
    package static let maximumLines = 200

    /// What it is reckoned in, ISO 4217; it stays when the organisation changes its own.
    package let currency: Currency
    /// In the order of the page.
    package let lines: [QuoteLine]
    /// What concerns the whole.
    package let terms: QuoteTerms

    /// A quote.
    package init(currency: Currency, lines: [QuoteLine], terms: QuoteTerms) {
        self.currency = currency
        self.lines = lines
        self.terms = terms
    }
}
