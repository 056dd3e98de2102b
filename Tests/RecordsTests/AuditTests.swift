import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("the audit trail")
struct AuditTests {
    private func trail(_ fixture: Fixture, of record: ID<Record>) async throws -> [AuditEntry] {
        try await fixture.database.store.read { tx in
            try AuditQueries.page(
                tx,
                organization: fixture.organization,
                subject: record.rawValue,
                before: nil,
                limit: 10
            )
        }
    }

    @Test("a change says who changed what from what to what", arguments: Engine.allCases)
    func changes(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva", ["rating": .text("Hot"), "title": .text("CEO")])
            let values: [String: FieldValue] = ["rating": .text("Cold"), "title": .text(""), "fax": .text("1")]
            try await fixture.update(lead.id, version: 1, values: values, by: fixture.user)
            // What differs in nothing is no change.
            try await fixture.update(lead.id, version: 2, values: values, by: fixture.user)

            let entries = try await trail(fixture, of: lead.id)
            #expect(entries.map(\.action) == ["record.changed", "record.created"])
            #expect(entries.allSatisfy { $0.user == fixture.user.user && $0.subjectName == "Silva" })
            let changed = try #require(entries.first).changes
            func change(_ name: String) async throws -> AuditChange? {
                let id = try await fixture.field(name).id.description
                return changed.first { $0.name == id }
            }
            #expect(changed.count == 3)
            let rating = try #require(try await change("rating"))
            #expect(rating.old.flatMap(RecordAudit.value) == .text("Hot"))
            #expect(rating.new.flatMap(RecordAudit.value) == .text("Cold"))
            #expect(try await change("title")?.new == nil)
            #expect(try await change("fax")?.old == nil)
        }
    }

    @Test("a change that is refused leaves no entry", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva")
            await #expect(throws: InvalidInput.self) {
                try await fixture.update(
                    lead.id,
                    version: 1,
                    values: ["title": .text("CEO"), "rating": .text("nonsense")],
                    by: fixture.user
                )
            }
            #expect(try await trail(fixture, of: lead.id).count == 1)
        }
    }

    @Test("the trail is read by area, in pages, and another organisation's is empty", arguments: Engine.allCases)
    func areas(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let other = try await Fixture(database, name: "other")
            for name in ["a", "b", "c"] { _ = try await fixture.lead(name) }
            func page(_ organization: ID<Organization>, _ area: AuditTrail.Area, after: AuditEntry? = nil) async throws
                -> [AuditEntry]
            {
                try await database.store.read { tx in
                    try AuditQueries.page(
                        tx,
                        organization: organization,
                        area: area,
                        before: after.map { AuditQueries.Cursor(atMs: $0.atMs, id: $0.id) },
                        limit: 2
                    )
                }
            }
            let first = try await page(fixture.organization, .records)
            #expect(first.map(\.subjectName) == ["c", "b"])
            let rest = try await page(fixture.organization, .records, after: first.last)
            #expect(rest.map(\.subjectName) == ["a"])
            #expect(try await page(other.organization, .records).isEmpty)
            let settings = try await page(fixture.organization, .settings)
            #expect(settings.map(\.action) == ["api_token.created", "organization.created"])
        }
    }
}
