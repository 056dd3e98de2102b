import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("consent")
struct ConsentTests {
    private static let customer = "8613800138000"

    private func marketing(_ fixture: Fixture, _ category: MessageTemplate.Category = .marketing) async throws
        -> ID<MessageTemplate>
    {
        let request = try SubmitTemplate.Request(
            name: category.rawValue,
            module: "Leads",
            language: "zh_CN",
            category: category,
            body: "您好 ${Leads.Last Name}，新品\(category.rawValue)已到店。",
            channel: nil
        )
        let template = try await fixture.submitTemplate(request, by: fixture.user)
        try await fixture.database.store.write { tx in
            try tx.execute("UPDATE message_templates SET status = 'approved'")
        }
        return template.id
    }

    private func send(_ template: ID<MessageTemplate>, to phone: String = "+8613800138000", _ fixture: Fixture)
        async throws
    {
        try await fixture.send(template, to: phone)
    }

    private func state(_ fixture: Fixture) async throws -> ConsentState {
        try await fixture.database.store.read { [fixture] tx in
            try ConsentQueries.state(tx, organization: fixture.user.organization, of: fixture.lead)
        }
    }

    private func field(_ fixture: Fixture) async throws -> String? {
        try await fixture.database.store.read { [fixture] tx in
            let record = try RecordQueries.find(tx, organization: fixture.user.organization, id: fixture.lead)
            let module = try ModuleQueries.find(tx, organization: fixture.user.organization, name: "Leads")
            guard let record, let module else { return nil }
            let fields = try FieldQueries.all(tx, organization: fixture.user.organization, module: module.id)
            guard let field = fields.first(where: { $0.name == "whatsapp_marketing" }) else { return nil }
            return record.values[field.id]?.displayText
        }
    }

    private func setConsent(_ fixture: Fixture) -> SetConsent {
        SetConsent(store: fixture.database.store, clock: fixture.database.clock, ids: fixture.database.ids)
    }

    @Test(
        "2.143, A-30 STOP by itself ends marketing and nothing else; in a sentence it means nothing",
        arguments: Engine.allCases
    )
    func stop(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await marketing(fixture)
            let notification = try await marketing(fixture, .notification)
            try await fixture.text("please stop by", from: Self.customer, wamid: "wamid.1")
            try await send(template, fixture)
            #expect(try await state(fixture) == .unknown)
            try await fixture.text(" Stop! ", from: Self.customer, wamid: "wamid.2")
            #expect(try await state(fixture) == .optedOut)
            #expect(try await field(fixture) == "opted_out")
            await #expect(throws: MarketingRefusal.optedOut) { try await send(template, fixture) }
            try await send(notification, fixture)
            let conversation = try #require(try await fixture.conversations().first)
            _ = try await fixture.sendReply("ok", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            let messages = try await fixture.messages(of: conversation.id)
            #expect(messages.contains { $0.content.notice?.kind == .marketingStopped })
            try await fixture.text("START", from: Self.customer, wamid: "wamid.3")
            #expect(try await state(fixture) == .optedIn)
            try await send(template, fixture)
        }
    }

    @Test(
        "2.143 words to stop are known in many languages",
        arguments: [
            "STOP", "退订", "取消订阅。", "ＴＤ", "Désabonner", "İptal", "abonelikten çık", "стоп", "إيقاف", "수신 거부", "配信停止",
            "unsubscribe",
        ]
    )
    func words(word: String) {
        #expect(ConsentWords.isStop(word))
        #expect(!ConsentWords.isStop("\(word) \(word) x"))
    }

    @Test(
        "2.143 what only contains a word to stop is none",
        arguments: ["stop by at 5", "non-stop", "停止线", "", "don't stop", "start"]
    )
    func noWords(text: String) {
        #expect(!ConsentWords.isStop(text))
    }

