import AsyncHTTPClient
import FileStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import NIOCore
import ParleyTestSupport
import Records
import Storage
import Testing

@testable import Messaging

@Suite("templates on their way to Meta")
struct SubmissionFailureTests {
    private static let words = "您好 ${Leads.Last Name}，您预约的体验在明天。"
    private static let otherWords = "See you ${Leads.Last Name} at ten in the shop."

    private static func verdict(_ template: MessageTemplate, _ event: String, id: String) -> String {
        """
        {"field":"message_template_status_update","value":{"event":"\(event)","message_template_id":\(id),
         "message_template_name":"\(template.providerName)","message_template_language":"\(template.language)"}}
        """
    }

    @Test(
        "1.36 a template whose answer was lost is asked for again once its verdict has come",
        arguments: Engine.allCases
    )
    func lostAnswer(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submittedUnheard(body: Self.otherWords)
            #expect(template.isUnsent && template.providerID == nil)
            let id = try #require(try await desk.remoteID(template))
            try await desk.decide("approve", id: id)
            let now = desk.database.clock.nowMs
            try await desk.fixture.webhook(Self.verdict(template, "APPROVED", id: id), toldAtMs: now)
            #expect(try await desk.find(template)?.status == .approved)
            desk.database.clock.advance(byMs: 60_000)
            try await desk.work()
            try await desk.decide("pause", id: id)
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .paused)
        }
    }

    @Test("1.36 what earlier versions left unsent is asked for as well", arguments: Engine.allCases)
    func leftUnsent(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted(body: Self.words)
            try await desk.database.store.write { tx in
                try tx.execute("UPDATE message_templates SET status = 'approved', is_unsent = TRUE")
            }
            try await desk.decide("approve", template)
            try await desk.decide("pause", template)
            try await desk.refresh()
            #expect(try await desk.find(template)?.status == .paused)
        }
    }

    /// What is no judgement of a template, as something before Meta or Meta itself answers it.
    enum Disturbance: String, CaseIterable {
        case proxy = "<html>Bad Gateway</html>"
        case token = #"{"error":{"message":"expired","code":190}}"#

        var status: HTTPResponse.Status { self == .proxy ? .badGateway : .unauthorized }
    }

    @Test(
        "1.36 what is wrong with the line or the account makes no template fail",
        arguments: Disturbance.allCases,
        Engine.allCases
    )
    func disturbed(by disturbance: Disturbance, engine: Engine) async throws {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("**", method: method) { _, _ in
                Response(
                    status: disturbance.status,
                    body: ResponseBody(byteBuffer: ByteBuffer(string: disturbance.rawValue))
                )
            }
        }
        let line = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            logger: quietLogger
        )
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.fixture.submitTemplate(desk.request(body: Self.words), by: desk.fixture.user)
            try await line.test(.live) { client in
                let port = try #require(client.port)
                let http = HTTPClient(eventLoopGroupProvider: .singleton)
                let graph = GraphAccess(baseURL: "http://127.0.0.1:\(port)", http: http, box: .demo)
                await #expect(throws: (any Error).self) { _ = try await desk.handOver(template, through: graph) }
                try await http.shutdown()
            }
            let waiting = try #require(try await desk.find(template))
            #expect(waiting.status == .inReview && waiting.isUnsent)
            try await desk.work()
            #expect(try await desk.find(template)?.isUnsent == false)
        }
    }

    @Test(
        "A-40 what Meta may have under a lost answer is not taken for its correction",
        arguments: Engine.allCases
    )
    func correctedAfterLoss(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submittedUnheard(body: Self.otherWords)
            try await desk.giveUp(template)
            let failed = try #require(try await desk.find(template))
            #expect(failed.status == .failed && failed.reason == "meta_unreachable" && failed.providerID == nil)
            let better = try desk.request(body: "See you ${Leads.Last Name} at noon in the shop.")
            try await desk.change(template.id, better, by: desk.fixture.user)
            desk.database.clock.advance(byMs: 60_000)
            try await desk.work()
            let corrected = try #require(try await desk.find(template))
            #expect(corrected.providerID != nil && corrected.providerName != template.providerName)
            #expect(try await desk.remote(corrected.providerName).contains("See you {{1}} at noon in the shop."))
        }
    }

    @Test(
        "A-40 what Meta has by the same name is ours where it has the same words, and else is not",
        arguments: Engine.allCases
    )
    func exists(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let user = desk.fixture.user
            let same = try await desk.fixture.submitTemplate(desk.request("同", body: Self.otherWords), by: user)
            let other = try await desk.fixture.submitTemplate(desk.request("异", body: Self.words), by: user)
            for template in [same, other] {
                try await desk.makeAtMeta(template)
            }
            try await desk.work()
            let taken = try #require(try await desk.find(same))
            #expect(taken.status == .inReview && taken.providerID != nil && !taken.isUnsent)
            for _ in 0..<2 {
                let refused = try #require(try await desk.find(other))
                #expect(refused.status == .failed && refused.reason == "other_words_at_meta")
                #expect(refused.providerID == nil)
                try await desk.refresh()
            }
        }
    }

    @Test(
        "A-40 a correction that comes too late stays failed while Meta has other words",
        arguments: Engine.allCases
    )
    func tooLate(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted(body: Self.words)
            try await desk.decide("reject", template)
            try await desk.refresh()
            // Somebody corrects it in WhatsApp Manager, so that it is in review there.
            try await desk.meta.post(
                "/v25.0/\(template.providerID ?? "")",
                #"{"components":[{"type":"BODY","text":"See you at ten in the shop."}]}"#
            )
            try await desk.change(template.id, desk.request(body: Self.otherWords), by: desk.fixture.user)
            try await desk.work()
            try await desk.decide("approve", template)
            for _ in 0..<2 {
                let found = try #require(try await desk.find(template))
                #expect(found.status == .failed && found.reason == "other_words_at_meta")
                try await desk.refresh()
            }
        }
    }

    @Test("2.20 a template whose file is gone says so", arguments: Engine.allCases)
    func fileMissing(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let fixture = desk.fixture
            let file = try await fixture.upload(Fixture.picture, "door.png")
            let request = try SubmitTemplate.Request(
                name: "提醒",
                module: "Leads",
                language: "zh_CN",
                category: .notification,
                body: Self.words,
                content: TemplateContent(header: TemplateContent.Header(kind: .image)),
                file: file.id,
                channel: nil
            )
            let template = try await fixture.submitTemplate(request, by: fixture.user)
            try FileManager.default.removeItem(atPath: fixture.files.path(of: file.digest))
            try await desk.work()
            let found = try #require(try await desk.find(template))
            #expect(found.status == .failed && found.reason == "file_missing")
        }
    }

    @Test("1.36 an account that cannot be used is named as the reason, and not Meta", arguments: Engine.allCases)
    func account(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.fixture.submitTemplate(desk.request(body: Self.words), by: desk.fixture.user)
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let box = try SecretBox(base64: Data(repeating: 7, count: 32).base64EncodedString())
            let graph = GraphAccess(baseURL: "http://127.0.0.1:9", http: http, box: box)
            try await desk.giveUp(template, through: graph)
            try await http.shutdown()
            #expect(try await desk.find(template)?.reason == "account_not_usable")
        }
    }

    @Test("2.20 the largest file has time to be handed over")
    func deadline() async throws {
        try await TemplateDesk.with(.sqlite) { desk in
            #expect(desk.submitting(desk.meta.graph).deadline > MediaUpload.longest + .seconds(60))
        }
    }
}

