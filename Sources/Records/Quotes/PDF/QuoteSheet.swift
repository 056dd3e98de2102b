package import Identity
package import Storage

/// All that a quote's PDF says, as its reader reads it.
///
/// A value on its own: the PDF can be made later, or kept, whatever becomes of the quote.
package struct QuoteSheet: Sendable {
    struct Line: Sendable {
        let name: String
        let description: String
        let quantity: String
        let price: String
        let discount: String
        let tax: String
        let net: String
    }

    struct Sum: Sendable {
        let label: String
        let value: String
        var isTotal = false
    }

    let language: Language
    /// Such as `Q-00042`; the file is called so.
    package let number: String
    let organization: String
    let subject: String
    /// Number, day, validity, who looks after it: labels and values.
    let facts: [(label: String, value: String)]
    /// Labels and lines of the blocks beside each other.
    let parties: [(label: String, lines: [String])]
    let lines: [Line]
    let sums: [Sum]
    let notes: [(label: String, text: String)]

    /// Reads a quote for a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: The quote's record.
    ///   - user: Who asks; what they may not see is left out.
    ///   - language: The reader's.
    /// - Throws: ``RecordNotFound`` also where the record is no quote; ``QuoteAmountsHidden``; ``StoreError``.
    package init(
        _ tx: any ReadTransaction,
        _ id: ID<Record>,
        visibleTo user: SignedIn,
        in language: Language
    ) throws {
        guard let record = try RecordQueries.find(tx, visibleTo: user, id: id), record.isQuote,
            let organization = try OrganizationQueries.find(tx, id: user.organization)
        else { throw RecordNotFound() }
        try QuoteAmounts.require(tx, of: record, shownTo: user)
        let words = QuoteWords(language)
        let quote = try QuoteQueries.fetch(tx, organization: user.organization, record: id)
        let reader = try SheetReader(tx, user: user, record: record)
        self.language = language
        self.organization = organization.name
        number = reader.text("quote_number") ?? id.description
        subject = record.name
        let owner = try UserQueries.names(tx, organization: user.organization, ids: [record.owner])[record.owner]
        let day = words.day(record.createdAtMs, timeZone: organization.timeZone)
        let validity = reader.text("valid_till").map(words.day)
        facts = [
            (words.number, number), (words.date, day), (words.validTill, validity ?? ""), (words.owner, owner ?? ""),
        ].filter { !$0.1.isEmpty }
        parties = [
            (words.customer, try reader.customer()),
            (words.billing, words.address(reader.address("billing"))),
            (words.shipping, words.address(reader.address("shipping"))),
        ].filter { !$0.1.isEmpty }
        let sums = try QuoteArithmetic.sums(of: quote)
        let digits = quote.currency.digits
        lines = zip(quote.lines, sums.lines).map { line, sums in
            Line(
                name: line.name,
                description: line.description,
                quantity: words.number(line.quantity, digits: 0),
                price: words.number(line.listPrice, digits: digits),
                discount: words.discount(line.discount, digits: digits),
                tax: line.taxPercent.units == 0 ? "" : words.percent(line.taxPercent),
                net: words.number(sums.net, digits: digits)
            )
        }
        self.sums = Self.sums(sums, quote, words)
        notes = [(words.terms, reader.text("terms") ?? ""), (words.description, reader.text("description") ?? "")]
            .filter { !$0.1.isEmpty }
    }

    private static func sums(_ sums: QuoteSums, _ quote: Quote, _ words: QuoteWords) -> [Sum] {
        let digits = quote.currency.digits
        var list = [Sum(label: words.subtotal, value: words.number(sums.subtotal, digits: digits))]
        if sums.discount.units != 0 {
            let off = FixedDecimal(units: -sums.discount.units)
            list.append(Sum(label: words.discount, value: words.number(off, digits: digits)))
        }
        list.append(Sum(label: words.tax, value: words.number(sums.tax, digits: digits)))
        if sums.adjustment.units != 0 {
            list.append(Sum(label: words.adjustment, value: words.number(sums.adjustment, digits: digits)))
        }
        let total = words.money(sums.total, quote.currency)
        return list + [Sum(label: words.total, value: total, isTotal: true)]
    }
}

/// Reads what a quote and the people it names say, as far as a user may see it.
private struct SheetReader {
    private let tx: any ReadTransaction
    private let user: SignedIn
    private let record: Record
    private let values: [String: String]

    init(_ tx: any ReadTransaction, user: SignedIn, record: Record) throws {
        self.tx = tx
        self.user = user
        self.record = record
        values = try Self.values(of: record, tx, user)
    }

    private static func values(
        of record: Record,
        _ tx: any ReadTransaction,
        _ user: SignedIn
    ) throws -> [String: String] {
        let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
        let texts = fields.compactMap { field in record.values[field.id].map { (field.name, $0.displayText) } }
        return Dictionary(texts) { first, _ in first }
    }

    func text(_ field: String) -> String? { values[field] }

    /// Street, city, state, code, country.
    func address(_ kind: String) -> [String] {
        ["street", "city", "state", "code", "country"].map { values["\(kind)_\($0)"] ?? "" }
    }

    /// The company, the person, how to reach them.
    func customer() throws -> [String] {
        let account = try named("account")
        let person = try named("contact") ?? named("lead")
        let known = try person.map { try Self.values(of: $0, tx, user) } ?? [:]
        let company = account?.name ?? known["company"]
        let lines = [company, person?.name, known["mobile"] ?? known["phone"], known["email"]]
        return lines.compactMap { $0 }
    }

    private func named(_ field: String) throws -> Record? {
        guard let id = values[field].flatMap({ ID<Record>($0) }) else { return nil }
        return try RecordQueries.find(tx, visibleTo: user, id: id)
    }
}
