import Foundation
import Identity
import Messaging
import NIOCore
import ParleyTestSupport
import Storage
import Testing

@Suite("templates with every part")
struct SubmissionTests {
    /// One white point.
    private static let picture = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
        ) ?? Data()
    )

    private func upload(_ fixture: Fixture, _ bytes: [UInt8], _ name: String) async throws -> TemplateFile {
        let upload = UploadTemplateFile(
            store: fixture.database.store,
            clock: fixture.database.clock,
            ids: fixture.database.ids,
            files: fixture.files
        )
        let content = AsyncStream<[UInt8]> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        return try await upload(content, name: name, by: fixture.user)
    }

    private func request(
        _ name: String = "到店提醒",
        body: String = "您好 ${Leads.Last Name}，您预约的体验在明天。",
        content: TemplateContent = TemplateContent(),
        file: ID<TemplateFile>? = nil,
        language: String = "zh_CN"
    ) throws -> SubmitTemplate.Request {
        try SubmitTemplate.Request(
            name: name,
            module: "Leads",
            language: language,
            category: .notification,
            body: body,
            content: content,
            file: file,
            channel: nil
        )
    }

    private static let full = TemplateContent(
        header: TemplateContent.Header(kind: .image),
        footer: "半日咖啡",
        buttons: [
            TemplateContent.Button(
                kind: .url,
                label: "查看",
                url: "https://half.example/v/${Leads.Last Name}",
                sample: "林"
            ),
            TemplateContent.Button(kind: .phone, label: "来电", phone: "+86 138 0013 8000"),
            TemplateContent.Button(kind: .quickReply, label: "我会来"),
        ],
        samples: ["王"]
    )

    @Test(
        "2.20, 2.21, 2.22 Meta gets every part, with the file and a sample for all that varies",
        arguments: Engine.allCases
    )
    func submitted(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let (fixture, database) = (meta.fixture, meta.database)
            let file = try await upload(fixture, Self.picture, "door.png")
            let template = try await fixture.submitTemplate(
                request(content: Self.full, file: file.id),
                by: fixture.user
            )
            let job = SubmitTemplateJob(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                graph: meta.graph,
                files: fixture.files
            )
            let payload = "\(fixture.user.organization) \(template.id)"
            let outcome = try await job.perform(
                Job(id: ID(1), kind: job.kind, payload: payload, attempt: 1, dueAtMs: database.clock.nowMs)
            )
            #expect(outcome == .done)
            let found = try await database.store.read { tx in
                try TemplateQueries.find(tx, organization: template.organization, id: template.id)
            }
            #expect(found?.providerID != nil, "\(found?.reason ?? "")")
            #expect(found?.content == template.content)
            #expect(found?.content.buttons.map(\.phone) == [nil, "+8613800138000", nil])
            let list = String(
                buffer: try await meta.get("/v25.0/200000000000001/message_templates?name=\(template.providerName)")
            ).replacing("\\/", with: "/")
            for part in [
                #""body_text":[["\u738b"]]"#, #""format":"IMAGE""#, "https://half.example/v/{{1}}",
                "https://half.example/v/%E6%9E%97", #""phone_number":"+8613800138000""#,
                #"\u534a\u65e5\u5496\u5561"#, #"\u6211\u4f1a\u6765"#,
            ] { #expect(list.contains(part), "\(part) in \(list)") }
            let sample = try await meta.get("/whatsapp_business/samples/1")
            #expect(Array(sample.readableBytesView) == Self.picture)
            // What it holds never changes, so a copy of the template shows it as well.
            let copy = try await fixture.submitTemplate(
                request("另一个", body: "明天见，欢迎光临。", content: Self.full, file: file.id),
                by: fixture.user
            )
            #expect(copy.content.header == template.content.header)
        }
    }

    @Test(
        "2.20 files of other kinds, too large ones by a byte, and those of the wrong header are refused",
        arguments: Engine.allCases
    )
    func files(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let limit = 5 * 1_048_576
            let largest = Self.picture + [UInt8](repeating: 0, count: limit - Self.picture.count)
            #expect(try await upload(fixture, largest, "large.png").size == limit)
            await #expect(throws: MediaRules.Refusal.tooLarge(limit: limit)) {
                _ = try await upload(fixture, largest + [0], "large.png")
            }
            await #expect(throws: MediaRules.Refusal.kind("text/plain")) {
                _ = try await upload(fixture, Array("some words of text".utf8), "words.txt")
            }
            let file = try await upload(fixture, Self.picture, "door.png")
            let content = TemplateContent(header: TemplateContent.Header(kind: .video))
            let refusal = await #expect(throws: InvalidTemplate.self) {
                _ = try await fixture.submitTemplate(request(content: content, file: file.id), by: fixture.user)
            }
            #expect(refusal?.findings.map(\.code) == ["other_kind"])
        }
    }

    @Test(
        "2.19 a body is not submitted twice under two names; another language may have it",
        arguments: Engine.allCases
    )
    func duplicate(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            _ = try await fixture.submitTemplate(request(), by: fixture.user)
            let refusal = await #expect(throws: InvalidTemplate.self) {
                _ = try await fixture.submitTemplate(request("换个名字"), by: fixture.user)
            }
            #expect(refusal?.findings.map(\.code) == ["duplicate"])
            _ = try await fixture.submitTemplate(request(language: "zh_HK"), by: fixture.user)
            _ = try await fixture.submitTemplate(
                request("换个名字", content: TemplateContent(footer: "半日咖啡")),
                by: fixture.user
            )
        }
    }

    @Test(
        "1.31, 2.22 a merge field of another module is named with the part it stands in",
        arguments: Engine.allCases
    )
    func foreign(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let content = TemplateContent(
                header: TemplateContent.Header(kind: .text, text: "${Contacts.Last Name}"),
                buttons: [
                    TemplateContent.Button(kind: .url, label: "Go", url: "https://a.example/${Contacts.Last Name}")
                ]
            )
            let refusal = await #expect(throws: InvalidTemplate.self) {
                _ = try await fixture.submitTemplate(request(content: content), by: fixture.user)
            }
            #expect(refusal?.findings.map(\.code) == ["foreign_merge_field", "foreign_merge_field"])
            #expect(refusal?.findings.map(\.part) == [.header, .buttons])
            #expect(refusal?.findings.map(\.position) == [nil, 0])
        }
    }
}
