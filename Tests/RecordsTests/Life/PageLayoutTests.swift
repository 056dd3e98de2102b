import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("page layout")
struct PageLayoutTests {
    @Test("2.126 sections are named and put in order, and fields moved between them", arguments: Engine.allCases)
    func arrange(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let arrange = ArrangePage(store: database.store, clock: database.clock, ids: database.ids)
            let fields = try await fixture.module("Contacts").fields.map(\.id)
            let (first, rest) = (Array(fields.prefix(3)), Array(fields.dropFirst(3)))
            try await arrange(
                "Contacts",
                [
                    ArrangePage.Part(name: nil, labels: ("Buying", "采购意向"), fields: rest.reversed()),
                    ArrangePage.Part(name: "person", labels: nil, fields: first),
                ],
                by: fixture.user
            )
            let (module, after) = try await fixture.module("Contacts")
            #expect(after.map(\.id) == rest.reversed() + first)
            let sections = try await database.store.read { [organization = fixture.organization] tx in
                try SectionQueries.all(tx, organization: organization, module: module.id)
            }
            #expect(sections.map(\.name) == ["buying", "person"])
            #expect(sections.map(\.labelChinese) == ["采购意向", nil])
            #expect(after.first?.section == "buying")
            let contact = try await fixture.contact("Lin", ["first_name": .text("Mei")])
            #expect(contact.name == "Mei Lin")
        }
    }

    @Test("a layout has each field once, and only sections that are there", arguments: Engine.allCases)
    func faults(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let arrange = ArrangePage(store: database.store, clock: database.clock, ids: database.ids)
            let fields = try await fixture.module("Contacts").fields.map(\.id)
            let faulty: [[ArrangePage.Part]] = [
                [], [try ArrangePage.Part(name: "person", labels: nil, fields: Array(fields.dropFirst()))],
                [try ArrangePage.Part(name: "person", labels: nil, fields: fields + fields.prefix(1))],
                [try ArrangePage.Part(name: "nowhere", labels: nil, fields: fields)],
                [try ArrangePage.Part(name: nil, labels: nil, fields: fields)],
            ]
            for parts in faulty {
                let refusal = await #expect(throws: InvalidInput.self) {
                    try await arrange("Contacts", parts, by: fixture.user)
                }
                #expect(refusal?.field == "sections")
            }
            let rep = try await fixture.rep()
            let whole = [try ArrangePage.Part(name: "person", labels: nil, fields: fields)]
            await #expect(throws: NotPermitted.self) { try await arrange("Contacts", whole, by: rep) }
        }
    }
}
