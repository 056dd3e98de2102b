import Foundation
import Identity
import Messaging
import NIOCore
import ParleyTestSupport
import Records
import Storage
import Testing

/// Templates of an organisation and the same at a simulated Meta, whose webhooks do not arrive.
struct TemplateDesk: Sendable {
    let meta: SimulatedMeta

    static func with(_ engine: Engine, _ body: @escaping @Sendable (TemplateDesk) async throws -> Void) async throws {
        try await SimulatedMeta.with(engine) { meta in try await body(TemplateDesk(meta: meta)) }
    }

    var fixture: Fixture { meta.fixture }
    var database: TestDatabase { meta.database }

    var change: ChangeTemplate {
        ChangeTemplate(store: database.store, clock: database.clock, ids: database.ids)
    }

    func delete(usedBy uses: [any TemplateUses] = []) -> DeleteTemplate {
        DeleteTemplate(store: database.store, clock: database.clock, ids: database.ids, uses: uses)
    }

    func map(usedBy uses: [any TemplateUses] = []) -> MapTemplate {
        MapTemplate(store: database.store, clock: database.clock, ids: database.ids, uses: uses)
    }

    func request(
        _ name: String = "提醒",
        body: String = "您好 ${Leads.Last Name}，您预约的体验在明天。",
        category: MessageTemplate.Category = .notification,
        content: TemplateContent = TemplateContent(),
        module: String = "Leads",
        language: String = "zh_CN"
    ) throws -> SubmitTemplate.Request {
        try SubmitTemplate.Request(
            name: name,
            module: module,
            language: language,
            category: category,
            body: body,
            content: content,
            channel: nil
        )
    }

    /// A template that Meta has.
    func submitted(_ name: String = "提醒", body: String = "您好 ${Leads.Last Name}，您预约的体验在明天。") async throws
        -> MessageTemplate
    {
        let template = try await fixture.submitTemplate(request(name, body: body), by: fixture.user)
        try await work()
        return try #require(try await find(template))
    }

    /// Does the jobs of templates that are due.
    func work() async throws {
        let submit = SubmitTemplateJob(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: meta.graph,
            files: fixture.files
        )
        let delete = DeleteTemplateJob(store: database.store, graph: meta.graph)
        let runner = JobRunner(
            store: database.store,
            clock: database.clock,
            logger: quietLogger,
            handlers: [submit, delete, refreshing]
        )
        while try await runner.runBatch() > 0 {}
    }

    var refreshing: RefreshTemplatesJob {
        RefreshTemplatesJob(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: meta.graph,
            logger: quietLogger
        )
    }

    /// Asks Meta, a second later than whatever was before.
    func refresh() async throws {
        database.clock.advance(byMs: 1_000)
        try await RefreshTemplates(store: database.store, clock: database.clock, ids: database.ids)(by: fixture.user)
        try await work()
    }

    /// What Meta's reviewers decide.
    func decide(_ decision: String, _ template: MessageTemplate, _ json: String = "{}") async throws {
        try await meta.post("/_sim/templates/\(template.providerID ?? "")/\(decision)", json)
    }

    func find(_ template: MessageTemplate) async throws -> MessageTemplate? {
        try await database.store.read { tx in
            try TemplateQueries.find(tx, organization: template.organization, id: template.id)
        }
    }

    /// All that are shown, the newest first.
    func all() async throws -> [MessageTemplate] {
        try await database.store.read { [user = fixture.user] tx in
            let modules = try ModuleQueries.shown(tx, to: user).map(\.id)
            let filter = TemplateQueries.Filter(modules: modules, includesUnmapped: true)
            return try TemplateQueries.page(tx, organization: user.organization, filter, before: nil, limit: 100)
        }
    }

    /// How Meta lists a template.
    func remote(_ name: String) async throws -> String {
        String(buffer: try await meta.get("/v25.0/200000000000001/message_templates?name=\(name)"))
    }

    func signals() async throws -> Int {
        try await fixture.count("SELECT count(*) AS n FROM signals WHERE kind = 'template.reviewed'")
    }

    /// Makes a template at Meta without us.
    func elsewhere(_ json: String) async throws {
        try await meta.post("/v25.0/200000000000001/message_templates", json)
    }
}

/// Something that uses every template.
struct EverythingUses: TemplateUses {
    func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of template: ID<MessageTemplate>
    ) throws -> [FieldUse] {
        [FieldUse(kind: "whatsapp_notification", name: "明天提醒")]
    }
}