    @Test("A-30 what was queued before somebody opted out does not leave", arguments: Engine.allCases)
    func queued(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let fixture = team.fixture
            try await fixture.text("hi", from: Self.customer, wamid: "wamid.1")
            try await send(try await marketing(fixture), fixture)
            try await fixture.text("退订", from: Self.customer, wamid: "wamid.2")
            _ = try await team.dispatcher.sendBatch()
            let conversation = try #require(try await fixture.conversations().first)
            let message = try #require(try await fixture.messages(of: conversation.id).first { $0.kind == .template })
            #expect(message.status == .failed)
            #expect(message.errorCode == "opted_out")
            let retry = RetryMessage(store: team.database.store, clock: team.database.clock, ids: team.database.ids)
            await #expect(throws: MarketingRefusal.optedOut) { _ = try await retry(message.id, by: fixture.user) }
        }
    }

    @Test("2.142, A-30 a history of what was said, of which the latest counts", arguments: Engine.allCases)
    func history(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await setConsent(fixture)(.optedIn, wording: "At the fair", for: fixture.lead, by: fixture.user)
            #expect(try await field(fixture) == "opted_in")
            await #expect(throws: InvalidInput.self) {
                try await setConsent(fixture)(.optedIn, wording: " ", for: fixture.lead, by: fixture.user)
            }
            database.clock.advance(byMs: 1_000)
            try await fixture.text("退订", from: Self.customer, wamid: "wamid.1")
            database.clock.advance(byMs: 1_000)
            try await setConsent(fixture)(.unknown, wording: "", for: fixture.lead, by: fixture.user)
            let history = try await database.store.read { tx in
                try ConsentQueries.history(tx, organization: fixture.user.organization, of: fixture.lead, limit: 10)
            }
            #expect(history.map(\.state) == [.unknown, .optedOut, .optedIn])
            #expect(history.map(\.source) == [.user, .keyword, .user])
            #expect(history.map(\.wording) == ["", "退订", "At the fair"])
            #expect(try await field(fixture) == nil)
        }
    }

    @Test("A-30 what somebody sets in WhatsApp counts too, in the order they did", arguments: Engine.allCases)
    func preference(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await marketing(fixture)
            try await fixture.text("hi", from: Self.customer, wamid: "wamid.1")
            func tell(_ value: String, at seconds: Int64) async throws {
                let value =
                    #"{"wa_id":"8613800138000","category":"marketing_messages","value":"\#(value)","timestamp":\#(seconds)}"#
                try await fixture.webhook(
                    #"{"field":"user_preferences","value":{"metadata":{"phone_number_id":"100000000000001"},"user_preferences":[\#(value)]}}"#
                )
            }
            let now = database.clock.nowMs / 1_000
            try await tell("stop", at: now)
            try await tell("resume", at: now - 60)
            #expect(try await state(fixture) == .optedOut)
            await #expect(throws: MarketingRefusal.optedOut) { try await send(template, fixture) }
            try await setConsent(fixture)(.optedIn, wording: "By phone", for: fixture.lead, by: fixture.user)
            await #expect(throws: MarketingRefusal.stoppedAtWhatsApp) { try await send(template, fixture) }
        }
    }

    @Test(
        "2.39, A-30 no marketing to numbers of the United States nor, where that is the rule, without consent",
        arguments: Engine.allCases
    )
    func rules(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await marketing(fixture)
            let notification = try await marketing(fixture, .notification)
            let update = UpdateRecord(store: database.store, clock: database.clock, ids: database.ids)
            func call(_ phone: String) async throws {
                let version = try await database.store.read { tx in
                    try RecordQueries.find(tx, organization: fixture.user.organization, id: fixture.lead)?.version
                }
                _ = try await update(
                    fixture.lead,
                    version: version ?? 1,
                    values: ["phone": .text(phone)],
                    by: fixture.user
                )
            }
            try await call("+12125550142")
            await #expect(throws: MarketingRefusal.unitedStates) {
                try await send(template, to: "+12125550142", fixture)
            }
            try await send(notification, to: "+12125550142", fixture)
            try await call("+14165550142")
            try await send(template, to: "+14165550142", fixture)
            let change = ChangeSendingRules(store: database.store, clock: database.clock, ids: database.ids)
            try await change(SendingRules(needsConsent: true, allowsUSMarketing: true), by: fixture.user)
            await #expect(throws: MarketingRefusal.noConsent) { try await send(template, to: "+14165550142", fixture) }
            try await setConsent(fixture)(.optedIn, wording: "By mail", for: fixture.lead, by: fixture.user)
            try await call("+12125550142")
            try await send(template, to: "+12125550142", fixture)
        }
    }

    @Test("2.131, A-30 a Contact has what its Lead has said", arguments: Engine.allCases)
    func life(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await setConsent(fixture)(.optedOut, wording: "By phone", for: fixture.lead, by: fixture.user)
            let followers = [ConversationLifecycle(clock: database.clock, ids: database.ids)]
            let convert = ConvertLead(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                followers: followers
            )
            let made = try await convert(
                fixture.lead,
                ConvertLead.Request(contact: .new, account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            let contact = try await database.store.read { tx in
                try ConsentQueries.state(tx, organization: fixture.user.organization, of: try #require(made.contact))
            }
            #expect(contact == .optedOut)
            #expect(try await state(fixture) == .unknown)
        }
    }
}
