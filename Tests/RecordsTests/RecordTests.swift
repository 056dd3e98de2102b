import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("records")
struct RecordTests {
    @Test(
        "2.125 a new organisation has Leads and Contacts with their fields in both languages",
        arguments: Engine.allCases
    )
    func standardModules(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let modules = try await database.store.read { tx in
                try ModuleQueries.all(tx, organization: fixture.organization)
            }
            #expect(
                modules.map(\.name) == [
                    "Leads", "Contacts", "Accounts", "Deals", "Products", "Quotes", "Tasks", "Meetings", "Calls",
                    "Appointments",
                ]
            )
            #expect(modules.prefix(2).map { $0.label(in: .chinese) } == ["线索", "联系人"])
            let leads = try await fixture.module("Leads").fields
            let lengths = leads.reduce(into: [:]) { $0[$1.name] = $1.maximumLength }
            for (name, length) in [
                ("first_name", 40), ("last_name", 80), ("company", 100), ("phone", 30), ("mobile", 30), ("fax", 30),
                ("email", 100), ("secondary_email", 100),
            ] { #expect(lengths[name] == length) }
            #expect(leads.filter(\.isRequired).map(\.name) == ["last_name", "company"])
            #expect(leads.first { $0.name == "lead_source" }?.options?.isEmpty == false)
            let contacts = try await fixture.module("Contacts").fields.map(\.name)
            #expect(contacts.contains("account"))
            #expect(!contacts.contains("company") && !contacts.contains("lead_source"))
        }
    }

    @Test("a record keeps what was typed and starts at version 1", arguments: Engine.allCases)
    func create(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let made = try await fixture.lead(
                " 王 ",
                [
                    "first_name": .text("小明"), "mobile": .text("138 0013-8000"), "rating": .text("Hot"),
                    "email_opt_out": .boolean(true), "description": .text("one\r\n\ttwo"), "fax": .text("  "),
                ]
            )
            let record = try #require(
                try await database.store.read { tx in
                    try RecordQueries.find(tx, organization: fixture.organization, id: made.id)
                }
            )
            #expect(record == made)
            #expect(record.version == 1)
            #expect(record.name == "王小明")
            #expect(record.owner == fixture.user.user)
            #expect(record.createdBy == fixture.user.user)
            #expect(record.createdAtMs == TestDatabase.startMs)
            let fields = try await fixture.module("Leads").fields
            let values = fields.reduce(into: [:]) { $0[$1.name] = record.values[$1.id] }
            #expect(
                values == [
                    "last_name": .text("王"), "first_name": .text("小明"), "company": .text("Acme"),
                    "mobile": .text("138 0013-8000"), "rating": .text("Hot"), "email_opt_out": .boolean(true),
                    "description": .text("one\n\ttwo"),
                ]
            )
        }
    }

    @Test("names are put together as their language does, and sort by pinyin", arguments: Engine.allCases)
    func names(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for (first, last, name) in [
                ("娜娜", "欧阳", "欧阳娜娜"), ("Ana", "Silva", "Ana Silva"), ("", "张", "张"), ("Émile", "Zola", "Émile Zola"),
                ("Bruce", "李", "Bruce 李"), ("热合曼·买买提", "阿", "阿热合曼·买买提"),
            ] {
                #expect(try await fixture.lead(last, ["first_name": .text(first)]).name == name)
            }
            let sorted = try await database.store.read { tx in
                try tx.run("SELECT name FROM records ORDER BY sort_key").map { try $0.get("name", as: String.self) }
            }
            #expect(sorted == ["阿热合曼·买买提", "Ana Silva", "Bruce 李", "Émile Zola", "欧阳娜娜", "张"])
        }
    }

    @Test("2.125 values that break a rule are refused with the field and the rule", arguments: Engine.allCases)
    func validation(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let cases: [(String, FieldValue, String)] = [
                ("last_name", .text(""), "required"), ("last_name", .text(" \n"), "required"),
                ("company", .text("\u{3000}"), "required"),
                ("last_name", .text(String(repeating: "字", count: 81)), "too_long"),
                ("company", .text(String(repeating: "x", count: 101)), "too_long"),
                ("first_name", .text(String(repeating: "x", count: 41)), "too_long"),
                ("phone", .text(String(repeating: "1", count: 31)), "too_long"),
                ("mobile", .text(String(repeating: "1", count: 31)), "too_long"),
                ("fax", .text(String(repeating: "1", count: 31)), "too_long"),
                ("email", .text(String(repeating: "x", count: 93) + "@x.co.uk"), "too_long"),
                ("secondary_email", .text(String(repeating: "x", count: 93) + "@x.co.uk"), "too_long"),
                ("last_name", .text("a\u{0}b"), "not_text"), ("first_name", .text("a\nb"), "not_text"),
                ("description", .text("a\u{0}"), "not_text"), ("description", .text("a\u{1b}b"), "not_text"),
                ("description", .text(String(repeating: "x", count: 32_001)), "too_long"),
                ("email", .text("nobody"), "not_valid"), ("secondary_email", .text("a b@c"), "not_valid"),
                ("rating", .text("Boiling"), "not_valid"), ("lead_status", .boolean(true), "wrong_type"),
                ("email_opt_out", .text("yes"), "wrong_type"), ("last_name", .boolean(false), "wrong_type"),
                ("website", .text("javascript:alert(1).x"), "not_valid"), ("website", .text("word"), "not_valid"),
                ("nick_name", .text("x"), "unknown_field"), ("", .text(""), "unknown_field"),
            ]
            for (name, value, code) in cases {
                let refusal = await #expect(throws: InvalidInput.self, "\(name): \(value)") {
                    _ = try await fixture.lead("Li", [name: value])
                }
                #expect(refusal?.field == name)
                #expect(refusal?.code == code, "\(name): \(value)")
            }
            let missing = await #expect(throws: InvalidInput.self) {
                _ = try await fixture.create([:], in: "Contacts", by: fixture.user)
            }
            #expect(missing == InvalidInput(field: "last_name", code: "required", detail: "This is needed."))
            let count = try await database.store.read { tx in try tx.run("SELECT id FROM records").count }
            #expect(count == 0)
        }
    }

    @Test("values at the edge of a rule are taken", arguments: Engine.allCases)
    func accepted(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let cases: [(String, FieldValue)] = [
                ("last_name", .text(String(repeating: "字", count: 80))), ("phone", .text("ask at the desk")),
                ("website", .text("https://例子.example:8443/a?b#c")), ("website", .text("www.x.example")),
                ("email", .text("张三@例子.example")), ("rating", .text("")), ("email_opt_out", .text("")),
                ("description", .text(String(repeating: "x\n", count: 15_999) + "x")),
            ]
            for (name, value) in cases {
                await #expect(throws: Never.self, "\(name): \(value)") { try await fixture.lead("Li", [name: value]) }
            }
        }
    }

    @Test("a change touches the named values only and counts the version", arguments: Engine.allCases)
    func update(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva", ["first_name": .text("Ana"), "mobile": .text("13800138000")])
            database.clock.advance(byMs: 5_000)
            let values: [String: FieldValue] = ["first_name": .text("Bia"), "mobile": .text("")]
            let changed = try await fixture.update(lead.id, version: 1, values: values, by: fixture.user)
            #expect(changed.version == 2)
            #expect(changed.name == "Bia Silva")
            #expect(changed.values[try await fixture.field("company").id] == .text("Acme"))
            #expect(changed.values[try await fixture.field("mobile").id] == nil)
            #expect(changed.updatedAtMs == TestDatabase.startMs + 5_000)
            #expect(changed.createdAtMs == TestDatabase.startMs)
            let same = try await fixture.update(lead.id, version: 2, values: values, by: fixture.user)
            #expect(same == changed)
            let refusal = await #expect(throws: InvalidInput.self) {
                try await fixture.update(lead.id, version: 2, values: ["company": .text("")], by: fixture.user)
            }
            #expect(refusal?.code == "required")
        }
    }

    @Test("of two who change the same version one is told of the other's record", arguments: Engine.allCases)
    func stale(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva")
            let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
                for index in 0..<4 {
                    group.addTask {
                        let values: [String: FieldValue] = ["first_name": .text("N\(index)")]
                        do {
                            return try await fixture.update(lead.id, version: 1, values: values, by: fixture.user).name
                        } catch let stale as StaleRecord {
                            #expect(stale.current.version == 2)
                            return "stale: \(stale.current.name)"
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.filter { !$0.hasPrefix("stale") }
            #expect(winners.count == 1)
            #expect(Set(outcomes.filter { $0.hasPrefix("stale") }) == ["stale: \(winners[0])"])
            #expect(try await fixture.timeline(of: lead.id).count == 2)
        }
    }

    @Test("pages have no gaps and no repeats, also where many changed at once", arguments: Engine.allCases)
    func paging(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            var made: [ID<Record>] = []
            for index in 0..<11 {
                if index == 8 { database.clock.advance(byMs: 1) }
                made.append(try await fixture.lead("L\(index)").id)
            }
            let contact = try await fixture.contact("C")
            let module = try await fixture.module("Leads").module
            var seen: [ID<Record>] = []
            var cursor: RecordQueries.Cursor?
            for _ in 0..<10 {
                let page = try await database.store.read { [cursor] tx in
                    try RecordQueries.page(tx, visibleTo: fixture.user, module: module.id, before: cursor, limit: 3)
                }
                guard let last = page.last else { break }
                seen += page.map(\.id)
                cursor = RecordQueries.Cursor(updatedAtMs: last.updatedAtMs, id: last.id)
            }
            #expect(seen == Array(made.reversed()))
            #expect(!seen.contains(contact.id))
        }
    }

    @Test("the system's records name no user, and their owner is of the organisation", arguments: Engine.allCases)
    func system(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let other = try await Fixture(database, name: "other")
            let module = try await fixture.module("Contacts").module
            @Sendable func insert(owner: ID<User>) async throws -> Record {
                try await database.store.write { tx in
                    try RecordWriter.insert(
                        tx,
                        ids: database.ids,
                        clock: database.clock,
                        organization: fixture.organization,
                        module: module,
                        values: ["last_name": .text("Ana")],
                        owner: owner,
                        author: .system(cause: "inbound_message")
                    )
                }
            }
            let record = try await insert(owner: fixture.user.user)
            #expect(record.createdBy == nil)
            let entry = try #require(try await fixture.timeline(of: record.id).first)
            #expect(entry.event == .created(cause: "inbound_message"))
            #expect(entry.user == nil)
            let refusal = await #expect(throws: InvalidInput.self) { _ = try await insert(owner: other.user.user) }
            #expect(refusal?.field == "owner")
        }
    }

    @Test("what another organisation has is not found by any function", arguments: Engine.allCases)
    func otherOrganization(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let ours = try await Fixture(database)
            let theirs = try await Fixture(database, name: "other")
            let lead = try await theirs.lead("Silva", ["mobile": .text("13800138000")])
            let module = try await theirs.module("Leads").module
            let found = try await database.store.read { tx in
                (
                    try RecordQueries.find(tx, organization: ours.organization, id: lead.id),
                    try RecordQueries.find(tx, visibleTo: ours.user, id: lead.id),
                    try RecordQueries.page(
                        tx,
                        organization: ours.organization,
                        module: module.id,
                        before: nil,
                        limit: 10
                    ).count
                        + RecordQueries.page(
                            tx,
                            visibleTo: ours.user,
                            module: module.id,
                            before: nil,
                            limit: 10
                        ).count,
                    try FieldQueries.all(tx, organization: ours.organization, module: module.id).count
                )
            }
            #expect(found.0 == nil)
            #expect(found.1 == nil)
            #expect(found.2 == 0)
            #expect(found.3 == 0)
            #expect(try await ours.matches("13800138000").isEmpty)
            #expect(try await theirs.matches("13800138000").count == 1)
            #expect(try await ours.timeline(of: lead.id).isEmpty)
            await #expect(throws: RecordNotFound.self) {
                try await ours.update(lead.id, version: 1, values: [:], by: ours.user)
            }
            await #expect(throws: RecordNotFound.self) {
                try await ours.logEmail(EmailNote(to: "a@b", subject: nil), to: lead.id, by: ours.user)
            }
            await #expect(throws: RecordNotFound.self) { try await ours.create([:], in: "Nothing", by: ours.user) }
            await #expect(throws: RecordNotFound.self) { try await ours.create([:], in: "L\u{0}", by: ours.user) }
            #expect(try await theirs.timeline(of: lead.id).count == 1)
        }
    }

    @Test("a foreign module's id makes no record here", arguments: Engine.allCases)
    func foreignModule(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let ours = try await Fixture(database)
            let theirs = try await Fixture(database, name: "other")
            let module = try await theirs.module("Leads").module
            await #expect(throws: RecordNotFound.self) {
                try await database.store.write { tx in
                    try RecordWriter.insert(
                        tx,
                        ids: database.ids,
                        clock: database.clock,
                        organization: ours.organization,
                        module: module,
                        values: [:],
                        owner: ours.user.user,
                        author: .user(ours.user.user)
                    )
                }
            }
        }
    }
}
