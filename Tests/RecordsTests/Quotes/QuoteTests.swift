import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

extension Fixture {
    var saveQuote: SaveQuote { SaveQuote(store: database.store, clock: database.clock, ids: database.ids) }

    func line(
        _ name: String = "磨豆机",
        quantity: String = "2",
        price: String = "100",
        product: ID<Record>? = nil
    ) throws -> QuoteLine {
        QuoteLine(
            product: product,
            name: name,
            description: "",
            quantity: try #require(FixedDecimal(quantity)),
            listPrice: try #require(FixedDecimal(price)),
            discount: QuoteDiscount(.percent, try #require(FixedDecimal("10"))),
            taxPercent: try #require(FixedDecimal("19"))
        )
    }

    func draft(_ values: [String: FieldValue], lines: [QuoteLine] = [], adjustment: String = "0") throws -> QuoteDraft {
        try QuoteDraft(
            values: values,
            lines: lines,
            terms: QuoteTerms(
                discount: .none,
                taxPercent: try #require(FixedDecimal("0")),
                adjustment: try #require(FixedDecimal(adjustment))
            )
        )
    }

    func quote(_ record: ID<Record>) async throws -> Quote {
        try await database.store.read { [organization] tx in
            try QuoteQueries.fetch(tx, organization: organization, record: record)
        }
    }

    func text(_ name: String, of record: Record) async throws -> String? {
        record.values[try await field(name, of: record.module.name).id]?.displayText
    }
}

@Suite("quotes")
struct QuoteTests {
    @Test("2.137 a quote needs a subject of at most 120 characters", arguments: Engine.allCases)
    func subject(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let contact = FieldValue.text(try await fixture.contact("Ruoxi").id.description)
            let none = await #expect(throws: InvalidInput.self) {
                try await fixture.saveQuote.create(try fixture.draft(["contact": contact]), by: fixture.user)
            }
            #expect(none?.field == "subject")
            #expect(none?.code == "required")
            let long = FieldValue.text(String(repeating: "报", count: 121))
            let tooLong = await #expect(throws: InvalidInput.self) {
                let draft = try fixture.draft(["contact": contact, "subject": long])
                try await fixture.saveQuote.create(draft, by: fixture.user)
            }
            #expect(tooLong?.code == "too_long")
        }
    }

    @Test("saving what does not differ writes no line, which may be another's by then")
    func unchanged() async throws {
        try await TestDatabase.with(.postgres) { database async throws in
            let fixture = try await Fixture(database)
            let contact = FieldValue.text(try await fixture.contact("Ruoxi").id.description)
            let draft = try fixture.draft(["contact": contact, "subject": .text("咖啡机")], lines: [try fixture.line()])
            let quote = try await fixture.saveQuote.create(draft, by: fixture.user)
            func writer() async throws -> String? {
                try await database.store.read { tx in
                    try tx.first("SELECT CAST(xmin AS TEXT) AS writer FROM quote_lines")?.get("writer")
                }
            }
            let before = try await writer()
            try await fixture.saveQuote.change(quote.id, version: 1, to: draft, by: fixture.user)
            #expect(try await writer() == before)
            let other = try fixture.draft([:], lines: [try fixture.line(quantity: "3")])
            try await fixture.saveQuote.change(quote.id, version: 1, to: other, by: fixture.user)
            #expect(try await writer() != before)
        }
    }

    @Test("A-31 a quote is for a Lead or a Contact, and stays so however it is saved", arguments: Engine.allCases)
    func party(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = FieldValue.text(try await fixture.lead("陈").id.description)
            let contact = FieldValue.text(try await fixture.contact("林").id.description)
            let subject = FieldValue.text("咖啡机")
            let nobody = await #expect(throws: InvalidInput.self) {
                try await fixture.saveQuote.create(try fixture.draft(["subject": subject]), by: fixture.user)
            }
            #expect(nobody?.field == "contact")
            await #expect(throws: InvalidInput.self) {
                try await fixture.create(["subject": subject], in: "Quotes", by: fixture.user)
            }
            let draft = try fixture.draft(["subject": subject, "lead": lead])
            let quote = try await fixture.saveQuote.create(draft, by: fixture.user)
            await #expect(throws: InvalidInput.self) {
                try await fixture.update(quote.id, version: 1, values: ["lead": .text("")], by: fixture.user)
            }
            // The link moves from the one to the other in one change, as a conversion does it.
            let moved = try await fixture.update(
                quote.id,
                version: 1,
                values: ["lead": .text(""), "contact": contact],
                by: fixture.user
            )
            #expect(try await fixture.text("contact", of: moved) == contact.displayText)
        }
    }

    @Test("2.138, 2.139 a quote keeps its lines, and its totals stand in fields", arguments: Engine.allCases)
    func totals(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let values: [String: FieldValue] = [
                "subject": .text("吧台设备"), "contact": .text(try await fixture.contact("林").id.description),
            ]
            let draft = try fixture.draft(values, lines: [try fixture.line()], adjustment: "-4.2")
            let made = try await fixture.saveQuote.create(draft, by: fixture.user)
            #expect(try await fixture.text("quote_number", of: made) == "Q-00001")
            #expect(try await fixture.text("stage", of: made) == "Draft")
            #expect(try await fixture.text("sub_total", of: made) == "180")
            #expect(try await fixture.text("tax", of: made) == "34.2")
            #expect(try await fixture.text("adjustment", of: made) == "-4.2")
            #expect(try await fixture.text("grand_total", of: made) == "210")
            let held = try await fixture.quote(made.id)
            #expect(held.currency.code == "CNY")
            #expect(held.lines == [try fixture.line()])

            // Nobody writes totals by hand.
            let byHand = await #expect(throws: InvalidInput.self) {
                try await fixture.update(made.id, version: 1, values: ["grand_total": .text("1")], by: fixture.user)
            }
            #expect(byHand?.code == "read_only")
        }
    }

    @Test(
        "2.138 a change of the lines alone is a change of the quote, and a stale one is refused",
        arguments: Engine.allCases
    )
    func stale(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let values: [String: FieldValue] = [
                "subject": .text("吧台设备"), "contact": .text(try await fixture.contact("林").id.description),
            ]
            let draft = try fixture.draft(values, lines: [try fixture.line("磨豆机")])
            let made = try await fixture.saveQuote.create(draft, by: fixture.user)
            let same = try await fixture.saveQuote.change(made.id, version: 1, to: draft, by: fixture.user)
            #expect(same.version == 1)
            let renamed = try fixture.draft([:], lines: [try fixture.line("意式机")])
            let changed = try await fixture.saveQuote.change(made.id, version: 1, to: renamed, by: fixture.user)
            #expect(changed.version == 2)
            await #expect(throws: StaleRecord.self) {
                try await fixture.saveQuote.change(made.id, version: 1, to: draft, by: fixture.user)
            }
            #expect(try await fixture.quote(made.id).lines.map(\.name) == ["意式机"])
        }
    }

    @Test("2.138 a line's fault names the line, and nothing is written", arguments: Engine.allCases)
    func faults(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let values: [String: FieldValue] = [
                "subject": .text("吧台设备"), "contact": .text(try await fixture.contact("林").id.description),
            ]
            let bad = try fixture.draft(values, lines: [try fixture.line(), try fixture.line(quantity: "0")])
            let fault = await #expect(throws: InvalidInput.self) {
                try await fixture.saveQuote.create(bad, by: fixture.user)
            }
            #expect(fault?.field == "lines.1.quantity")
            let lead = try await fixture.lead("陈")
            let noProduct = try fixture.draft(values, lines: [try fixture.line(product: lead.id)])
            let other = await #expect(throws: InvalidInput.self) {
                try await fixture.saveQuote.create(noProduct, by: fixture.user)
            }
            #expect(other?.field == "lines.0.product")
            #expect(throws: InvalidInput.self) {
                try fixture.draft(values, lines: try (0...Quote.maximumLines).map { _ in try fixture.line() })
            }
            let quotes = try await fixture.module("Quotes").module
            let count = try await database.store.read { tx in
                try RecordQueries.page(tx, visibleTo: fixture.user, module: quotes.id, before: nil, limit: 10).count
            }
            #expect(count == 0)
        }
    }

    @Test(
        "2.138 a product of another organisation is none, and one's own comes with its stock",
        arguments: Engine.allCases
    )
    func products(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let (fixture, other) = (try await Fixture(database), try await Fixture(database, name: "other"))
            let product: [String: FieldValue] = ["product_name": .text("磨豆机"), "stock": .text("12.5")]
            let own = try await fixture.create(product, in: "Products", by: fixture.user)
            let foreign = try await other.create(product, in: "Products", by: other.user)
            let values: [String: FieldValue] = [
                "subject": .text("吧台设备"), "contact": .text(try await fixture.contact("林").id.description),
            ]
            let draft = try fixture.draft(values, lines: [try fixture.line(product: foreign.id)])
            await #expect(throws: InvalidInput.self) { try await fixture.saveQuote.create(draft, by: fixture.user) }
            let good = try fixture.draft(values, lines: [try fixture.line(product: own.id)])
            let made = try await fixture.saveQuote.create(good, by: fixture.user)
            await #expect(throws: RecordNotFound.self) {
                try await other.saveQuote.change(made.id, version: 1, to: good, by: other.user)
            }
            let stock = try await database.store.read { tx in
                try QuoteProducts.stock(tx, visibleTo: fixture.user, [own.id, foreign.id])
            }
            #expect(stock.mapValues(\.description) == [own.id: "12.5"])
        }
    }

    @Test("2.140 whoever may not see a total sees no lines and no PDF of it", arguments: Engine.allCases)
    func hiddenAmounts(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            let values: [String: FieldValue] = ["subject": .text("a"), "contact": .text("")]
            let contact = try await team.fixture.create(["last_name": .text("Lin")], in: "Contacts", by: rep)
            let quote = try await team.fixture.saveQuote.create(
                team.fixture.draft(values.merging(["contact": .text(contact.id.description)]) { $1 }),
                by: rep
            )
            func sheet() async throws {
                _ = try await database.store.read { tx in
                    try QuoteSheet(tx, quote.id, visibleTo: rep, in: .english)
                }
            }
            try await sheet()
            try await team.restrict("grand_total", of: "Quotes", .hidden)
            await #expect(throws: QuoteAmountsHidden.self) { try await sheet() }
            await #expect(throws: QuoteAmountsHidden.self) {
                try await team.fixture.saveQuote.change(
                    quote.id,
                    version: quote.version,
                    to: team.fixture.draft(["subject": .text("b")]),
                    by: rep
                )
            }
        }
    }
}
