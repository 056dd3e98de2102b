import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("lead conversion")
struct ConversionTests {
    private static let values: [String: FieldValue] = [
        "first_name": .text("佳怡"), "company": .text("半日咖啡"), "mobile": .text("13800138000"),
        "email": .text("lin@x.example"), "lead_source": .text("Partner"), "rating": .text("Hot"),
        "industry": .text("Retail"), "description": .text("three shops"),
    ]

    @Test("2.131 a Lead becomes a Contact with Account and Deal, and leaves the lists", arguments: Engine.allCases)
    func all(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("林", Self.values)
            let made = try await fixture.convert(
                lead.id,
                ConvertLead.Request(
                    contact: .new,
                    account: .new,
                    deal: ["deal_name": .text("12 machines"), "amount": .text("386000")],
                    owner: nil
                ),
                by: fixture.user
            )
            let contact = try #require(try await fixture.values(of: made.contact))
            #expect(contact["last_name"] == .text("林"))
            #expect(contact["email"] == .text("lin@x.example"))
            #expect(contact["description"] == .text("three shops"))
            #expect(contact["account"] == .text(try #require(made.account).description))
            let account = try #require(try await fixture.values(of: made.account))
            #expect(account["account_name"] == .text("半日咖啡"))
            #expect(account["industry"] == .text("Retail"))
            #expect(account["description"] == nil)
            let deal = try #require(try await fixture.values(of: made.deal))
            #expect(deal["amount"] == .text("386000"))
            #expect(deal["stage"] == .text("Qualification"))
            #expect(deal["lead_source"] == .text("Partner"))
            #expect(deal["contact"] == .text(try #require(made.contact).description))
            #expect(try await fixture.find(lead.id) == nil)
            #expect(try await fixture.inBin().isEmpty)
            #expect(try await fixture.matches("13800138000").map(\.record) == [made.contact])
            let page = try await database.store.read { [user = fixture.user] tx in
                try RecordQueries.find(tx, visibleTo: user, id: lead.id, .kept)
            }
            #expect(page?.values == lead.values)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("2.131 nobody who has gone gets what a Lead becomes", arguments: Engine.allCases)
    func inactiveOwner(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let gone = try await fixture.rep()
            let deactivate = DeactivateUser(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                successions: []
            )
            try await deactivate(gone.user, successor: nil, by: fixture.user)
            let lead = try await fixture.lead("林")
            let contact = try await fixture.contact("林")
            for target in [ConvertLead.Target.new, .existing(contact.id)] {
                let refusal = await #expect(throws: InvalidInput.self) {
                    _ = try await fixture.convert(
                        lead.id,
                        ConvertLead.Request(contact: target, account: nil, deal: nil, owner: gone.user),
                        by: fixture.user
                    )
                }
                #expect(refusal?.field == "owner")
            }
        }
    }

    @Test("2.131 who may be the same is offered: by email, then number, then name", arguments: Engine.allCases)
    func matches(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let named = try await fixture.contact("林", ["first_name": .text("佳怡")])
            let phoned = try await fixture.contact("Other", ["phone": .text("+86 138 0013 8000")])
            let mailed = try await fixture.contact("Third", ["secondary_email": .text("LIN@x.example")])
            _ = try await fixture.contact("Nobody")
            let account = try await fixture.create(["account_name": .text("半日咖啡")], in: "Accounts", by: fixture.user)
            let lead = try await fixture.lead("林", Self.values)
            let preview = try await database.store.read { [user = fixture.user] tx in
                try ConversionPreview(tx, for: user, lead: lead.id)
            }
            #expect(preview.contacts.map(\.id) == [mailed.id, phoned.id, named.id])
            #expect(preview.contacts.map(\.reason) == [.email, .phone, .name])
            #expect(preview.accounts.map(\.id) == [account.id])
            let going = Dictionary(uniqueKeysWithValues: preview.values.map { ($0.field.name, $0.goesTo) })
            #expect(going["rating"] == [])
            #expect(going["lead_source"] == ["deal"])
            #expect(going["company"] == ["account"])
            #expect(going["mobile"] == ["contact"])
        }
    }

    @Test("2.131 a Contact that is there keeps what it has and gets what it lacks", arguments: Engine.allCases)
    func existing(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let contact = try await fixture.contact("Lin", ["email": .text("old@x.example")])
            let lead = try await fixture.lead("林", Self.values)
            _ = try await fixture.convert(
                lead.id,
                ConvertLead.Request(contact: .existing(contact.id), account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            let values = try #require(try await fixture.values(of: contact.id))
            #expect(values["last_name"] == .text("Lin"))
            #expect(try await fixture.find(contact.id)?.name == "佳怡 Lin")
            #expect(values["email"] == .text("old@x.example"))
            #expect(values["mobile"] == .text("13800138000"))
            #expect(try await fixture.matches("13800138000").map(\.record) == [contact.id])
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test(
        "2.131 what hangs on the Lead hangs on the Contact: notes, tags, activities, timeline",
        arguments: Engine.allCases
    )
    func belongings(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Lin", Self.values)
            _ = try await fixture.notes.write("call back", on: lead.id, by: fixture.user)
            try await fixture.tag(lead.id, ["VIP", "华南"], by: fixture.user)
            let about: [String: FieldValue] = ["subject": .text("Call"), "lead": .text(lead.id.description)]
            let task = try await fixture.create(about, in: "Tasks", by: fixture.user)
            let trashed = try await fixture.create(about, in: "Tasks", by: fixture.user)
            try await fixture.bin.put([trashed.id], by: fixture.user)
            let made = try await fixture.convert(
                lead.id,
                ConvertLead.Request(contact: .new, account: .new, deal: nil, owner: nil),
                by: fixture.user
            )
            let contact = try #require(made.contact)
            #expect(try await fixture.count("SELECT count(*) AS n FROM notes WHERE record_id = \(contact)") == 1)
            #expect(Set(try await fixture.tags(of: contact)) == ["VIP", "华南"])
            #expect(try await fixture.timeline(of: contact).map(\.event.kind).contains(.converted))
            try await fixture.bin.restore([trashed.id], by: fixture.user)
            for id in [task.id, trashed.id] {
                let values = try #require(try await fixture.values(of: id))
                #expect(values["lead"] == nil)
                #expect(values["contact"] == .text(contact.description))
                #expect(values["account"] == .text(try #require(made.account).description))
            }
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("2.131 an organisation's own fields of equal labels belong together", arguments: Engine.allCases)
    func customFields(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = ShapeFields(store: database.store, clock: database.clock, ids: database.ids, users: [])
            for module in ["Leads", "Contacts"] {
                let new = try NewField(labelEnglish: "Shops", labelChinese: "门店", type: .integer)
                try await shape.add(new, to: module, by: fixture.user)
            }
            let lead = try await fixture.lead("Lin", ["shops": .text("12")])
            let made = try await fixture.convert(
                lead.id,
                ConvertLead.Request(contact: .new, account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            #expect(try await fixture.values(of: made.contact)?["shops"] == .text("12"))
        }
    }

    @Test("2.131 converted twice at once, a Lead makes one Contact", arguments: Engine.allCases)
    func twice(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Lin", Self.values)
            let request = ConvertLead.Request(contact: .new, account: .new, deal: nil, owner: nil)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do {
                            _ = try await fixture.convert(lead.id, request, by: fixture.user)
                            return true
                        } catch is AlreadyConverted {
                            return false
                        } catch {
                            Issue.record(error)
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 1)
            #expect(
                try await fixture.count(
                    """
                    SELECT count(*) AS n FROM records JOIN modules ON modules.id = records.module_id
                     WHERE modules.name IN ('Contacts', 'Accounts')
                    """
                ) == 2
            )
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("a Deal at fault is named, and nothing is converted", arguments: Engine.allCases)
    func faultyDeal(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Lin", Self.values)
            let request = ConvertLead.Request(contact: .new, account: nil, deal: ["amount": .text("many")], owner: nil)
            let refusal = await #expect(throws: InvalidInput.self) {
                _ = try await fixture.convert(lead.id, request, by: fixture.user)
            }
            #expect(refusal?.field == "deal.deal_name" || refusal?.field == "deal.amount")
            #expect(try await fixture.find(lead.id)?.version == 1)
            #expect(try await fixture.count("SELECT count(*) AS n FROM records") == 1)
        }
    }

    @Test("purging a Contact takes the Lead it was with it", arguments: Engine.allCases)
    func purge(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Lin", Self.values)
            let made = try await fixture.convert(
                lead.id,
                ConvertLead.Request(contact: .new, account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            let contact = try #require(made.contact)
            try await fixture.bin.put([contact], by: fixture.user)
            try await fixture.bin.purge([contact], by: fixture.user)
            #expect(try await fixture.count("SELECT count(*) AS n FROM records") == 0)
            #expect(try await fixture.faults().isEmpty)
        }
    }
}

extension Fixture {
    /// A living record's values by the fields' names.
    func values(of id: ID<Record>?) async throws -> [String: FieldValue]? {
        guard let id, let record = try await find(id) else { return nil }
        let fields = try await module(record.module.name).fields
        var values: [String: FieldValue] = [:]
        for field in fields { values[field.name] = record.values[field.id] }
        return values
    }

    func tags(of id: ID<Record>) async throws -> [String] {
        try await database.store.read { [organization] tx in
            try TagQueries.of(tx, organization: organization, records: [id])[id, default: []].map(\.name)
        }
    }
}