extension TemplateDesk {
    fileprivate func submitting(_ graph: GraphAccess) -> SubmitTemplateJob {
        SubmitTemplateJob(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: graph,
            files: fixture.files
        )
    }

    private func job(_ template: MessageTemplate) -> Job {
        Job(
            id: ID(1),
            kind: SubmitTemplateJob.kind,
            payload: "\(template.organization) \(template.id)",
            attempt: 1,
            dueAtMs: database.clock.nowMs
        )
    }

    fileprivate func handOver(_ template: MessageTemplate, through graph: GraphAccess) async throws -> JobOutcome {
        try await submitting(graph).perform(job(template))
    }

    /// A template that Meta has although its answer did not reach us.
    fileprivate func submittedUnheard(body: String) async throws -> MessageTemplate {
        try await meta.settings(#"{"status_5xx":1}"#)
        let template = try await submitted(body: body)
        try await makeAtMeta(template)
        return template
    }

    fileprivate func makeAtMeta(_ template: MessageTemplate) async throws {
        try await elsewhere(
            """
            {"name":"\(template.providerName)","language":"zh_CN","category":"UTILITY","components":[{"type":"BODY",
             "text":"See you {{1}} at ten in the shop.","example":{"body_text":[["Deniz"]]}}]}
            """
        )
    }

    /// As if all tries had been in vain.
    fileprivate func giveUp(_ template: MessageTemplate, through graph: GraphAccess? = nil) async throws {
        let (handler, job) = (submitting(graph ?? meta.graph), job(template))
        try await database.store.write { tx in try handler.giveUp(tx, job) }
    }

    /// What Meta has given a template whose id did not reach us.
    fileprivate func remoteID(_ template: MessageTemplate) async throws -> String? {
        try await remote(template.providerName).firstMatch(of: /"id":"(\d+)"/).map { String($0.output.1) }
    }

    fileprivate func decide(_ decision: String, id: String) async throws {
        try await meta.post("/_sim/templates/\(id)/\(decision)", "{}")
    }
}
