import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("fields that templates merge")
struct TemplateFieldTests {
    @Test(
        "A-41 a field stays while a template merges it, names a record by it, or reaches it so",
        arguments: Engine.allCases
    )
    func uses(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let organization = fixture.user.organization
            let shape = ShapeFields(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                users: [TemplateFieldUses()]
            )
            let accounts = try await database.store.read { tx in
                try ModuleQueries.find(tx, organization: organization, name: "Accounts")?.id
            }
            let partner = try NewField(
                labelEnglish: "Partner",
                labelChinese: "伙伴",
                type: .lookup,
                lookupModule: accounts
            )
            let code = try NewField(labelEnglish: "Code", labelChinese: "编码", type: .text)
            let own = try await shape.add(code, to: "Leads", by: fixture.user)
            let lookup = try await shape.add(partner, to: "Leads", by: fixture.user)
            let target = try await shape.add(code, to: "Accounts", by: fixture.user)
            let spare = try await shape.add(
                try NewField(labelEnglish: "Spare", labelChinese: "备用", type: .text),
                to: "Accounts",
                by: fixture.user
            )
            let request = try SubmitTemplate.Request(
                name: "提醒",
                module: "Leads",
                language: "zh_CN",
                category: .notification,
                body: "您好，${Leads.Code} 和伙伴 ${Leads.Partner.Code} 已经准备好。",
                channel: nil
            )
            _ = try await fixture.submitTemplate(request, by: fixture.user)
            for (field, module) in [(own, "Leads"), (lookup, "Leads"), (target, "Accounts")] {
                await #expect(throws: FieldInUse(uses: [FieldUse(kind: "template", name: "提醒")])) {
                    try await shape.remove(field.id, from: module, by: fixture.user)
                }
            }
            try await shape.remove(spare.id, from: "Accounts", by: fixture.user)
        }
    }
}
