import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("checks of drafts")
struct TemplateCheckTests {
    private static let words = "您好 ${Leads.Last Name}，您预约的体验在明天。"

    @Test(
        "2.19 what is being corrected is compared with the others, and not with itself",
        arguments: Engine.allCases
    )
    func corrected(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.submitted(body: Self.words)
            try await desk.decide("reject", template)
            try await desk.refresh()
            // Nobody has to name it anew for that.
            #expect(try await desk.check(Self.words, correcting: template.id).isEmpty)
            #expect(try await desk.check(Self.words) == ["duplicate"])
            _ = try await desk.submitted("别的", body: "明天见，欢迎光临。")
            #expect(try await desk.check("明天见，欢迎光临。", correcting: template.id) == ["duplicate"])
            try await desk.change(template.id, desk.request(category: .marketing), by: desk.fixture.user)
        }
    }

    @Test("2.19 a draft is compared with the templates of its own account", arguments: Engine.allCases)
    func account(engine: Engine) async throws {
        try await TemplateDesk.with(engine) { desk in
            let template = try await desk.fixture.submitTemplate(
                desk.request(body: Self.words),
                by: desk.fixture.user
            )
            _ = try await desk.fixture.addNumber("100000000000002", account: "200000000000002")
            let other = try await desk.database.store.read { [user = desk.fixture.user] tx in
                try ChannelQueries.all(tx, organization: user.organization).map(\.id).first { $0 != template.channel }
            }
            #expect(other != nil)
            #expect(try await desk.check(Self.words, in: template.channel) == ["duplicate"])
            #expect(try await desk.check(Self.words, in: other).isEmpty)
        }
    }
}

extension TemplateDesk {
    /// What is found in a body that nobody has named yet.
    fileprivate func check(
        _ body: String,
        correcting template: ID<MessageTemplate>? = nil,
        in channel: ID<ChannelAccount>? = nil
    ) async throws -> [String] {
        let draft = try TemplateDraft(name: "", module: "Leads", language: "zh_CN", body: body)
        return try await CheckTemplate(store: database.store)(
            draft,
            correcting: template,
            in: channel,
            by: fixture.user
        ).findings.map(\.code)
    }
}
