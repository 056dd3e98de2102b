import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@testable import Messaging

@Suite("templates as Meta has them")
struct TemplatePollTests {
    @Test(
        "1.36, 2.16, 2.17, 2.26 what no webhook told is found by asking, and whoever wrote it hears of it",
        arguments: Engine.allCases
    )
    func verdicts(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            // Three days are no reason to give up.
            desk.database.clock.advance(byMs: 3 * 86_400_000)
            try await desk.work()
            #expect(try await desk.find(template)?.status == .inReview)
            for (index, step) in [
                ("approve", "{}", MessageTemplate.Status.approved), ("pause", "{}", .paused),
                ("unpause", "{}", .approved),
                ("reject", #"{"reason":"PROMOTIONAL"}"#, .rejected), ("approve", "{}", .approved),
                ("disable", "{}", .disabled),
            ].enumerated() {
                try await desk.decide(step.0, template, step.1)
                try await desk.refresh()
                let found = try #require(try await desk.find(template))
                #expect(found.status == step.2, "\(step.0)")
                #expect(found.reason == (step.0 == "reject" ? "PROMOTIONAL" : nil), "\(step.0)")
                #expect(try await desk.signals() == index + 1, "\(step.0)")
                // Asked again, Meta says nothing new.
                try await desk.refresh()
                #expect(try await desk.signals() == index + 1, "\(step.0)")
            }
            let told = try await desk.fixture.count(
                """
                SELECT count(*) AS n FROM events
                 WHERE kind IN ('template.approved', 'template.paused', 'template.rejected', 'template.disabled')
                """
            )
            #expect(told == 6)
        }
    }

