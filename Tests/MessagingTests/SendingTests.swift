import AsyncHTTPClient
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("sending")
struct SendingTests {
    private func approve(_ fixture: Fixture, body: String = "您好 ${Leads.Last Name}，明天见。") async throws -> ID<
        MessageTemplate
    > {
        let request = try SubmitTemplate.Request(
            name: "提醒 \(body.count)",
            module: "Leads",
            language: "zh_CN",
            category: .notification,
            body: body,
            channel: nil
        )
        let template = try await fixture.submitTemplate(request, by: fixture.user)
        try await verdict(fixture, template, "APPROVED")
        return template.id
    }

    private func verdict(_ fixture: Fixture, _ template: MessageTemplate, _ event: String) async throws {
        try await fixture.webhook(
            """
            {"field":"message_template_status_update","value":{"event":"\(event)","message_template_id":470000000000031,
             "message_template_name":"\(template.providerName)","message_template_language":"zh_CN"}}
            """
        )
    }

    @Test("1.16, 2.31 a template in review is sent by nobody; approved by webhook it is", arguments: Engine.allCases)
    func review(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await fixture.submitTemplate(
                SubmitTemplate.Request(
                    name: "提醒",
                    module: "Leads",
                    language: "zh_CN",
                    category: .marketing,
                    body: "您好 ${Leads.Last Name}，明天见。",
                    channel: nil
                ),
                by: fixture.user
            )
            await #expect(throws: TemplateRefusal.notApproved(.inReview)) {
                try await fixture.send(template.id)
            }
            try await verdict(fixture, template, "APPROVED")
            let message = try await fixture.send(template.id)
            #expect(message.text == "您好 林，明天见。")
            try await verdict(fixture, template, "PAUSED")
            await #expect(throws: TemplateRefusal.notApproved(.paused)) {
                try await fixture.send(template.id)
            }
        }
    }

    @Test("a template that Meta never answered about has failed, and says so", arguments: Engine.allCases)
    func neverSubmitted(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await submitted(fixture)
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            // The port that discards: nobody answers there.
            let job = SubmitTemplateJob(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                graph: GraphAccess(baseURL: "http://127.0.0.1:9", http: http, box: .demo),
                files: fixture.files
            )
            let runner = JobRunner(
                store: database.store,
                clock: database.clock,
                logger: quietLogger,
                handlers: [job]
            )
            while try await runner.runBatch() > 0 { database.clock.advance(byMs: 2 * 3_600_000) }
            try await http.shutdown()
            let found = try await find(fixture, template)
            #expect(found?.status == .failed)
            #expect(found?.reason == "meta_unreachable")
        }
    }

    @Test("a change of category is told, and is no change of state", arguments: Engine.allCases)
    func recategorised(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await submitted(fixture)
            try await verdict(fixture, template, "APPROVED")
            let approved = try await find(fixture, template)
            database.clock.advance(byMs: 60_000)
            for _ in 0..<2 {
                try await fixture.webhook(
                    """
                    {"field":"template_category_update","value":{"message_template_id":470000000000031,
                     "previous_category":"UTILITY","new_category":"MARKETING"}}
                    """
                )
            }
            let now = try await find(fixture, template)
            #expect(now?.effectiveCategory == .marketing)
            #expect(now?.statusAtMs == approved?.statusAtMs)
            let told = try await fixture.count("SELECT count(*) AS n FROM events WHERE kind = 'template.recategorised'")
            #expect(told == 1)
        }
    }

    private func submitted(_ fixture: Fixture) async throws -> MessageTemplate {
        let request = try SubmitTemplate.Request(
            name: "提醒",
            module: "Leads",
            language: "zh_CN",
            category: .notification,
            body: "您好 ${Leads.Last Name}，明天见。",
            channel: nil
        )
        return try await fixture.submitTemplate(request, by: fixture.user)
    }

    private func find(_ fixture: Fixture, _ template: MessageTemplate) async throws -> MessageTemplate? {
        try await fixture.database.store.read { tx in
            try TemplateQueries.find(tx, organization: template.organization, id: template.id)
        }
    }

    @Test("1.15, 1.50 a template does not open the window; the customer's answer does", arguments: Engine.allCases)
    func onlyTheCustomerOpens(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await approve(fixture)
            let sent = try await fixture.send(template)
            await #expect(throws: SendRefusal.windowClosed(atMs: nil)) {
                _ = try await fixture.sendReply("hi", in: sent.conversation, idempotencyKey: nil, by: fixture.user)
            }
            try await fixture.text("好的", from: "8613800138000", wamid: "wamid.A")
            let reply = try await fixture.sendReply("hi", in: sent.conversation, idempotencyKey: nil, by: fixture.user)
            #expect(reply.status == .queued)
        }
    }

    @Test("the window closes to the second, and a new message opens it again", arguments: Engine.allCases)
    func toTheSecond(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            let closes = TestDatabase.startMs + ServiceWindow.lengthMs
            database.clock.advance(byMs: ServiceWindow.lengthMs - 1_000)
            _ = try await fixture.sendReply("still", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            database.clock.advance(byMs: 1_000)
            await #expect(throws: SendRefusal.windowClosed(atMs: closes)) {
                _ = try await fixture.sendReply("late", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            }
            try await fixture.text("again", from: "8613800138000", wamid: "wamid.B")
            _ = try await fixture.sendReply("now", in: conversation.id, idempotencyKey: nil, by: fixture.user)
        }
    }

    @Test(
        "a key that belongs to another message is refused, not answered with that message",
        arguments: Engine.allCases
    )
    func keyUsedOtherwise(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first).id
            let first = try await fixture.sendReply("one", in: conversation, idempotencyKey: "k", by: fixture.user)
            let again = try await fixture.sendReply("one", in: conversation, idempotencyKey: "k", by: fixture.user)
            #expect(again.id == first.id)
            await #expect(throws: SendRefusal.keyUsedOtherwise) {
                _ = try await fixture.sendReply("two", in: conversation, idempotencyKey: "k", by: fixture.user)
            }
        }
    }

    @Test("one key sends once, however often and however much at once it is asked", arguments: Engine.allCases)
    func idempotency(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await approve(fixture)
            let ids = try await withThrowingTaskGroup(of: ID<Message>.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await fixture.send(template, key: "k").id
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await fixture.count("SELECT count(*) AS n FROM outbox") == 1)
        }
    }

    @Test(
        "2.38 a blank merge value is refused by its field's name, and a fallback fills it",
        arguments: Engine.allCases
    )
    func missingValues(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let without = try await approve(fixture, body: "您好，关于 ${Leads.Industry} 的报价已经准备好。")
            await #expect(throws: TemplateRefusal.missingValues(["行业"])) {
                try await fixture.send(without)
            }
        }
    }

    @Test(
        "2.31 a number that is not the record's, and another organisation's record, get nothing",
        arguments: Engine.allCases
    )
    func foreign(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await approve(fixture)
            await #expect(throws: SendRefusal.phoneNotUsable) {
                try await fixture.send(template, to: "+8613900139000")
            }
            await #expect(throws: RecordNotFound.self) {
                try await fixture.send(template, about: ID(1))
            }
        }
    }

    @Test(
        "a body that Meta would reject is refused with the rule's name",
        arguments: [
            ("${Leads.Last Name} 您好，欢迎光临本店", "variable_at_start"), ("您好，欢迎光临 ${Leads.Last Name}", "variable_at_end"),
            ("您好 ${Leads.Last Name} ${Leads.First Name}，欢迎光临本店", "adjacent_variables"),
            ("a ${Leads.Last Name} b", "too_few_words"), ("您好\n\n\n再见", "too_many_blank_lines"),
            ("您好      再见", "too_many_spaces"), (String(repeating: "字", count: 1_025), "too_long"),
            ("您好 ${Contacts.Last Name}，欢迎光临", "foreign_merge_field"),
        ]
    )
    func grammar(body: String, code: String) async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let refusal = await #expect(throws: InvalidTemplate.self) { _ = try await approve(fixture, body: body) }
            #expect(refusal?.findings.map(\.code) == [code])
        }
    }
}
