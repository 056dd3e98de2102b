import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("phone numbers of records")
struct PhoneTests {
    @Test("every number is shown as typed, usable or not", arguments: Engine.allCases)
    func phones(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead(
                "Li",
                ["phone": .text("ext. 12"), "mobile": .text("138 0013 8000"), "fax": .text("+1 (415) 555-2671")]
            )
            let fields = try await fixture.module("Leads").fields
            let phones = RecordPhones.of(lead, fields: fields, defaultCountry: "CN")
            #expect(phones.map(\.field.name) == ["phone", "mobile", "fax"])
            #expect(phones.map(\.typed) == ["ext. 12", "138 0013 8000", "+1 (415) 555-2671"])
            #expect(phones.map(\.e164) == [nil, "+8613800138000", "+14155552671"])
            let abroad = RecordPhones.of(lead, fields: fields, defaultCountry: nil)
            #expect(abroad.map(\.e164) == [nil, nil, "+14155552671"])
        }
    }

    @Test("a number finds Contacts before Leads, and the latest changed first", arguments: Engine.allCases)
    func order(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let number: [String: FieldValue] = ["mobile": .text("+8613800138000")]
            let first = try await fixture.contact("A", number)
            database.clock.advance(byMs: 1)
            let second = try await fixture.contact("B", number)
            database.clock.advance(byMs: 1)
            let lead = try await fixture.lead("C", ["phone": .text("138-0013-8000"), "mobile": .text("13800138000")])
            _ = try await fixture.lead("D", ["phone": .text("13800138001")])
            let found = try await fixture.matches("86 13800138000".replacing("86 ", with: "+86"))
            #expect(found.map(\.record) == [second.id, first.id, lead.id, lead.id])
            #expect(found.map(\.moduleName) == ["Contacts", "Contacts", "Leads", "Leads"])
            #expect(found.last?.field == (try await fixture.field("mobile")).id)
            #expect(found.first?.e164 == "+8613800138000")
            database.clock.advance(byMs: 1)
            try await fixture.update(first.id, version: 1, values: ["first_name": .text("X")], by: fixture.user)
            #expect(try await fixture.matches("13800138000").first?.record == first.id)
        }
    }

    @Test("a changed number is found and the old one is not", arguments: Engine.allCases)
    func rewritten(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            // WhatsApp knows this Brazilian number without its ninth digit.
            let contact = try await fixture.contact("Silva", ["mobile": .text("+55 11 96123-4567")])
            #expect(try await fixture.matches("+551161234567").map(\.record) == [contact.id])
            try await fixture.update(
                contact.id,
                version: 1,
                values: ["mobile": .text("+49 151 23456789"), "phone": .text("nobody")],
                by: fixture.user
            )
            #expect(try await fixture.matches("+551161234567").isEmpty)
            #expect(try await fixture.matches("+4915123456789").map(\.e164) == ["+4915123456789"])
            try await fixture.update(contact.id, version: 2, values: ["mobile": .text("")], by: fixture.user)
            let left = try await database.store.read { tx in try tx.run("SELECT record_id FROM match_keys").count }
            #expect(left == 0)
        }
    }
}