    @Test("2.17, 2.26 category and quality are Meta's; a new category rings", arguments: Engine.allCases)
    func category(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("approve", template, #"{"category":"MARKETING"}"#)
            try await desk.refresh()
            let moved = try #require(try await desk.find(template))
            #expect(moved.category == .notification && moved.effectiveCategory == .marketing)
            #expect(try await desk.signals() == 2)
            try await desk.decide("quality", template, #"{"score":"YELLOW"}"#)
            try await desk.refresh()
            #expect(try await desk.find(template)?.quality == "YELLOW")
            #expect(try await desk.signals() == 2)
        }
    }

    @Test("A-48 of a webhook and what was asked the later counts", arguments: Engine.allCases)
    func order(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            let beforeMs = desk.database.clock.nowMs
            try await desk.decide("approve", template)
            try await desk.refresh()
            try await desk.fixture.webhook(TemplateLifeTests.verdict(template, "PAUSED"), toldAtMs: beforeMs - 5_000)
            #expect(try await desk.find(template)?.status == .approved)
            try await desk.fixture.webhook(
                TemplateLifeTests.verdict(template, "PAUSED"),
                toldAtMs: desk.database.clock.nowMs
            )
            // As if Meta had paused it after it was asked, and said so before its answer is looked at.
            try await desk.database.store.write { tx in
                try tx.execute("UPDATE provider_clock SET at_ms = at_ms + 60000")
            }
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .paused)
            desk.database.clock.advance(byMs: 120_000)
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .approved)
        }
    }

    @Test("2.16 one template that cannot be taken up stops none of the others", arguments: Engine.allCases)
    func oneBad(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            var templates: [MessageTemplate] = []
            for name in ["甲", "乙", "丙"] {
                templates.append(try await desk.submitted(name, body: "您好 ${Leads.Last Name}，这里是\(name)店的提醒。"))
            }
            for template in templates { try await desk.decide("approve", template) }
            // What is here of the one in the middle cannot be read.
            let bad = templates[1].id
            try await desk.database.store.write { tx in
                try tx.execute("UPDATE message_templates SET content = 'no JSON' WHERE id = \(bad)")
            }
            try await desk.refresh()
            #expect(try await desk.find(templates[0])?.status == .approved)
            #expect(try await desk.find(templates[2])?.status == .approved)
        }
    }

    @Test("2.16 what was made elsewhere is taken up, mapped to a module and then sent", arguments: Engine.allCases)
    func adopted(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            try await desk.elsewhere(Self.foreign("visit_reminder"))
            try await desk.refresh()
            let template = try #require(try await desk.all().first)
            #expect(template.name == "visit_reminder" && template.module == nil && template.madeBy == nil)
            #expect(template.content.unusable == nil && template.content.footer == "Clinic desk")
            #expect(template.content.samples == ["Deniz", "10:00"])
            #expect(template.content.buttons.map(\.kind) == [.quickReply, .url])
            try await desk.decide("approve", template)
            try await desk.refresh()
            await #expect(throws: TemplateRefusal.otherModule) { _ = try await desk.send(template) }
            // Each place needs a field, and a field of that module.
            let user = desk.fixture.user
            let fields = ["${Leads.Last Name}", "${Leads.Company}", "${Leads.Last Name}"]
            for wrong in [[], ["${Leads.Last Name}"], fields.map { _ in "${Contacts.Last Name}" }, ["x", "y", "z"]] {
                await #expect(throws: InvalidInput.self) {
                    try await desk.map()(template.id, to: "Leads", fields: wrong, by: user)
                }
            }
            await #expect(throws: TemplateRefusal.inUse([FieldUse(kind: "whatsapp_notification", name: "明天提醒")])) {
                try await desk.map(usedBy: [EverythingUses()])(template.id, to: "Leads", fields: fields, by: user)
            }
            try await desk.map()(template.id, to: "Leads", fields: fields, by: user)
            let mapped = try #require(try await desk.find(template))
            #expect(mapped.module != nil && mapped.mergeTexts.map(\.variableCount) == [2, 1])
            _ = try await desk.send(template)
            // Asked again, it stays as it was mapped; and it can be mapped anew.
            try await desk.refresh()
            #expect(try await desk.find(template)?.module == mapped.module)
            let other = ["${Contacts.Last Name}", "${Contacts.First Name}", "${Contacts.Last Name}"]
            try await desk.map()(template.id, to: "Contacts", fields: other, by: user)
            #expect(try await desk.find(template)?.module != mapped.module)
            await #expect(throws: TemplateRefusal.locked(nil)) {
                try await desk.change(template.id, desk.request("visit_reminder"), by: user)
            }
        }
    }

    @Test("2.16 what cannot be sent from here is shown with its reason and kept whole", arguments: Engine.allCases)
    func unusable(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let body = #"{"type":"BODY","text":"See you at ten in the shop."}"#
            let named = """
                {"type":"BODY","text":"Dear {{first_name}}, see you at ten.",
                 "example":{"body_text_named_params":[{"param_name":"first_name","example":"Deniz"}]}}
                """
            for (name, more, components) in [
                ("location", "", #"{"type":"HEADER","format":"LOCATION"},"# + body),
                ("code", "", body + #",{"type":"BUTTONS","buttons":[{"type":"COPY_CODE","example":"TEN"}]}"#),
                ("named", #""parameter_format":"named","#, named),
            ] {
                try await desk.elsewhere(
                    """
                    {"name":"\(name)","language":"en","category":"UTILITY",\(more)"components":[\(components)]}
                    """
                )
            }
            try await desk.refresh()
            let found = Dictionary(uniqueKeysWithValues: try await desk.all().map { ($0.name, $0) })
            #expect(found["location"]?.content.unusable == .header)
            #expect(found["code"]?.content.unusable == .buttons)
            #expect(found["named"]?.content.unusable == .variables)
            for template in found.values {
                await #expect(throws: TemplateRefusal.self) {
                    try await desk.map()(template.id, to: "Leads", fields: [], by: desk.fixture.user)
                }
            }
            let kept = try await desk.fixture.count(
                "SELECT count(*) AS n FROM message_templates WHERE content LIKE '%COPY_CODE%'"
            )
            #expect(kept == 1)
            try await desk.refresh()
            #expect(try await desk.all().count == found.count)
        }
    }

    @Test("2.16 pages are followed to the end, and a name that is taken here gets a number", arguments: Engine.allCases)
    func pages(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            _ = try await desk.submitted("reminder_1", body: "明天见，欢迎光临。")
            for number in 1...120 {
                let body = #"{"type":"BODY","text":"See you at \#(number) in the shop."}"#
                try await desk.elsewhere(
                    #"{"name":"reminder_\#(number)","language":"zh_CN","category":"UTILITY","components":[\#(body)]}"#
                )
            }
            try await desk.refresh()
            let count = try await desk.fixture.count("SELECT count(*) AS n FROM message_templates")
            #expect(count == 121)
            let names = try await desk.all().map(\.name)
            #expect(names.contains("reminder_120"))
            let doubled = try await desk.fixture.count(
                "SELECT count(*) AS n FROM message_templates WHERE name IN ('reminder_1', 'reminder_1 2')"
            )
            #expect(doubled == 2)
        }
    }

    @Test(
        "2.17 what was deleted at Meta is disabled here; a list that lacks it is not believed",
        arguments: Engine.allCases
    )
    func gone(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("approve", template)
            try await desk.refresh()
            try await desk.deleteAtMeta(template)
            // Meta answers nothing: that is no deletion.
            try await desk.meta.settings(#"{"call_failure":{"code":80007,"count":1}}"#)
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .approved)
            try await desk.refresh()
            let found = try #require(try await desk.find(template))
            #expect(found.status == .disabled && found.reason == "DELETED")
        }
    }

    @Test("2.17 however many are missing from the list, each has its turn", arguments: Engine.allCases)
    func manyMissing(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            // Twenty that no list has and that are there nevertheless when they are asked for.
            var ids: [String] = []
            for _ in 0..<20 { ids.append(try await desk.meta.media([0xff, 0xd8, 0xff, 0xe0])) }
            try await desk.database.store.write { [ids] tx in
                for (index, id) in ids.enumerated() {
                    try tx.execute(
                        """
                        INSERT INTO message_templates (id, organization_id, channel_id, module_id, name, name_key,
                                                       provider_name, provider_id, language, category,
                                                       effective_category, status, body, content, created_by,
                                                       is_unsent, created_at_ms, status_at_ms)
                        SELECT \(ID<MessageTemplate>(Int64(index + 1))), organization_id, channel_id, module_id, \(id), \(id),
                               \(id), \(id), language, category, effective_category, 'approved', body, content, created_by,
                               is_unsent, created_at_ms, status_at_ms
                          FROM message_templates WHERE id = \(template.id)
                        """
                    )
                }
            }
            try await desk.decide("approve", template)
            try await desk.refresh()
            try await desk.deleteAtMeta(template)
            for _ in 0..<20 {
                try await desk.refresh()
                if try await desk.find(template)?.status == .disabled { break }
            }
            #expect(try await desk.find(template)?.status == .disabled)
            let kept = try await desk.fixture.count(
                "SELECT count(*) AS n FROM message_templates WHERE status = 'approved'"
            )
            #expect(kept == ids.count)
        }
    }

    @Test("2.17 what Meta has put away can be sent again once it is back", arguments: Engine.allCases)
    func archived(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            for (event, status) in [
                ("APPROVED", MessageTemplate.Status.approved), ("ARCHIVED", .disabled), ("UNARCHIVED", .approved),
            ] {
                desk.database.clock.advance(byMs: 1_000)
                let now = desk.database.clock.nowMs
                try await desk.fixture.webhook(TemplateLifeTests.verdict(template, event), toldAtMs: now)
                let found = try #require(try await desk.find(template))
                #expect(found.status == status && found.reason == (status == .disabled ? event : nil), "\(event)")
            }
        }
    }

    @Test(
        "2.25, 2.26 what Meta takes for a one-time code is not sent, told by webhook or found by asking",
        arguments: [true, false],
        Engine.allCases
    )
    func authentication(isTold: Bool, engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("approve", template)
            try await desk.refresh()
            let signals = try await desk.signals()
            for (category, unusable) in [("AUTHENTICATION", TemplateContent.Unusable.category), ("UTILITY", nil)] {
                try await desk.move(template, to: category, isTold: isTold)
                let found = try #require(try await desk.find(template))
                #expect(found.content.unusable == unusable && found.effectiveCategory == .notification)
                #expect(found.status == .approved && found.body == template.body)
                if unusable == nil {
                    _ = try await desk.send(template)
                } else {
                    await #expect(throws: TemplateRefusal.notUsable("category")) { _ = try await desk.send(template) }
                }
            }
            #expect(try await desk.signals() == signals + 2)
        }
    }

    @Test("2.26 what Meta says of one matter writes back nothing of another", arguments: Engine.allCases)
    func matters(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let before = try await desk.submitted()
            try await desk.database.store.write { [ids = desk.database.ids, now = desk.database.clock.nowMs] tx in
                let rejected = TemplateVerdict(status: .rejected, reason: "SCAM")
                try rejected.apply(tx, ids: ids, to: before, atMs: now)
                // As if both had been read before either was written.
                try TemplateVerdict(quality: "YELLOW").apply(tx, ids: ids, to: before, atMs: now)
            }
            let found = try #require(try await desk.find(before))
            #expect(found.status == .rejected && found.reason == "SCAM" && found.quality == "YELLOW")
        }
    }

    @Test("1.36 Meta is asked hourly, and sooner while something is in review", arguments: Engine.allCases)
    func pace(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            try await desk.refreshing.schedule()
            let template = try await desk.submitted()
            desk.database.clock.advance(byMs: 700_000)
            try await desk.decide("approve", template)
            try await desk.work()
            #expect(try await desk.find(template)?.status == .approved)
            let waiting = try await desk.fixture.count(
                "SELECT count(*) AS n FROM jobs WHERE kind = 'messaging.refresh_templates'"
            )
            #expect(waiting == 1)
            try await desk.decide("pause", template)
            desk.database.clock.advance(byMs: 700_000)
            try await desk.work()
            #expect(try await desk.find(template)?.status == .approved)
            desk.database.clock.advance(byMs: 3_600_000)
            try await desk.work()
            #expect(try await desk.find(template)?.status == .paused)
        }
    }

    private static func foreign(_ name: String) -> String {
        """
        {"name":"\(name)","language":"en_US","category":"UTILITY","components":[
          {"type":"BODY","text":"Dear {{1}}, we expect you at {{2}} sharp in the clinic.","example":{"body_text":[["Deniz","10:00"]]}},
          {"type":"FOOTER","text":"Clinic desk"},
          {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"I will come"},
            {"type":"URL","text":"Directions","url":"https://clinic.example/r/{{1}}","example":["https://clinic.example/r/4412"]}]}]}
        """
    }
}

extension TemplateDesk {
    /// Meta puts a template into another category, and says so or does not.
    fileprivate func move(_ template: MessageTemplate, to category: String, isTold: Bool) async throws {
        try await decide("category", template, #"{"category":"\#(category)"}"#)
        guard isTold else { return try await refresh() }
        database.clock.advance(byMs: 1_000)
        try await fixture.webhook(
            """
            {"field":"template_category_update","value":{"message_template_id":\(template.providerID ?? "0"),
             "new_category":"\(category)"}}
            """,
            toldAtMs: database.clock.nowMs
        )
    }
}
