import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("merged values are written in the text's language")
struct MergeFormatTests {
    @Test("days, amounts, percentages, choices and yes or no", arguments: Engine.allCases)
    func languages(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let account = try await fixture.create(
                ["account_name": .text("Umbra"), "employees": .text("12000"), "industry": .text("Technology")],
                in: "Accounts",
                by: fixture.user
            )
            let deal = try await fixture.create(
                [
                    "deal_name": .text("D"), "account": .text(account.id.description), "amount": .text("1239.045"),
                    "probability": .text("19.25"), "closing_date": .text("2026-11-27"),
                ],
                in: "Deals",
                by: fixture.user
            )
            let scope = try await fixture.scope("Deals")
            let text = try MergeText.parse(
                "${Deals.Amount};${Deals.Probability};${Deals.Closing Date};${Deals.Stage};${Deals.Account.Employees}",
                in: scope
            )
            let cases: [(String, String)] = [
                ("en_US", "CN¥1,239.045;19.25%;November 27, 2026;Qualification;12,000"),
                ("zh_CN", "¥1,239.045;19.25%;2026年11月27日;资格确认;12,000"),
                ("de", "1.239,045 CN¥;19,25 %;27. November 2026;Qualification;12.000"),
            ]
            for (language, expected) in cases {
                let fill = try await fixture.fill(text, from: deal, language: language)
                #expect(text.filled(with: fill.parameters) == expected)
            }
            // A parameter of a template has no other space than the plain one; a free text keeps what its language uses.
            for language in ["ar", "fr", "th", "prs_AF", "xx"] {
                let fill = try await fixture.fill(text, from: deal, language: language)
                #expect(fill.missing.isEmpty && fill.values.allSatisfy { !$0.isEmpty }, "\(language)")
                #expect(fill.parameters.allSatisfy { !$0.contains { $0.isWhitespace && $0 != " " } }, "\(language)")
            }
        }
    }

    @Test(
        "moments are told in the organisation's time zone, and lines stay lines only in free text",
        arguments: Engine.allCases
    )
    func moments(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = ShapeFields(store: database.store, clock: database.clock, ids: database.ids, users: [])
            let visit = try await shape.add(
                NewField(labelEnglish: "Visit", labelChinese: "到访", type: .datetime, isRequired: false),
                to: "Leads",
                by: fixture.user
            )
            let values: [String: FieldValue] = [
                visit.name: .text("2026-11-27T18:01:00Z"), "description": .text("one\n\ttwo      three"),
            ]
            let lead = try await fixture.lead("Silva", values)
            let text = try MergeText.parse("${Leads.Visit}|${Leads.Description}", in: try await fixture.scope("Leads"))
            let english = try await fixture.fill(text, from: lead, language: "en_GB")
            #expect(english.values == ["28 November 2026 at 2:01", "one\n\ttwo      three"])
            #expect(english.parameters == ["28 November 2026 at 2:01", "one two three"])
            #expect(try await fixture.fill(text, from: lead, language: "zh_CN").values[0] == "2026年11月28日 2:01")
        }
    }
}
