import FileStore
import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("notes, tags, files")
struct BelongingsTests {
    @Test("2.135 who sees a record sees its notes; only the writer changes one", arguments: Engine.allCases)
    func notes(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let rep = try await fixture.rep()
            try await fixture.share("Leads", .readWrite)
            let lead = try await fixture.lead("Lin")
            let note = try await fixture.notes.write("first\nsecond", on: lead.id, by: fixture.user)
            await #expect(throws: NoteNotOwn.self) { try await fixture.notes.change(note.id, to: "x", by: rep) }
            await #expect(throws: NoteNotOwn.self) { try await fixture.notes.delete(note.id, by: rep) }
            let changed = try await fixture.notes.change(note.id, to: "better", by: fixture.user)
            #expect(changed.changedAtMs != nil)
            let own = try await fixture.notes.write("mine", on: lead.id, by: rep)
            // An administrator may have to take away what must not stand there.
            try await fixture.notes.delete(own.id, by: fixture.user)
            let left = try await database.store.read { [organization = fixture.organization] tx in
                try NoteQueries.page(tx, organization: organization, record: lead.id, before: nil, limit: 10)
            }
            #expect(left.map(\.text) == ["better"])
            try await fixture.share("Leads", .private)
            await #expect(throws: RecordNotFound.self) {
                _ = try await fixture.notes.write("x", on: lead.id, by: rep)
            }
            await #expect(throws: InvalidInput.self) {
                _ = try await fixture.notes.write(" ", on: lead.id, by: fixture.user)
            }
        }
    }

    @Test("2.77 lists are filtered by tags, in whatever spelling they were typed", arguments: Engine.allCases)
    func tags(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let both = try await fixture.lead("Both")
            let one = try await fixture.lead("One")
            let none = try await fixture.lead("None")
            try await fixture.tag(both.id, ["VIP", "华南"], by: fixture.user)
            try await fixture.tag(one.id, ["vip", "ＶＩＰ"], by: fixture.user)
            #expect(try await fixture.tags(of: one.id) == ["VIP"])
            let cases: [(Comparison, [String], Set<ID<Record>>)] = [
                (.includeAny, ["Vip", "华南"], [both.id, one.id]), (.includeAll, ["VIP", "华南"], [both.id]),
                (.excludeAny, ["华南"], [one.id, none.id]), (.isEmpty, [], [none.id]),
                (.isNotEmpty, [], [both.id, one.id]),
            ]
            for (comparison, values, expected) in cases {
                let row = Criterion(field: .system(.tags), comparison: comparison, operand: .values(values))
                #expect(try await fixture.hits(Criteria(rows: [row], pattern: nil)) == expected, "\(comparison)")
            }
            try await fixture.tag(both.id, [], by: fixture.user)
            #expect(try await fixture.tags(of: both.id).isEmpty)
            let many = (0..<21).map(String.init)
            await #expect(throws: InvalidInput.self) { try await fixture.tag(one.id, many, by: fixture.user) }
        }
    }

    @Test("2.64, 2.135 files stand on a record for who sees it, and go with it", arguments: Engine.allCases)
    func files(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let store = FileStore(folder: NSTemporaryDirectory() + UUID().uuidString)
            let rep = try await fixture.rep()
            try await fixture.share("Leads", .readWrite)
            let lead = try await fixture.lead("Lin")
            let bytes = Array("%PDF-1.7 hello".utf8)
            let file = try await fixture.attach(store).add(
                pieces(bytes),
                name: "C:\\files\\报价.pdf",
                to: lead.id,
                by: rep
            )
            #expect(file.name == "报价.pdf")
            #expect(file.kind == "application/pdf")
            #expect(file.size == bytes.count)
            #expect(try await fixture.file(file.id, for: fixture.user) == file)
            try await fixture.share("Leads", .private)
            #expect(try await fixture.file(file.id, for: rep) == nil)
            await #expect(throws: RecordNotFound.self) { try await fixture.attach(store).remove(file.id, by: rep) }
            try await fixture.bin.put([lead.id], by: fixture.user)
            #expect(try await fixture.file(file.id, for: fixture.user) == nil)
            try await fixture.bin.restore([lead.id], by: fixture.user)
            #expect(try await fixture.file(file.id, for: fixture.user) == file)
            try await fixture.attach(store).remove(file.id, by: fixture.user)
            #expect(
                try await fixture.timeline(of: lead.id).prefix(2).map(\.event.kind) == [.fileRemoved, .restored]
            )
        }
    }

    private func pieces(_ bytes: [UInt8]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for byte in bytes { continuation.yield([byte]) }
            continuation.finish()
        }
    }
}

extension Fixture {
    func share(_ module: String, _ sharing: Module.Sharing) async throws {
        let change = ChangeModule(store: database.store, clock: database.clock, ids: database.ids)
        try await change(module, ChangeModule.Request(labels: nil, singular: nil, sharing: sharing), by: user)
    }

    func file(_ id: ID<RecordFile>, for user: SignedIn) async throws -> RecordFile? {
        try await database.store.read { tx in try RecordFileQueries.find(tx, visibleTo: user, id: id) }
    }

    func hits(_ criteria: Criteria, module: String = "Leads") async throws -> Set<ID<Record>> {
        let (module, fields) = try await self.module(module)
        return try await database.store.read { [user] tx in
            let context = CriteriaContext(organization: user.organization, user: user.user, nowMs: 0, timeZone: .gmt)
            let condition = try CriteriaCompiler(fields: fields, context: context).condition(criteria)
            let list = try RecordList(
                visibleTo: user,
                module: module.id,
                condition: condition,
                order: .byChange,
                fields: fields
            )
            return Set(try list.page(tx, after: nil, limit: 100).map(\.record.id))
        }
    }
}
