import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("the life of templates")
struct TemplateLifeTests {
    @Test("2.18, A-40 what was rejected is corrected and reviewed again", arguments: Engine.allCases)
    func correct(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("reject", template, #"{"reason":"PROMOTIONAL"}"#)
            try await desk.refresh()
            let rejected = try #require(try await desk.find(template))
            #expect(rejected.status == .rejected && rejected.reason == "PROMOTIONAL")
            desk.database.clock.advance(byMs: 5_000)
            let better = try desk.request(
                body: "您好 ${Leads.Last Name}，请于明天到店。",
                category: .marketing,
                content: TemplateContent(footer: "半日咖啡")
            )
            try await desk.change(template.id, better, by: desk.fixture.user)
            let changed = try #require(try await desk.find(template))
            #expect(changed.status == .inReview && changed.reason == nil && changed.isUnsent)
            // Meta still has what was rejected, which is no news about what it will get.
            let now = desk.database.clock.nowMs
            try await desk.fixture.webhook(Self.verdict(template, "REJECTED"), toldAtMs: now - 5_000)
            #expect(try await desk.find(template)?.status == .inReview)
            try await desk.work()
            let sent = try #require(try await desk.find(template))
            #expect(sent.status == .inReview && !sent.isUnsent && sent.providerID == template.providerID)
            let remote = try await desk.remote(template.providerName)
            #expect(remote.contains(#""status":"PENDING""#) && remote.contains(#""category":"MARKETING""#))
            #expect(remote.contains(#"\u534a\u65e5\u5496\u5561"#), "\(remote)")
            try await desk.decide("approve", template)
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .approved)
            let audited = try await desk.fixture.count(
                "SELECT count(*) AS n FROM audit_entries WHERE action = 'template.changed'"
            )
            #expect(audited == 1)
        }
    }

    @Test("1.37, 1.38 in review and once approved a template is locked, whatever is asked", arguments: Engine.allCases)
    func locked(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            let other = try desk.request(body: "您好 ${Leads.Last Name}，请于明天到店。")
            for decision in [nil, "approve", "pause"] {
                if let decision { try await desk.decide(decision, template) }
                try await desk.refresh()
                await #expect(throws: TemplateRefusal.locked(nil), "\(decision ?? "")") {
                    try await desk.change(template.id, other, by: desk.fixture.user)
                }
            }
            #expect(try await desk.find(template)?.body == template.body)
        }
    }

    @Test("1.26, 1.27, 1.28 what Meta has keeps its name, module and language", arguments: Engine.allCases)
    func names(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("reject", template)
            try await desk.refresh()
            let words = "明天见，欢迎光临。"
            for (field, request) in [
                ("name", try desk.request("别的", body: words)),
                ("module", try desk.request(body: words, module: "Contacts")),
                ("language", try desk.request(body: words, language: "zh_HK")),
            ] {
                await #expect(throws: TemplateRefusal.locked(field)) {
                    try await desk.change(template.id, request, by: desk.fixture.user)
                }
            }
            #expect(try await desk.find(template)?.status == .rejected)
        }
    }

    @Test(
        "1.26, 2.24, A-10 a name is taken in one language, however it is written; each language has a state of its own",
        arguments: Engine.allCases
    )
    func taken(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let first = try await desk.submitted("Visit")
            for name in ["Visit", "VISIT", "Ｖｉｓｉｔ"] {
                let again = try desk.request(name, body: "明天见，欢迎光临。")
                await #expect(throws: TemplateRefusal.nameTaken, "\(name)") {
                    _ = try await desk.fixture.submitTemplate(again, by: desk.fixture.user)
                }
            }
            let english = try desk.request("Visit", body: "See you at ten in the shop.", language: "en")
            let second = try await desk.fixture.submitTemplate(english, by: desk.fixture.user)
            try await desk.work()
            try await desk.decide("approve", first)
            try await desk.decide("reject", #require(try await desk.find(second)))
            try await desk.refresh()
            #expect(try await desk.find(first)?.status == .approved)
            #expect(try await desk.find(second)?.status == .rejected)
            #expect(try await desk.all().map(\.name) == ["Visit", "Visit"])
        }
    }

    @Test("1.26, A-10 what is corrected gets no name that is taken, and keeps its own", arguments: Engine.allCases)
    func correctedName(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            _ = try await desk.submitted("Visit")
            try await desk.meta.settings(#"{"call_failure":{"code":100,"count":1}}"#)
            let failed = try await desk.submitted("Reminder", body: "明天见，欢迎光临。")
            #expect(failed.status == .failed)
            await #expect(throws: TemplateRefusal.nameTaken) {
                try await desk.change(failed.id, desk.request("visit", body: "后天见，欢迎光临。"), by: desk.fixture.user)
            }
            #expect(try await desk.find(failed)?.name == "Reminder")
            try await desk.change(failed.id, desk.request("REMINDER", body: "后天见，欢迎光临。"), by: desk.fixture.user)
            #expect(try await desk.find(failed)?.name == "REMINDER")
        }
    }

    @Test("A-40 what Meta would not take is changed as a whole and submitted anew", arguments: Engine.allCases)
    func failed(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            try await desk.meta.settings(#"{"call_failure":{"code":100,"count":1}}"#)
            let template = try await desk.submitted()
            #expect(template.status == .failed && template.providerID == nil)
            #expect(try await desk.signals() == 1)
            let other = try desk.request("到店", body: "明天见，欢迎光临。", module: "Contacts", language: "zh_HK")
            try await desk.change(template.id, other, by: desk.fixture.user)
            try await desk.work()
            let sent = try #require(try await desk.find(template))
            #expect(sent.status == .inReview && sent.providerID != nil)
            #expect(sent.name == "到店" && sent.language == "zh_HK" && sent.providerName != template.providerName)
        }
    }

    @Test("2.18 a correction whose answer was lost is not taken for lost", arguments: Engine.allCases)
    func lostAnswer(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            try await desk.decide("reject", template)
            try await desk.refresh()
            let better = try desk.request(body: "您好 ${Leads.Last Name}，请于明天到店。")
            try await desk.change(template.id, better, by: desk.fixture.user)
            try await desk.meta.settings(#"{"status_5xx":1}"#)
            try await desk.work()
            #expect(try await desk.find(template)?.isUnsent == true)
            // Meanwhile Meta is asked, and still has what was rejected.
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .inReview)
            desk.database.clock.advance(byMs: 60_000)
            try await desk.work()
            #expect(try await desk.find(template)?.isUnsent == false)
            #expect(try await desk.remote(template.providerName).contains(#""status":"PENDING""#))
        }
    }

    @Test("A-40 an unused template is deleted here and at Meta, and its name is free again", arguments: Engine.allCases)
    func delete(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted()
            await #expect(throws: TemplateRefusal.locked(nil)) {
                try await desk.delete()(template.id, by: desk.fixture.user)
            }
            try await desk.decide("approve", template)
            try await desk.refresh()
            let message = try await desk.send(template)
            await #expect(throws: TemplateRefusal.inUse([FieldUse(kind: "whatsapp_notification", name: "明天提醒")])) {
                try await desk.delete(usedBy: [EverythingUses()])(template.id, by: desk.fixture.user)
            }
            // Meta is away for a while.
            try await desk.meta.settings(#"{"status_5xx":1}"#)
            try await desk.delete()(template.id, by: desk.fixture.user)
            try await desk.work()
            #expect(try await desk.remote(template.providerName).contains(template.providerName))
            // What is still at Meta does not come back.
            try await desk.refresh()
            #expect(try await desk.all().isEmpty)
            desk.database.clock.advance(byMs: 60_000)
            try await desk.work()
            #expect(try await !desk.remote(template.providerName).contains(template.providerName))
            // What was sent with it still names it; what had not left does not leave any more.
            let kept = try #require(try await desk.meta.message(message))
            #expect(kept.templateName == template.name && kept.template == template.id)
            _ = try await desk.meta.dispatcher.sendBatch()
            #expect(try await desk.meta.message(message)?.errorCode == "template_not_approved")
            _ = try await desk.fixture.submitTemplate(desk.request(), by: desk.fixture.user)
            // Once more changes nothing.
            await #expect(throws: TemplateRefusal.notFound) {
                try await desk.delete()(template.id, by: desk.fixture.user)
            }
        }
    }

    @Test("A-40 what was deleted at Meta already is deleted, and what never was there", arguments: Engine.allCases)
    func deletedAlready(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            try await desk.meta.settings(#"{"call_failure":{"code":100,"count":1}}"#)
            let never = try await desk.submitted("没到", body: "明天见，欢迎光临。")
            let template = try await desk.submitted()
            try await desk.decide("approve", template)
            try await desk.refresh()
            try await desk.deleteAtMeta(template)
            for one in [never, template] { try await desk.delete()(one.id, by: desk.fixture.user) }
            try await desk.work()
            let waiting = try await desk.fixture.count(
                "SELECT count(*) AS n FROM jobs WHERE kind = 'messaging.delete_template'"
            )
            #expect(waiting == 0)
        }
    }

    static func verdict(_ template: MessageTemplate, _ event: String) -> String {
        """
        {"field":"message_template_status_update","value":{"event":"\(event)","message_template_id":\(template.providerID ?? "0"),
         "message_template_name":"\(template.providerName)","message_template_language":"\(template.language)"}}
        """
    }
}

extension TemplateDesk {
    /// Queues a message.
    func send(_ template: MessageTemplate) async throws -> Message {
        let question = TemplateSending.Question(
            template: template.id,
            phone: "+8613800138000",
            lookup: nil,
            businessNumber: nil
        )
        return try await fixture.sendTemplate(question, about: fixture.lead, idempotencyKey: nil, by: fixture.user)
    }

    /// Deletes a template behind our back.
    func deleteAtMeta(_ template: MessageTemplate) async throws {
        let id = template.providerID ?? ""
        let address = "/v25.0/200000000000001/message_templates?hsm_id=\(id)&name=\(template.providerName)"
        try await meta.delete(address)
    }
}
