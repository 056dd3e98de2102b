import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("recycle bin")
struct RecycleBinTests {
    @Test("A-20 a deleted record leaves lists, and comes back as it was", arguments: Engine.allCases)
    func deleteAndRestore(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("林", ["mobile": .text("13800138000"), "email": .text("lin@x.example")])
            try await fixture.bin.put([lead.id], by: fixture.user)
            #expect(try await fixture.find(lead.id) == nil)
            #expect(try await fixture.matches("13800138000").isEmpty)
            let waiting = try await fixture.inBin()
            #expect(waiting.map(\.id) == [lead.id])
            #expect(waiting.first?.name == "林")
            #expect(waiting.first?.deletedBy == fixture.user.user)
            await #expect(throws: RecordNotFound.self) {
                try await fixture.update(lead.id, version: 1, values: ["company": .text("B")], by: fixture.user)
            }
            try await fixture.bin.restore([lead.id], by: fixture.user)
            #expect(try await fixture.find(lead.id)?.values == lead.values)
            #expect(try await fixture.matches("13800138000").map(\.record) == [lead.id])
            #expect(try await fixture.timeline(of: lead.id).map(\.event.kind) == [.restored, .trashed, .created])
            #expect(try await fixture.inBin().isEmpty)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("several are deleted together or not at all, a hundred at most", arguments: Engine.allCases)
    func together(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let one = try await fixture.lead("One")
            let other = try await fixture.lead("Other")
            await #expect(throws: RecordNotFound.self) {
                try await fixture.bin.put([one.id, ID(1)], by: fixture.user)
            }
            #expect(try await fixture.find(one.id) != nil)
            let many = (1...101).map { ID<Record>($0) }
            let refusal = await #expect(throws: InvalidInput.self) {
                try await fixture.bin.put(many, by: fixture.user)
            }
            #expect(refusal?.code == "too_many")
            try await fixture.bin.put([one.id, other.id, one.id], by: fixture.user)
            #expect(Set(try await fixture.inBin().map(\.id)) == [one.id, other.id])
            #expect(try await fixture.inBin(search: "oTh").map(\.id) == [other.id])
            #expect(try await fixture.inBin(search: "%").isEmpty)
        }
    }

    @Test("a value that may stand once is free while its record is in the bin", arguments: Engine.allCases)
    func uniqueValues(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let values: [String: FieldValue] = ["product_name": .text("A"), "product_code": .text("P-1")]
            let first = try await fixture.create(values, in: "Products", by: fixture.user)
            try await fixture.bin.put([first.id], by: fixture.user)
            let second = try await fixture.create(values, in: "Products", by: fixture.user)
            let refusal = await #expect(throws: InvalidInput.self) {
                try await fixture.bin.restore([first.id], by: fixture.user)
            }
            #expect(refusal?.field == "product_code")
            #expect(refusal?.code == "taken")
            #expect(try await fixture.inBin().map(\.id) == [first.id])
            try await fixture.bin.put([second.id], by: fixture.user)
            try await fixture.bin.restore([first.id], by: fixture.user)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("A-20 purging leaves nothing of a record, and clears the lookups that named it", arguments: Engine.allCases)
    func purge(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let account = try await fixture.create(["account_name": .text("Acme")], in: "Accounts", by: fixture.user)
            let contact = try await fixture.contact("Li", ["account": .text(account.id.description)])
            let field = try await fixture.field("account", of: "Contacts")
            _ = try await fixture.notes.write("call back", on: account.id, by: fixture.user)
            try await fixture.tag(account.id, ["VIP"], by: fixture.user)
            try await fixture.bin.put([account.id], by: fixture.user)
            #expect(try await fixture.names([account.id]).isEmpty)
            #expect(try await fixture.find(contact.id)?.values[field.id] == .text(account.id.description))
            try await fixture.bin.purge([account.id], by: fixture.user)
            #expect(try await fixture.find(contact.id)?.values[field.id] == nil)
            for table: SQLStatement in ["field_values", "match_keys", "timeline_entries", "notes", "record_tags"] {
                let left = try await fixture.count(
                    "SELECT count(*) AS n FROM \(fragment: table) WHERE record_id = \(account.id)"
                )
                #expect(left == 0)
            }
            #expect(try await fixture.faults().isEmpty)
            await #expect(throws: RecordNotFound.self) {
                try await fixture.bin.restore([account.id], by: fixture.user)
            }
        }
    }

    @Test("what is sixty days in the bin is purged, and what is not stays", arguments: Engine.allCases)
    func expiry(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let old = try await fixture.lead("Old")
            try await fixture.bin.put([old.id], by: fixture.user)
            database.clock.advance(byMs: 86_400_000)
            let young = try await fixture.lead("Young")
            try await fixture.bin.put([young.id], by: fixture.user)
            database.clock.advance(byMs: 59 * 86_400_000 - 1)
            let sweep = SweepBin(bin: fixture.bin)
            try await sweep.schedule(in: database.store, clock: database.clock, ids: database.ids)
            let runner = JobRunner(
                store: database.store,
                clock: database.clock,
                logger: quietLogger,
                handlers: [sweep]
            )
            #expect(try await runner.runBatch() == 1)
            #expect(try await fixture.inBin().count == 2)
            database.clock.advance(byMs: 3_600_000)
            #expect(try await runner.runBatch() == 1)
            #expect(try await fixture.inBin().map(\.id) == [young.id])
        }
    }

    @Test("what is purged by and by comes again at once until nothing is left", arguments: Engine.allCases)
    func expiryInTurns(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for index in 0..<21 { try await fixture.bin.put([try await fixture.lead("\(index)").id], by: fixture.user) }
            database.clock.advance(byMs: RecycleBin.keepsMs)
            let sweep = SweepBin(bin: fixture.bin, turn: .zero)
            let job = Job(id: ID(1), kind: sweep.kind, payload: "{}", attempt: 1, dueAtMs: 0)
            let now = database.clock.nowMs
            for left in [1, 0] {
                #expect(try await sweep.perform(job) == .again(atMs: now))
                #expect(try await fixture.count("SELECT count(*) AS n FROM records") == left)
                #expect(try await fixture.inBin().isEmpty)
            }
            #expect(try await sweep.perform(job) == .again(atMs: now + 3_600_000))
        }
    }

    @Test(
        "only administrators remove for good; another organisation's records are not there",
        arguments: Engine.allCases
    )
    func permission(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let stranger = try await Fixture(database, name: "other")
            let lead = try await fixture.lead("Li")
            await #expect(throws: RecordNotFound.self) { try await stranger.bin.put([lead.id], by: stranger.user) }
            try await fixture.bin.put([lead.id], by: fixture.user)
            #expect(try await stranger.inBin().isEmpty)
            await #expect(throws: RecordNotFound.self) {
                try await stranger.bin.restore([lead.id], by: stranger.user)
            }
            await #expect(throws: RecordNotFound.self) { try await stranger.bin.purge([lead.id], by: stranger.user) }
            #expect(try await stranger.bin.empty(by: stranger.user) == 0)
            let rep = try await fixture.rep()
            await #expect(throws: NotPermitted.self) { try await fixture.bin.purge([lead.id], by: rep) }
            await #expect(throws: NotPermitted.self) { try await fixture.bin.empty(by: rep) }
            #expect(try await fixture.bin.empty(by: fixture.user) == 1)
            #expect(try await fixture.inBin().isEmpty)
        }
    }
}
