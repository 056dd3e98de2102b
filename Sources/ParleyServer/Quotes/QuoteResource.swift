import Identity
import Records
import Storage

/// A quote: its record, and what it has beside the record's fields.
struct QuoteResource: Encodable {
    struct CurrencyBody: Encodable {
        let code: String
        let digits: Int
    }

    struct Line: Encodable {
        let product: Nullable<ID<Record>>
        let name: String
        let description: String
        let quantity: String
        let list_price: String
        let discount: DiscountBody
        let tax_percent: String
        let stock: Nullable<String>
        let amount: String
        let discount_amount: String
        let net: String
        let tax: String
        let total: String
    }

    let record: RecordResource
    let currency: CurrencyBody
    let lines: [Line]
    let discount: DiscountBody
    let tax_percent: String
    let adjustment: String

    init(
        _ record: RecordResource,
        _ quote: Quote,
        sums: QuoteSums,
        stock: [ID<Record>: FixedDecimal]
    ) {
        self.record = record
        currency = CurrencyBody(code: quote.currency.code, digits: quote.currency.digits)
        lines = zip(quote.lines, sums.lines).map { line, sums in
            Line(
                product: Nullable(line.product),
                name: line.name,
                description: line.description,
                quantity: line.quantity.description,
                list_price: line.listPrice.description,
                discount: DiscountBody(line.discount),
                tax_percent: line.taxPercent.description,
                stock: Nullable(line.product.flatMap { stock[$0]?.description }),
                amount: sums.amount.description,
                discount_amount: sums.discount.description,
                net: sums.net.description,
                tax: sums.tax.description,
                total: sums.total.description
            )
        }
        discount = DiscountBody(quote.terms.discount)
        tax_percent = quote.terms.taxPercent.description
        adjustment = quote.terms.adjustment.description
    }
}

struct DiscountBody: Codable {
    let kind: QuoteDiscount.Kind
    let value: String

    init(_ discount: QuoteDiscount) {
        kind = discount.kind
        value = discount.value.description
    }

    func checked(field: String) throws(InvalidInput) -> QuoteDiscount {
        QuoteDiscount(kind, try value.decimal(field: field))
    }
}

/// A new quote, or with a version the change of one.
struct QuoteBody: Decodable {
    struct Line: Decodable {
        let product: ID<Record>?
        let name: String
        let description: String?
        let quantity: String
        let list_price: String
        let discount: DiscountBody?
        let tax_percent: String?

        func checked(at path: String) throws(InvalidInput) -> QuoteLine {
            QuoteLine(
                product: product,
                name: try TextRule.line(name, field: "\(path).name", maximum: 200),
                description: try text(description, field: "\(path).description"),
                quantity: try quantity.decimal(field: "\(path).quantity"),
                listPrice: try list_price.decimal(field: "\(path).list_price"),
                discount: try discount?.checked(field: "\(path).discount") ?? .none,
                taxPercent: try tax_percent.decimalOrZero(field: "\(path).tax_percent")
            )
        }

        private func text(_ text: String?, field: String) throws(InvalidInput) -> String {
            guard let text, !text.allSatisfy(\.isWhitespace) else { return "" }
            return try TextRule.text(text, field: field, maximum: 2_000)
        }
    }

    let values: [String: ValueBody]
    let lines: [Line]
    let discount: DiscountBody?
    let tax_percent: String?
    let adjustment: String?

    func checked() throws(InvalidInput) -> QuoteDraft {
        var checked: [QuoteLine] = []
        for (index, line) in lines.enumerated() { checked.append(try line.checked(at: "lines.\(index)")) }
        return try QuoteDraft(
            values: values.checked(),
            lines: checked,
            terms: QuoteTerms(
                discount: try discount?.checked(field: "discount") ?? .none,
                taxPercent: try tax_percent.decimalOrZero(field: "tax_percent"),
                adjustment: try adjustment.decimalOrZero(field: "adjustment")
            )
        )
    }
}

/// The change of a quote.
struct QuoteChangeBody: Decodable {
    let version: Int64
    let quote: QuoteBody

    private enum CodingKeys: String, CodingKey {
        case version
    }

    init(from decoder: any Decoder) throws {
        version = try decoder.container(keyedBy: CodingKeys.self).decode(Int64.self, forKey: .version)
        quote = try QuoteBody(from: decoder)
    }
}

extension String {
    fileprivate func decimal(field: String) throws(InvalidInput) -> FixedDecimal {
        if allSatisfy(\.isWhitespace) {
            throw InvalidInput(field: field, code: "required", detail: "This is needed.")
        }
        guard let number = FixedDecimal(self), number.isInRange else {
            throw InvalidInput(
                field: field,
                code: "not_valid",
                detail: "This is a number such as 1234.5, with at most four decimals."
            )
        }
        return number
    }
}

extension String? {
    fileprivate func decimalOrZero(field: String) throws(InvalidInput) -> FixedDecimal {
        guard let text = self, !text.allSatisfy(\.isWhitespace) else { return FixedDecimal(units: 0) }
        return try text.decimal(field: field)
    }
}
