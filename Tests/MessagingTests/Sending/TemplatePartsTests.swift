import Foundation
import Identity
import Messaging
import NIOCore
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("sent templates with every part")
struct TemplatePartsTests {
    private static let full = TemplateContent(
        header: TemplateContent.Header(kind: .image),
        footer: "半日咖啡",
        buttons: [
            TemplateContent.Button(kind: .quickReply, label: "我会来"),
            TemplateContent.Button(kind: .url, label: "查看", url: "https://half.example/v/${Leads.Last Name}"),
            TemplateContent.Button(kind: .phone, label: "来电", phone: "+86 138 0013 8000"),
        ]
    )

    private func submitted(
        _ meta: SimulatedMeta,
        _ content: TemplateContent,
        file: ID<TemplateFile>? = nil
    ) async throws -> ID<MessageTemplate> {
        let (fixture, database) = (meta.fixture, meta.database)
        let body = "您好 ${Leads.Last Name}，您预约的体验在明天。"
        let id = try await fixture.template(body, content: content, file: file, status: .inReview)
        let job = SubmitTemplateJob(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: meta.graph,
            files: fixture.files
        )
        let payload = "\(fixture.user.organization) \(id)"
        let outcome = try await job.perform(
            Job(id: ID(1), kind: job.kind, payload: payload, attempt: 1, dueAtMs: database.clock.nowMs)
        )
        #expect(outcome == .done)
        let template = try await database.store.read { tx in
            try TemplateQueries.find(tx, organization: fixture.user.organization, id: id)
        }
        try await meta.approve(try #require(template?.providerID))
        try await fixture.set(.approved, of: id)
        return id
    }

    @Test(
        "2.20, 2.21, 2.22 the phone shows header, values, footer and buttons; the thread keeps them as they were",
        arguments: Engine.allCases
    )
    func sent(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let fixture = meta.fixture
            _ = try await meta.customer("8613800138000")
            let file = try await fixture.upload(Fixture.picture, "door.png")
            let template = try await submitted(meta, Self.full, file: file.id)
            let message = try await fixture.send(template)
            #expect(message.kind == .template)
            #expect(message.content.template?.footer == "半日咖啡")
            let addresses = message.content.template?.buttons.map(\.url)
            #expect(addresses == [nil, "https://half.example/v/%E6%9E%97", nil])
            #expect(message.content.template?.buttons.compactMap(\.sample) == [])
            #expect(try await meta.needsUpload(message))
            #expect(try await meta.dispatcher.sendBatch() == 1)
            let now = try await meta.message(message)
            #expect(now?.status == .sent, "\(now?.errorCode ?? "")")
            let shown = try #require(try await meta.phone("8613800138000").last)
            #expect(shown.text == "您好 林，您预约的体验在明天。")
            #expect(shown.footer == "半日咖啡")
            #expect(shown.media?.kind == "image")
            #expect(shown.media?.available == true)
            #expect(shown.buttons?.map(\.text) == ["我会来", "查看", "来电"])
            #expect(shown.buttons?.map(\.value) == ["我会来", "https://half.example/v/%E6%9E%97", "+8613800138000"])
            // What the thread keeps is its own: the template may change or go.
            try await meta.database.store.write { tx in
                try tx.execute("UPDATE messages SET template_id = NULL")
                try tx.execute("DELETE FROM template_files")
                try tx.execute("DELETE FROM message_templates")
            }
            #expect(try await meta.message(message)?.content == message.content)
            let kept = try await meta.database.store.read { tx in
                try MessageFileQueries.of(tx, organization: fixture.user.organization, [message.id]).first
            }
            #expect(kept?.name == "door.png")
            #expect(kept?.digest == file.digest)
            let used = try await meta.database.store.read { tx in
                try MessageFileQueries.used(tx, among: [file.digest])
            }
            #expect(used == [file.digest])
        }
    }

