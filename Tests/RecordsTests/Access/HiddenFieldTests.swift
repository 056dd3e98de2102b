import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("fields that a profile hides or only shows")
struct HiddenFieldTests {
    private func shown(_ team: Team, _ user: SignedIn) async throws -> [Field] {
        let module = try await team.fixture.module("Leads").module
        return try await team.fixture.database.store.read { tx in
            try FieldQueries.shown(tx, to: user, module: module.id)
        }
    }

    @Test("2.132 a hidden field is nobody's to name, and stays what it was", arguments: Engine.allCases)
    func hidden(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let field = try await team.fixture.field("fax")
            let rep = try await team.user("rep")
            let values: [String: FieldValue] = [
                "last_name": .text("a"), "company": .text("b"), "fax": .text("500"),
            ]
            let lead = try await team.fixture.create(values, in: "Leads", by: rep)
            try await team.restrict("fax", .hidden)
            #expect(try await !shown(team, rep).contains { $0.id == field.id })
            #expect(try await shown(team, team.fixture.user).contains { $0.id == field.id })
            let refusal = await #expect(throws: InvalidInput.self) {
                _ = try await team.fixture.update(lead.id, version: 1, values: ["fax": .text("1")], by: rep)
            }
            #expect(refusal?.code == "unknown_field")
            let next = try await team.fixture.update(lead.id, version: 1, values: ["title": .text("x")], by: rep)
            #expect(next.values[field.id] == .text("500"))
            #expect(next.shown(in: try await shown(team, rep)).values[field.id] == nil)
        }
    }

    @Test("2.132 what records are called by stays seen, wherever it stands on the page", arguments: Engine.allCases)
    func namesOnThePage(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (clock, ids, user) = (database.clock, database.ids, team.fixture.user)
            let module = try await CreateModule(store: database.store, clock: clock, ids: ids)(
                CreateModule.Request(
                    labelEnglish: "Shipments",
                    labelChinese: "发货",
                    singularEnglish: "Shipment",
                    singularChinese: "",
                    nameEnglish: "Shipment Name",
                    nameChinese: "",
                    sharing: .readWrite
                ),
                by: user
            )
            let code = try await ShapeFields(store: database.store, clock: clock, ids: ids, users: []).add(
                NewField(labelEnglish: "Code", labelChinese: "编码", type: .text, isRequired: true),
                to: module.name,
                by: user
            )
            let fields = try await team.fixture.module(module.name).fields
            let order = [code.id] + fields.map(\.id).filter { $0 != code.id }
            try await ArrangePage(store: database.store, clock: clock, ids: ids)(
                module.name,
                [ArrangePage.Part(name: nil, labels: ("All", "全部"), fields: order)],
                by: user
            )
            let refusal = await #expect(throws: InvalidInput.self) {
                try await team.restrict("name", of: module.name, .hidden)
            }
            #expect(refusal?.code == "names_record")
            try await team.restrict(code.name, of: module.name, .hidden)
            let values: [String: FieldValue] = ["name": .text("a"), code.name: .text("b")]
            #expect(try await team.fixture.create(values, in: module.name, by: user).name == "a")
        }
    }

    @Test("2.132 no list is filtered or sorted by a hidden field, and no view shows one", arguments: Engine.allCases)
    func lists(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let field = try await team.fixture.field("fax")
            let title = try await team.fixture.field("title")
            try await team.restrict("fax", .hidden)
            let rep = try await team.user("rep")
            let module = try await team.fixture.module("Leads").module
            let fields = try await shown(team, rep)
            let row = Criterion(field: .field(field.id), comparison: .equal, operand: .values(["500"]))
            let criteria = try Criteria(rows: [row], pattern: nil)
            let compiler = CriteriaCompiler(
                fields: fields,
                context: CriteriaContext(organization: rep.organization, user: rep.user, nowMs: 0, timeZone: .gmt)
            )
            let refusal = #expect(throws: InvalidInput.self) { _ = try compiler.condition(criteria) }
            #expect(refusal?.code == "unknown_field")
            #expect(throws: InvalidInput.self) {
                _ = try RecordList(
                    visibleTo: rep,
                    module: module.id,
                    condition: nil,
                    order: RecordOrder(field: .field(field.id), isDescending: true),
                    fields: fields
                )
            }
            let save = SaveView(store: database.store, clock: database.clock, ids: database.ids)
            let columns = ["name", title.id.description, field.id.description]
            let open = try await save.create(
                SaveView.Request(
                    label: "Open",
                    sharing: .everyone,
                    shares: ViewShares(),
                    columns: columns,
                    order: RecordOrder(field: .field(field.id), isDescending: true),
                    criteria: nil
                ),
                in: "Leads",
                by: team.fixture.user
            )
            let narrow = try await save.create(
                SaveView.Request(
                    label: "Narrow",
                    sharing: .everyone,
                    shares: ViewShares(),
                    columns: columns,
                    order: .byChange,
                    criteria: criteria
                ),
                in: "Leads",
                by: team.fixture.user
            )
            let views = try await database.store.read { tx in
                try ViewQueries.all(tx, for: rep, module: module.id).compactMap { $0.shown(in: fields) }
            }
            let seen = try #require(views.first { $0.id == open.id })
            #expect(seen.columns == [.system(.name), .field(title.id)])
            #expect(seen.order == .byChange)
            #expect(!views.contains { $0.id == narrow.id })
        }
    }

    @Test("2.132 a read-only field refuses a write by its name, and is shown", arguments: Engine.allCases)
    func readOnly(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            let lead = try await team.lead("a", of: rep)
            try await team.restrict("title", .readOnly)
            let refusal = await #expect(throws: InvalidInput.self) {
                _ = try await team.fixture.update(lead.id, version: 1, values: ["title": .text("x")], by: rep)
            }
            #expect(refusal?.field == "title")
            #expect(refusal?.code == "read_only")
            #expect(try await shown(team, rep).first { $0.name == "title" }?.isReadOnly == true)
            try await team.fixture.update(lead.id, version: 1, values: ["title": .text("x")], by: team.fixture.user)
            try await team.restrict("title", .visible)
            try await team.fixture.update(lead.id, version: 2, values: ["title": .text("y")], by: rep)
        }
    }

    @Test("2.132 a required field that one may not write does not keep one from creating", arguments: Engine.allCases)
    func required(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            for access in [FieldAccess.hidden, .readOnly] {
                try await team.restrict("company", access)
                let made = try await team.fixture.create(["last_name": .text("a")], in: "Leads", by: rep)
                #expect(made.name == "a")
            }
            try await team.restrict("company", .visible)
            await #expect(throws: InvalidInput.self) {
                _ = try await team.fixture.create(["last_name": .text("a")], in: "Leads", by: rep)
            }
        }
    }

    @Test("2.132 what a record is called by is not hidden, and a fixed profile stays", arguments: Engine.allCases)
    func names(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            for (field, module) in [("last_name", "Leads"), ("first_name", "Contacts"), ("account_name", "Accounts")] {
                let refusal = await #expect(throws: InvalidInput.self) {
                    try await team.restrict(field, of: module, .hidden)
                }
                #expect(refusal?.code == "names_record")
                try await team.restrict(field, of: module, .readOnly)
            }
            let administrators = team.fixture.user.profile
            await #expect(throws: PeopleRefusal.fixedProfile) {
                let change = try ShapeProfiles.Change(rights: [])
                try await team.shapeProfiles.change(administrators, change, by: team.fixture.user)
            }
        }
    }

    @Test("A-12 a value that the sender may not see is not merged", arguments: Engine.allCases)
    func merging(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            let values: [String: FieldValue] = [
                "last_name": .text("a"), "company": .text("b"), "title": .text("Boss"),
            ]
            let lead = try await team.fixture.create(values, in: "Leads", by: rep)
            let scope = try await team.fixture.scope("Leads")
            let text = try MergeText.parse("Dear ${Leads.Title}", in: scope)
            #expect(try await team.fixture.fill(text, from: lead, by: rep).values == ["Boss"])
            try await team.restrict("title", .hidden)
            let fill = try await team.fixture.fill(text, from: lead, by: rep)
            #expect(fill.values == [""])
            #expect(fill.missing == scope.fields.filter { $0.name == "title" }.map { .field($0.id) })
        }
    }

    @Test("2.132 a hidden lookup hides the list of what it names", arguments: Engine.allCases)
    func related(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let accounts = try await team.fixture.module("Accounts").module
            let field = try await team.fixture.field("account", of: "Contacts")
            func lists() async throws -> [ID<Field>] {
                let rep = try await team.user("rep")
                return try await database.store.read { tx in
                    try FieldQueries.naming(tx, shownTo: rep, module: accounts.id).map(\.id)
                }
            }
            #expect(try await lists().contains(field.id))
            try await team.restrict("account", of: "Contacts", .hidden)
            #expect(try await !lists().contains(field.id))
        }
    }
}
