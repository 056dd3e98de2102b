import Foundation
import Identity
import Records
import Testing

/// The cases that the web app reckons as well.
struct QuoteCase: Decodable, CustomTestStringConvertible, Sendable {
    struct Discount: Decodable {
        let kind: QuoteDiscount.Kind
        let value: String
    }

    struct Line: Decodable {
        let quantity: String
        let list_price: String
        let discount: Discount
        let tax_percent: String
    }

    struct Sums: Decodable {
        let lines: [[String: String]]
        let subtotal: String
        let discount: String
        let tax: String
        let adjustment: String
        let total: String
    }

    struct Fault: Decodable {
        let field: String
        let code: String
    }

    let name: String
    let currency: String
    let lines: [Line]
    let discount: Discount
    let tax_percent: String
    let adjustment: String
    let sums: Sums?
    let fault: Fault?

    var testDescription: String { name }

    static let all: [QuoteCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../quote-arithmetic.json")
        // A broken file gives no cases, which the count below notices.
        return (try? JSONDecoder().decode([QuoteCase].self, from: Data(contentsOf: file))) ?? []
    }()

    func quote() throws -> Quote {
        Quote(
            currency: Currency(code: currency),
            lines: try lines.map { line in
                QuoteLine(
                    product: nil,
                    name: name,
                    description: "",
                    quantity: try number(line.quantity),
                    listPrice: try number(line.list_price),
                    discount: QuoteDiscount(line.discount.kind, try number(line.discount.value)),
                    taxPercent: try number(line.tax_percent)
                )
            },
            terms: QuoteTerms(
                discount: QuoteDiscount(discount.kind, try number(discount.value)),
                taxPercent: try number(tax_percent),
                adjustment: try number(adjustment)
            )
        )
    }

    private func number(_ text: String) throws -> FixedDecimal { try #require(FixedDecimal(text)) }
}

@Suite("what quotes come to")
struct QuoteArithmeticTests {
    @Test("there are cases for sums and for faults")
    func cases() {
        #expect(QuoteCase.all.filter { $0.sums != nil }.count >= 15)
        #expect(QuoteCase.all.filter { $0.fault != nil }.count >= 10)
    }

    @Test(
        "2.138, 2.139 lines and totals are exact, rounded half up to the currency's minor unit",
        arguments: QuoteCase.all
    )
    func sums(of one: QuoteCase) throws {
        let quote = try one.quote()
        guard let expected = one.sums else {
            let fault = try #require(one.fault)
            let thrown = #expect(throws: InvalidInput.self) { try QuoteArithmetic.sums(of: quote) }
            #expect(thrown?.field == fault.field)
            #expect(thrown?.code == fault.code)
            return
        }
        let sums = try QuoteArithmetic.sums(of: quote)
        #expect(sums.subtotal.description == expected.subtotal)
        #expect(sums.discount.description == expected.discount)
        #expect(sums.tax.description == expected.tax)
        #expect(sums.adjustment.description == expected.adjustment)
        #expect(sums.total.description == expected.total)
        let lines = sums.lines.map { line in
            [
                "amount": line.amount.description, "discount": line.discount.description, "net": line.net.description,
                "tax": line.tax.description, "total": line.total.description,
            ]
        }
        #expect(lines == expected.lines)
    }
}