    @Test("2.20 words above vary by a value of their own; an address without one stays", arguments: Engine.allCases)
    func textHeader(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            _ = try await meta.customer("8613800138000")
            let content = TemplateContent(
                header: TemplateContent.Header(kind: .text, text: "致 ${Leads.Company}"),
                buttons: [TemplateContent.Button(kind: .url, label: "看看", url: "https://half.example/new")]
            )
            let template = try await submitted(meta, content)
            let message = try await meta.fixture.send(template)
            #expect(message.content.template?.header == "致 半日咖啡")
            #expect(try await !meta.needsUpload(message))
            #expect(try await meta.dispatcher.sendBatch() == 1)
            let shown = try #require(try await meta.phone("8613800138000").last)
            #expect(shown.header == "致 半日咖啡")
            #expect(shown.buttons?.map(\.value) == ["https://half.example/new"])
        }
    }

    @Test("a file goes to Meta once, however many get it, and again with a retry", arguments: Engine.allCases)
    func oneUpload(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let fixture = meta.fixture
            _ = try await meta.customer("8613800138000")
            let file = try await fixture.upload(Fixture.picture, "door.png")
            let template = try await submitted(meta, Self.full, file: file.id)
            for _ in 0..<2 {
                try await fixture.send(template)
                #expect(try await meta.dispatcher.sendBatch() == 1)
            }
            #expect(try await fixture.count("SELECT count(*) AS n FROM uploaded_media") == 1)
            let sent = try await meta.phone("8613800138000").filter { $0.media != nil }
            #expect(Set(sent.compactMap(\.media?.id)).count == 1)
            let failed = try #require(try await fixture.messages(of: fixture.conversations()[0].id).first)
            try await meta.database.store.write { tx in
                try tx.execute("UPDATE messages SET status = 'failed' WHERE id = \(failed.id)")
            }
            let retry = meta.fixture.retry
            let again = try await retry(failed.id, by: fixture.user)
            #expect(again.content == failed.content)
            #expect(try await meta.needsUpload(again))
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.message(again)?.status == .sent)
            let files = try await meta.phone("8613800138000").compactMap(\.media?.id)
            #expect(files.count == 3)
            #expect(Set(files).count == 2)
        }
    }

    @Test("what an earlier version queued is sent as it was meant", arguments: Engine.allCases)
    func earlierVersion(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            _ = try await meta.customer("8613800138000")
            let template = try await submitted(meta, TemplateContent())
            let message = try await meta.fixture.send(template)
            let payload = try await meta.payload(message)
            let members = try #require(
                try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
            )
            var earlier = members
            var part = try #require(members["template"] as? [String: Any])
            #expect(part.removeValue(forKey: "parts") != nil)
            #expect(part.keys.sorted() == ["id", "language", "name", "parameters"])
            earlier["template"] = part
            let written = String(decoding: try JSONSerialization.data(withJSONObject: earlier), as: UTF8.self)
            try await meta.database.store.write { tx in
                try tx.execute("UPDATE outbox SET payload = \(written) WHERE message_id = \(message.id)")
            }
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.phone("8613800138000").last?.text == message.text)
        }
    }

    @Test("1.35 a template that is gone by the time it would leave does not", arguments: Engine.allCases)
    func gone(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            _ = try await meta.customer("8613800138000")
            let message = try await meta.fixture.send(try await submitted(meta, TemplateContent()))
            try await meta.database.store.write { tx in try tx.execute("UPDATE messages SET template_id = NULL") }
            _ = try await meta.dispatcher.sendBatch()
            #expect(try await meta.message(message)?.errorCode == "template_not_approved")
            let retry = meta.fixture.retry
            await #expect(throws: TemplateRefusal.notApproved(.disabled)) {
                _ = try await retry(message.id, by: meta.fixture.user)
            }
        }
    }

    @Test("1.35 what was made for other words than the template has by now does not leave", arguments: Engine.allCases)
    func changed(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let fixture = meta.fixture
            _ = try await meta.customer("8613800138000")
            let template = try await submitted(meta, TemplateContent(footer: "半日咖啡"))
            let (kept, message) = (try await fixture.send(template), try await fixture.send(template))
            // One leaves before anybody changes anything, so that the words are all that is against the other.
            try await meta.database.store.write { tx in
                try tx.execute("UPDATE outbox SET due_at_ms = due_at_ms + 1000 WHERE message_id = \(message.id)")
            }
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.message(kept)?.status == .sent)
            let content = TemplateContent(footer: "半日咖啡设备")
            let written = String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
            try await meta.database.store.write { tx in
                try tx.execute("UPDATE message_templates SET content = \(written) WHERE id = \(template)")
            }
            meta.database.clock.advance(byMs: 10_000)
            _ = try await meta.dispatcher.sendBatch()
            #expect(try await meta.message(message)?.errorCode == "template_changed")
            await #expect(throws: TemplateRefusal.changed) {
                _ = try await fixture.retry(message.id, by: fixture.user)
            }
        }
    }

    @Test("2.22 a tap on a button comes in as its label, and opens the window", arguments: Engine.allCases)
    func tapped(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let message = try await fixture.send(try await fixture.template("您好，您的样机明天到店。", content: Self.replies))
            let seconds = database.clock.nowMs / 1_000
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "contacts":[{"profile":{"name":"Deniz"},"wa_id":"8613800138000"}],
                    "messages":[{"from":"8613800138000","id":"wamid.TAP","timestamp":"\(seconds)","type":"button",
                                 "context":{"from":"862155500100","id":"wamid.OUT"},
                                 "button":{"payload":"我会来","text":"我会来"}}]
                    """
                )
            )
            let latest = try #require(try await fixture.messages(of: message.conversation).first)
            #expect(latest.text == "我会来")
            #expect(latest.direction == .inbound)
            _ = try await fixture.sendReply("好的", in: message.conversation, idempotencyKey: nil, by: fixture.user)
        }
    }

    private static let replies = TemplateContent(buttons: [TemplateContent.Button(kind: .quickReply, label: "我会来")])
}
