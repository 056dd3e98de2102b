import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

/// What is decided at once and done by and by.
@Suite("work in pages")
struct PagedWorkTests {
    private func run(_ database: TestDatabase, _ handler: any JobHandler) async throws {
        let runner = JobRunner(
            store: database.store,
            clock: database.clock,
            logger: quietLogger,
            handlers: [handler]
        )
        while try await runner.runBatch() > 0 {}
    }

    /// As a program leaves a record that died right after the bin gave it up.
    private func giveUp(_ fixture: Fixture, _ record: ID<Record>) async throws {
        try await fixture.bin.put([record], by: fixture.user)
        try await fixture.database.store.write { [user = fixture.user.user] tx in
            try tx.execute("UPDATE records SET purged_at_ms = 1, purged_by = \(user) WHERE id = \(record)")
        }
    }

    @Test(
        "A-20 a record that the bin gave up is nowhere, and a job removes it with all that names it",
        arguments: Engine.allCases
    )
    func purge(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let account = try await fixture.create(["account_name": .text("Acme")], in: "Accounts", by: fixture.user)
            // More than one transaction clears.
            for index in 0..<205 {
                try await fixture.contact("\(index)", ["account": .text(account.id.description)])
            }
            let other = try await fixture.lead("Other")
            try await giveUp(fixture, account.id)
            #expect(try await fixture.inBin().isEmpty)
            #expect(try await fixture.names([account.id]).isEmpty)
            await #expect(throws: RecordNotFound.self) {
                try await fixture.bin.restore([account.id], by: fixture.user)
            }
            await #expect(throws: RecordNotFound.self) { try await fixture.bin.purge([account.id], by: fixture.user) }
            // Whatever is purged next has a job, and the job leaves nothing.
            try await fixture.bin.put([other.id], by: fixture.user)
            try await fixture.bin.purge([other.id], by: fixture.user)
            try await run(database, fixture.bin.purging)
            #expect(try await fixture.count("SELECT count(*) AS n FROM records WHERE id = \(account.id)") == 0)
            #expect(try await fixture.count("SELECT count(*) AS n FROM jobs") == 0)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("2.131 whatever names a Lead names its Contact in the end, however much it is", arguments: Engine.allCases)
    func relink(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("林")
            for index in 0..<205 {
                let values: [String: FieldValue] = [
                    "subject": .text("\(index)"), "lead": .text(lead.id.description),
                ]
                try await fixture.create(values, in: "Tasks", by: fixture.user)
            }
            let made = try await fixture.convert(
                lead.id,
                ConvertLead.Request(contact: .new, account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            let contact = try #require(made.contact)
            #expect(try await naming(fixture, lead.id) == 5)
            #expect(try await fixture.faults().isEmpty)
            try await run(
                database,
                RelinkRecords(store: database.store, clock: database.clock, ids: database.ids)
            )
            #expect(try await naming(fixture, lead.id) == 0)
            #expect(try await naming(fixture, contact) == 205)
        }
    }

    private func naming(_ fixture: Fixture, _ record: ID<Record>) async throws -> Int {
        try await fixture.count("SELECT count(*) AS n FROM field_values WHERE number_key = \(record)")
    }

    @Test("a removed field is gone at once, its name is free, and its values follow", arguments: Engine.allCases)
    func field(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = ShapeFields(store: database.store, clock: database.clock, ids: database.ids, users: [])
            let new = try NewField(labelEnglish: "Shoe size", labelChinese: "鞋码", type: .integer)
            let field = try await shape.add(new, to: "Leads", by: fixture.user)
            try await fixture.lead("林", [field.name: .text("41")])
            // As a program leaves it that died right after.
            try await database.store.write { tx in
                try tx.execute("UPDATE fields SET removed_at_ms = 1, name = \("-1") WHERE id = \(field.id)")
            }
            #expect(try await fixture.module("Leads").fields.allSatisfy { $0.id != field.id })
            let second = try await shape.add(new, to: "Leads", by: fixture.user)
            #expect(second.name == field.name)
            try await fixture.lead("王", [second.name: .text("42")])
            try await shape.remove(second.id, from: "Leads", by: fixture.user)
            try await database.store.write { [organization = fixture.organization] tx in
                try JobQueue.add(
                    tx,
                    id: database.ids.next(),
                    kind: RemoveField.kind,
                    payload: "\(organization) \(field.id)",
                    dueAtMs: 0
                )
            }
            try await run(database, RemoveField(store: database.store, clock: database.clock))
            for id in [field.id, second.id] {
                #expect(try await fixture.count("SELECT count(*) AS n FROM fields WHERE id = \(id)") == 0)
                #expect(try await fixture.count("SELECT count(*) AS n FROM field_values WHERE field_id = \(id)") == 0)
            }
        }
    }
}
