package import Identity

/// What a line comes to.
package struct QuoteLineSums: Sendable, Hashable {
    /// Quantity times list price.
    package let amount: FixedDecimal
    /// What is taken off.
    package let discount: FixedDecimal
    /// Amount less discount.
    package let net: FixedDecimal
    /// Of the net.
    package let tax: FixedDecimal
    /// Net and tax.
    package let total: FixedDecimal
}

/// What a quote comes to.
package struct QuoteSums: Sendable, Hashable {
    /// Of each line.
    package let lines: [QuoteLineSums]
    /// The lines' nets.
    package let subtotal: FixedDecimal
    /// What is taken off the subtotal.
    package let discount: FixedDecimal
    /// The lines' taxes, and the quote's own of what the discount leaves.
    package let tax: FixedDecimal
    /// As agreed.
    package let adjustment: FixedDecimal
    /// Subtotal less discount, and tax and adjustment.
    package let total: FixedDecimal
}

/// Reckons quotes, exactly.
///
/// The one rule of rounding: every product (quantity times price, a percentage of an amount) and every amount that somebody typed is
/// rounded half up, away from zero, to the currency's minor unit as soon as it is made; sums add what was rounded. So a column of a
/// printed quote always adds up. A discount on the whole quote leaves the taxes of its lines as they are. The web app reckons by the
/// same rule; both are tested on the cases of `Tests/quote-arithmetic.json`.
///
/// Source: spec row 2.139; ISO 4217 for the minor units.
package enum QuoteArithmetic {
    private static let hundredPercent = 100 * FixedDecimal.scale

    /// Reckons a quote.
    ///
    /// - Parameter quote: The quote.
    /// - Returns: The sums.
    /// - Throws: ``InvalidInput`` with `not_valid` or `too_large`, and a name such as `lines.3.quantity` (from 0), `discount`,
    ///   `tax_percent` or `adjustment`.
    package static func sums(of quote: Quote) throws(InvalidInput) -> QuoteSums {
        let step = minorUnit(of: quote.currency)
        var lines: [QuoteLineSums] = []
        var subtotal: Int128 = 0
        var tax: Int128 = 0
        for (index, line) in quote.lines.enumerated() {
            let sums = try self.sums(of: line, step: step, at: "lines.\(index)")
            subtotal += Int128(sums.net.units)
            tax += Int128(sums.tax.units)
            lines.append(sums)
        }
        let discount = try taken(quote.terms.discount, off: subtotal, step: step, field: "discount")
        try requirePercent(quote.terms.taxPercent, field: "tax_percent")
        tax += percentage(quote.terms.taxPercent, of: subtotal - discount, step: step)
        let adjustment = rounded(Int128(quote.terms.adjustment.units), over: 1, step: step)
        let total = subtotal - discount + tax + adjustment
        if total < 0 {
            throw InvalidInput(
                field: "adjustment",
                code: "not_valid",
                detail: "A quote does not come to less than zero."
            )
        }
        return QuoteSums(
            lines: lines,
            subtotal: try decimal(subtotal, field: "lines"),
            discount: try decimal(discount, field: "discount"),
            tax: try decimal(tax, field: "tax_percent"),
            adjustment: try decimal(adjustment, field: "adjustment"),
            total: try decimal(total, field: "lines")
        )
    }

    private static func sums(of line: QuoteLine, step: Int128, at path: String) throws(InvalidInput) -> QuoteLineSums {
        guard line.quantity.units > 0 else {
            throw InvalidInput(field: "\(path).quantity", code: "not_valid", detail: "This is above zero.")
        }
        guard line.listPrice.units >= 0 else {
            throw InvalidInput(field: "\(path).list_price", code: "not_valid", detail: "This is zero or more.")
        }
        let product = Int128(line.quantity.units) * Int128(line.listPrice.units)
        let amount = rounded(product, over: Int128(FixedDecimal.scale), step: step)
        let amountSum = try decimal(amount, field: "\(path).quantity")
        let discount = try taken(line.discount, off: amount, step: step, field: "\(path).discount")
        try requirePercent(line.taxPercent, field: "\(path).tax_percent")
        let net = amount - discount
        let tax = percentage(line.taxPercent, of: net, step: step)
        return QuoteLineSums(
            amount: amountSum,
            discount: try decimal(discount, field: "\(path).discount"),
            net: try decimal(net, field: "\(path).quantity"),
            tax: try decimal(tax, field: "\(path).tax_percent"),
            total: try decimal(net + tax, field: "\(path).quantity")
        )
    }

    private static func taken(
        _ discount: QuoteDiscount,
        off amount: Int128,
        step: Int128,
        field: String
    ) throws(InvalidInput) -> Int128 {
        switch discount.kind {
        case .percent:
            try requirePercent(discount.value, field: field)
            return percentage(discount.value, of: amount, step: step)
        case .amount:
            let value = rounded(Int128(discount.value.units), over: 1, step: step)
            guard (0...max(0, amount)).contains(value) else {
                throw InvalidInput(field: field, code: "not_valid", detail: "This is from 0 to what it is taken off.")
            }
            return value
        }
    }

    private static func requirePercent(_ percent: FixedDecimal, field: String) throws(InvalidInput) {
        guard (0...hundredPercent).contains(percent.units) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "This is from 0 to 100 percent.")
        }
    }

    private static func percentage(_ percent: FixedDecimal, of amount: Int128, step: Int128) -> Int128 {
        rounded(amount * Int128(percent.units), over: Int128(hundredPercent), step: step)
    }

    /// Ten-thousandths in one minor unit.
    private static func minorUnit(of currency: Currency) -> Int128 {
        (currency.digits..<4).reduce(1) { step, _ in step * 10 }
    }

    /// A fraction of ten-thousandths as a multiple of the minor unit, half up.
    private static func rounded(_ numerator: Int128, over denominator: Int128, step: Int128) -> Int128 {
        let unit = denominator * step
        let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
        let units = Int128(quotient + (remainder * 2 >= unit.magnitude ? 1 : 0)) * step
        return numerator < 0 ? -units : units
    }

    private static func decimal(_ units: Int128, field: String) throws(InvalidInput) -> FixedDecimal {
        guard let narrow = Int64(exactly: units), FixedDecimal(units: narrow).isInRange else {
            throw InvalidInput(field: field, code: "too_large", detail: "This comes to more than 14 digits.")
        }
        return FixedDecimal(units: narrow)
    }
}
