import Identity
import Messaging
import ParleyTestSupport
import PhoneNumbers
import Records
import Storage
import Testing

@Suite("whether a template is sent")
struct TemplateSendingTests {
    private static let aboutDeals = "您好，报价 ${Deals.Amount} 已经准备好。"

    @Test(
        "1.40, 1.41 a record that is no person gives the values; the message goes to whom its lookup names",
        arguments: Engine.allCases
    )
    func lookup(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let contact = try await fixture.contact()
            let deal = try await fixture.deal(contact: contact)
            let template = try await fixture.template(Self.aboutDeals, of: "Deals")
            let lookup = try await fixture.field("contact", of: "Deals")
            let message = try await fixture.send(template, about: deal, by: lookup, to: "+5511987654321")
            #expect(message.text.contains("1,200"))
            let conversation = try await fixture.conversations().first { $0.id == message.conversation }
            #expect(conversation?.record == contact)
            #expect(conversation?.waID == "5511987654321")
        }
    }

    @Test(
        "1.41 without a person there is nobody to send to, and the record's lookups say who there is",
        arguments: Engine.allCases
    )
    func nobody(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let contact = try await fixture.contact()
            let (with, without) = (try await fixture.deal(contact: contact), try await fixture.deal(contact: nil))
            let template = try await fixture.template(Self.aboutDeals, of: "Deals")
            let (lookup, account) = (
                try await fixture.field("contact", of: "Deals"), try await fixture.field("account", of: "Deals")
            )
            await #expect(throws: SendRefusal.notAPerson) { try await fixture.send(template, about: with) }
            await #expect(throws: SendRefusal.noRecipient) {
                try await fixture.send(template, about: without, by: lookup)
            }
            let refusal = await #expect(throws: InvalidInput.self) {
                try await fixture.send(template, about: with, by: account)
            }
            #expect(refusal?.field == "lookup")
            let found = try await database.store.read { [user = fixture.user] tx in
                try [with, without, contact].map { id in
                    let record = try RecordQueries.require(tx, writableBy: user, id: id)
                    return try SendRecipient.all(tx, about: record, for: user).map { ($0.person.id, $0.lookup?.id) }
                }
            }
            #expect(found.map(\.count) == [1, 0, 1])
            #expect(found[0].first?.0 == contact && found[0].first?.1 == lookup)
            #expect(found[2].first?.0 == contact && found[2].first?.1 == nil)
        }
    }

    @Test(
        "2.32 a number that stands in no record gets nothing, and sending makes no record of it",
        arguments: Engine.allCases
    )
    func stranger(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await fixture.template("您好，您的样机明天到店。")
            let before = try await fixture.count("SELECT count(*) AS n FROM records")
            await #expect(throws: SendRefusal.phoneNotUsable) {
                try await fixture.send(template, to: "+905551230001")
            }
            await #expect(throws: RecordNotFound.self) { try await fixture.send(template, about: ID(1)) }
            #expect(try await fixture.count("SELECT count(*) AS n FROM records") == before)
            #expect(try await fixture.count("SELECT count(*) AS n FROM conversations") == 0)
            #expect(try await fixture.count("SELECT count(*) AS n FROM outbox") == 0)
        }
    }

    @Test(
        "1.35, A-12, A-42 everything that is against a template is told at once, and nothing is queued",
        arguments: Engine.allCases
    )
    func all(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let other = try await fixture.addNumber("100000000000003", account: "200000000000002")
            let template = try await fixture.template(
                "您好，关于 ${Leads.Industry} 的新品已到店。",
                .marketing,
                status: .paused
            )
            let consent = SetConsent(store: database.store, clock: database.clock, ids: database.ids)
            try await consent(.optedOut, wording: "", for: fixture.lead, by: fixture.user)
            let all = try await fixture.refusals(template, about: fixture.lead, to: "+8613900139000", from: other)
            #expect(all == ["phoneNotUsable", "notApproved", "optedOut", "missingValues", "otherAccount"])
            let ofDeals = try await fixture.template(Self.aboutDeals, of: "Deals")
            #expect(try await fixture.refusals(ofDeals, about: fixture.lead) == ["otherModule"])
            #expect(try await fixture.count("SELECT count(*) AS n FROM messages") == 0)
            #expect(try await fixture.count("SELECT count(*) AS n FROM conversations") == 0)
            await #expect(throws: TemplateRefusal.notFound) {
                _ = try await fixture.refusals(ID(1), about: fixture.lead)
            }
        }
    }

    @Test("A-14 the first number that can be used is taken where none is named", arguments: Engine.allCases)
    func firstNumber(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await fixture.template("您好，您的样机明天到店。")
            let unreachable = try await fixture.create(
                ["last_name": .text("无"), "company": .text("无"), "phone": .text("12"), "mobile": .text("abc")],
                in: "Leads"
            )
            #expect(try await fixture.refusals(template, about: unreachable) == ["phoneNotUsable"])
            let reachable = try await fixture.create(
                ["last_name": .text("有"), "company": .text("有"), "phone": .text("12"), "mobile": .text("13900139000")],
                in: "Leads"
            )
            #expect(try await fixture.refusals(template, about: reachable).isEmpty)
        }
    }

    @Test("2.19, 2.38 what becomes too long by its values is refused, the part named", arguments: Engine.allCases)
    func tooLong(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.create(
                [
                    "last_name": .text(String(repeating: "长", count: 61)), "company": .text("半日"),
                    "mobile": .text("13900139000"), "description": .text(String(repeating: "字", count: 1_020)),
                ],
                in: "Leads"
            )
            let body = try await fixture.template("您好，您的留言是：${Leads.Description}，我们已经收到。")
            await #expect(throws: TemplateRefusal.tooLong(.body)) {
                try await fixture.send(body, about: lead, to: "+8613900139000")
            }
            let content = TemplateContent(header: TemplateContent.Header(kind: .text, text: "${Leads.Last Name}"))
            let header = try await fixture.template("您好，您的样机明天到店。", content: content)
            await #expect(throws: TemplateRefusal.tooLong(.header)) {
                try await fixture.send(header, about: lead, to: "+8613900139000")
            }
        }
    }

    @Test("A-12 a blank value counts in the header and behind a button too", arguments: Engine.allCases)
    func blankParts(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let content = TemplateContent(
                header: TemplateContent.Header(kind: .text, text: "关于 ${Leads.Industry}"),
                buttons: [
                    TemplateContent.Button(kind: .url, label: "查看", url: "https://half.example/${Leads.Email}")
                ]
            )
            let template = try await fixture.template("您好，您的样机明天到店。", content: content)
            await #expect(throws: TemplateRefusal.missingValues(["行业", "邮箱"])) {
                try await fixture.send(template)
            }
        }
    }

    /// An organisation without credits.
    private struct NoCredit: SendCharge {
        func refusal(
            _ tx: any ReadTransaction,
            for template: MessageTemplate,
            to phone: PhoneNumber?
        ) throws -> ChargeRefusal? { ChargeRefusal() }
    }

    @Test("2.37 what cannot be paid for is not sent, and not sent again", arguments: Engine.allCases)
    func noCredit(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await fixture.template("您好，您的样机明天到店。")
            let question = TemplateSending.Question(
                template: template,
                phone: "+8613800138000",
                lookup: nil,
                businessNumber: nil
            )
            let sending = TemplateSending(clock: database.clock, ids: database.ids, charge: NoCredit())
            let send = SendTemplate(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                sending: sending
            )
            await #expect(throws: ChargeRefusal()) {
                _ = try await send(question, about: fixture.lead, idempotencyKey: nil, by: fixture.user)
            }
            let message = try await fixture.send(template)
            try await database.store.write { tx in
                try tx.execute("UPDATE messages SET status = 'failed' WHERE id = \(message.id)")
            }
            let retry = RetryMessage(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                sending: sending
            )
            await #expect(throws: ChargeRefusal()) { _ = try await retry(message.id, by: fixture.user) }
            #expect(try await fixture.count("SELECT count(*) AS n FROM outbox") == 1)
        }
    }
}
