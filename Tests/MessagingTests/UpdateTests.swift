import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("updates from Meta")
struct UpdateTests {
    private func template(_ fixture: Fixture, name: String = "提醒") async throws -> MessageTemplate {
        let request = try SubmitTemplate.Request(
            name: name,
            module: "Leads",
            language: "zh_CN",
            category: .notification,
            body: "您好 ${Leads.Last Name}，明天见。",
            channel: nil
        )
        return try await fixture.submitTemplate(request, by: fixture.user)
    }

    private func verdict(_ template: MessageTemplate, _ event: String) -> String {
        """
        {"field":"message_template_status_update","value":{"event":"\(event)","message_template_id":470000000000031,
         "message_template_name":"\(template.providerName)","message_template_language":"zh_CN"}}
        """
    }

    private func status(_ fixture: Fixture, _ template: MessageTemplate) async throws -> MessageTemplate.Status? {
        try await fixture.database.store.read { tx in
            try TemplateQueries.find(tx, organization: template.organization, id: template.id)?.status
        }
    }

    @Test("A-48 of two verdicts on a template the later counts, whichever comes first", arguments: Engine.allCases)
    func order(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await template(fixture)
            let now = database.clock.nowMs
            try await fixture.webhook(verdict(template, "PAUSED"), toldAtMs: now - 10_000)
            try await fixture.webhook(verdict(template, "APPROVED"), toldAtMs: now - 60_000)
            #expect(try await status(fixture, template) == .paused)
            try await fixture.webhook(verdict(template, "APPROVED"), toldAtMs: now - 5_000)
            #expect(try await status(fixture, template) == .approved)
            // What is told from the future holds no later news up.
            try await fixture.webhook(verdict(template, "PAUSED"), toldAtMs: now + 3_600_000)
            database.clock.advance(byMs: 5_000)
            try await fixture.webhook(verdict(template, "APPROVED"), toldAtMs: database.clock.nowMs)
            #expect(try await status(fixture, template) == .approved)
        }
    }

    @Test("A-48 an account that was reinstated is not stopped by older news", arguments: Engine.allCases)
    func accountOrder(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let now = database.clock.nowMs
            func tell(_ state: String, _ atMs: Int64) async throws {
                let value = #"{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"\#(state)"}}"#
                try await fixture.webhook(#"{"field":"account_update","value":\#(value)}"#, toldAtMs: atMs)
            }
            try await tell("REINSTATE", now - 1_000)
            try await tell("DISABLE", now - 90_000)
            #expect(try await states(fixture) == [.active])
        }
    }

    private func account(_ event: String) -> String { #"{"field":"account_update","value":{"event":"\#(event)"}}"# }

    private func states(_ fixture: Fixture) async throws -> [ChannelAccount.State] {
        try await fixture.database.store.read { [user = fixture.user] tx in
            try ChannelQueries.all(tx, organization: user.organization).map(\.state)
        }
    }

    @Test("2.7 news of one account never touch another, whichever address they come to", arguments: Engine.allCases)
    func accounts(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await template(fixture)
            _ = try await fixture.addNumber("100000000000002", account: "200000000000002")
            try await fixture.webhook(account("ACCOUNT_DELETED"), account: "200000000000002")
            #expect(try await states(fixture) == [.active, .stopped(code: "account_deleted")])
            try await fixture.webhook(verdict(template, "APPROVED"), account: "200000000000002")
            #expect(try await status(fixture, template) == .inReview)
            try await fixture.webhook(account("ACCOUNT_DELETED"), account: "299")
            #expect(try await states(fixture) == [.active, .stopped(code: "account_deleted")])
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 2)
        }
    }

    @Test(
        "2.35 each report of a message is kept as it came, also in words nobody knows yet",
        arguments: Engine.allCases
    )
    func reports(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.IN")
            let conversation = try #require(try await fixture.conversations().first)
            let sent = try await fixture.sendReply("yo", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            for word in ["sent", "warning", "sent"] {
                try await fixture.webhook(
                    Fixture.messages(
                        """
                        "statuses":[{"id":"wamid.OUT","status":"\(word)","timestamp":"1795000130","recipient_id":"8613800138000",
                                     "biz_opaque_callback_data":"\(sent.id)","pricing":{"category":"service"}}]
                        """
                    )
                )
            }
            let kept = try await database.store.read { tx in
                try tx.run("SELECT kind, raw FROM message_updates ORDER BY kind")
                    .map { (try $0.get("kind", as: String.self), try $0.get("raw", as: String.self)) }
            }
            #expect(kept.map(\.0) == ["sent", "warning"])
            #expect(kept.allSatisfy { $0.1.contains(#""category":"service""#) })
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 0)
        }
    }

    @Test("2.68 who writes to two numbers of ours has two conversations and one record", arguments: Engine.allCases)
    func twoNumbers(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            _ = try await fixture.addNumber("100000000000002")
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.1")
            let second =
                #""messages":[{"from":"8613800138000","id":"wamid.2","timestamp":"1","type":"text","text":{"body":"yo"}}]"#
            try await fixture.webhook(Fixture.messages(second, to: "100000000000002"))
            let conversations = try await fixture.conversations()
            #expect(conversations.count == 2)
            #expect(conversations.map(\.record) == [fixture.lead, fixture.lead])
            #expect(Set(conversations.map(\.businessNumber)).count == 2)
        }
    }

    @Test("2.69 a template is not sent from a number of another account", arguments: Engine.allCases)
    func otherAccount(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await template(fixture)
            try await fixture.webhook(verdict(template, "APPROVED"))
            let own = try await fixture.addNumber("100000000000002")
            let other = try await fixture.addNumber("100000000000003", account: "200000000000002")
            try await fixture.send(template.id, from: own)
            await #expect(throws: TemplateRefusal.otherAccount) { try await fixture.send(template.id, from: other) }
        }
    }

    @Test("what became of a message is heard also when its number was put out of use", arguments: Engine.allCases)
    func outOfUse(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.IN")
            let conversation = try #require(try await fixture.conversations().first)
            let sent = try await fixture.sendReply("yo", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            try await database.store.write { tx in try tx.execute("UPDATE business_numbers SET is_in_use = \(false)") }
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "statuses":[{"id":"wamid.OUT","status":"delivered","timestamp":"1795000130",
                                 "biz_opaque_callback_data":"\(sent.id)"}]
                    """
                )
            )
            #expect(try await fixture.messages(of: conversation.id).first?.status == .delivered)
            try await fixture.text("still there?", from: "8613800138000", wamid: "wamid.2")
            #expect(try await fixture.messages(of: conversation.id).count == 2)
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items WHERE reason = 'not_treated'") == 1)
        }
    }

    @Test("what waited for a message and fails takes the message with it no more", arguments: Engine.allCases)
    func failingWait(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            func react(_ emoji: String, wamid: String) async throws {
                try await fixture.webhook(
                    Fixture.messages(
                        """
                        "messages":[{"from":"8613800138000","id":"\(wamid)","timestamp":"1","type":"reaction",
                                     "reaction":{"message_id":"wamid.A","emoji":"\(emoji)"}}]
                        """
                    )
                )
            }
            try await react("1", wamid: "wamid.R1")
            try await react("2", wamid: "wamid.R2")
            try await database.store.write { tx in
                try tx.execute("UPDATE parked_items SET raw = 'no JSON' WHERE raw LIKE '%wamid.R1%'")
            }
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            #expect(try await fixture.conversations().count == 1)
            #expect(try await fixture.count("SELECT count(*) AS n FROM message_reactions") == 1)
            #expect(
                try await fixture.count(
                    "SELECT count(*) AS n FROM parked_items WHERE reason = 'failed' AND waits_for IS NULL"
                ) == 1
            )
        }
    }

    @Test("what was parked while its message was being stored is applied within the hour", arguments: Engine.allCases)
    func race(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "messages":[{"from":"8613800138000","id":"wamid.R","timestamp":"1","type":"reaction",
                                 "reaction":{"message_id":"wamid.A","emoji":"+"}}]
                    """
                )
            )
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.B")
            try await database.store.write { tx in
                try tx.execute("UPDATE messages SET wamid = 'wamid.A' WHERE wamid = 'wamid.B'")
            }
            let sweep = SweepInbound(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                logger: quietLogger
            )
            _ = try await sweep.perform(
                Job(id: database.ids.next(), kind: sweep.kind, payload: "", attempt: 1, dueAtMs: 0)
            )
            #expect(try await fixture.count("SELECT count(*) AS n FROM message_reactions") == 1)
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 0)
        }
    }
}
