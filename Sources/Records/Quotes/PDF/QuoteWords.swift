import Foundation
import Identity

/// The words and numbers of a quote's PDF in one language.
struct QuoteWords {
    private let language: Language
    private var isChinese: Bool { language == .chinese }
    private var locale: Locale { Locale(identifier: isChinese ? "zh_CN" : "en") }

    init(_ language: Language) {
        self.language = language
    }

    var heading: String { isChinese ? "报价单" : "Quote" }
    var number: String { isChinese ? "报价单号" : "Quote no." }
    var date: String { isChinese ? "日期" : "Date" }
    var validTill: String { isChinese ? "有效期至" : "Valid till" }
    var owner: String { isChinese ? "负责人" : "Your contact" }
    var customer: String { isChinese ? "客户" : "For" }
    var billing: String { isChinese ? "账单地址" : "Billing address" }
    var shipping: String { isChinese ? "收货地址" : "Shipping address" }
    var item: String { isChinese ? "项目" : "Item" }
    var quantity: String { isChinese ? "数量" : "Qty" }
    var price: String { isChinese ? "单价" : "Price" }
    var discount: String { isChinese ? "折扣" : "Discount" }
    var tax: String { isChinese ? "税" : "Tax" }
    var amount: String { isChinese ? "金额" : "Amount" }
    var subtotal: String { isChinese ? "小计" : "Subtotal" }
    var adjustment: String { isChinese ? "调整" : "Adjustment" }
    var total: String { isChinese ? "总计" : "Total" }
    var terms: String { isChinese ? "条款" : "Terms and conditions" }
    var description: String { isChinese ? "说明" : "Notes" }

    func page(_ number: Int, of count: Int) -> String {
        isChinese ? "第 \(number) 页，共 \(count) 页" : "Page \(number) of \(count)"
    }

    /// A number in groups of three, with at least so many decimals; both languages write it alike.
    func number(_ number: FixedDecimal, digits: Int) -> String {
        let parts = number.description.split(separator: ".", omittingEmptySubsequences: false)
        let isNegative = number.units < 0
        let whole = Array(parts[0].drop { $0 == "-" })
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        var decimals = parts.count == 2 ? String(parts[1]) : ""
        while decimals.count < digits { decimals.append("0") }
        return (isNegative ? "-" : "") + grouped + (decimals.isEmpty ? "" : "." + decimals)
    }

    func percent(_ percent: FixedDecimal) -> String { number(percent, digits: 0) + "%" }

    /// A discount; nothing where there is none.
    func discount(_ discount: QuoteDiscount, digits: Int) -> String {
        if discount.value.units == 0 { return "" }
        return discount.kind == .percent ? percent(discount.value) : number(discount.value, digits: digits)
    }

    /// An amount with its currency's sign.
    func money(_ amount: FixedDecimal, _ currency: Currency) -> String {
        guard let decimal = Decimal(string: amount.description) else { return amount.description }
        return decimal.formatted(
            .currency(code: currency.code).locale(locale).precision(.fractionLength(currency.digits))
        )
    }

    /// A day of the organisation's calendar.
    func day(_ milliseconds: Int64, timeZone: String) -> String {
        format(Date(timeIntervalSince1970: Double(milliseconds) / 1_000), TimeZone(identifier: timeZone) ?? .gmt)
    }

    /// A day such as `2026-11-22`.
    func day(_ text: String) -> String {
        guard let day = CalendarDate(text) else { return text }
        return format(Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400), .gmt)
    }

    private func format(_ date: Date, _ timeZone: TimeZone) -> String {
        var style = Date.FormatStyle(date: .long, time: .omitted, locale: locale)
        style.timeZone = timeZone
        return date.formatted(style)
    }

    /// The lines of an address: street, city, state, code, country in the language's order.
    func address(_ parts: [String]) -> [String] {
        guard parts.count == 5 else { return [] }
        let (street, city, state, code, country) = (parts[0], parts[1], parts[2], parts[3], parts[4])
        let lines =
            isChinese
            ? [country + state + city, street, code]
            : [street, [code, city].filter { !$0.isEmpty }.joined(separator: " "), state, country]
        return lines.filter { !$0.isEmpty }
    }
}
