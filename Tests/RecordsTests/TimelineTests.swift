import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("timelines")
struct TimelineTests {
    @Test("a timeline tells who did what, newest first, in pages", arguments: Engine.allCases)
    func entries(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva", ["rating": .text("Hot")])
            let values: [String: FieldValue] = ["rating": .text("Cold"), "last_name": .text("Souza")]
            try await fixture.update(lead.id, version: 1, values: values, by: fixture.user)
            try await fixture.update(lead.id, version: 2, values: values, by: fixture.user)
            let note = try EmailNote(to: "ana@x.example", subject: "报价 \"A\"")
            let logged = try await fixture.logEmail(note, to: lead.id, by: fixture.user)
            let bare = try await fixture.logEmail(
                EmailNote(to: "ana@x.example", subject: "  "),
                to: lead.id,
                by: fixture.user
            )
            #expect(bare.event == .emailLogged(to: "ana@x.example", subject: nil))

            let entries = try await fixture.timeline(of: lead.id)
            let changed = [try await fixture.field("last_name").id, try await fixture.field("rating").id]
            #expect(
                entries.map(\.event) == [
                    bare.event, .emailLogged(to: "ana@x.example", subject: "报价 \"A\""),
                    .changed(fields: changed, cause: nil), .created(cause: nil),
                ]
            )
            #expect(entries[1] == logged)
            #expect(entries.allSatisfy { $0.user == fixture.user.user && $0.atMs == TestDatabase.startMs })
            let rest = try await database.store.read { tx in
                try TimelineQueries.page(
                    tx,
                    organization: fixture.organization,
                    record: lead.id,
                    before: TimelineQueries.Cursor(atMs: entries[1].atMs, id: entries[1].id),
                    limit: 1
                )
            }
            #expect(rest == [entries[2]])
        }
    }

    @Test("every change is an event without values", arguments: Engine.allCases)
    func events(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("Silva", ["mobile": .text("13800138000")])
            try await fixture.update(lead.id, version: 1, values: ["last_name": .text("Souza")], by: fixture.user)
            try await fixture.logEmail(EmailNote(to: "ana@x.example", subject: nil), to: lead.id, by: fixture.user)
            let rows = try await database.store.read { tx in
                try tx.run("SELECT kind, body FROM events WHERE subject_id = \(lead.id) ORDER BY id").map { row in
                    (kind: try row.get("kind", as: String.self), body: try row.get("body", as: String.self))
                }
            }
            #expect(rows.map(\.kind) == ["record.created", "record.changed", "record.email_logged"])
            let field = try await fixture.field("last_name").id
            #expect(rows[1].body == #"{"fields":["\#(field)"],"module":"Leads","user":"\#(fixture.user.user)"}"#)
            let secrets = ["Silva", "Souza", "138", "ana@"]
            for row in rows where secrets.contains(where: { row.body.contains(#""\#($0)"#) }) {
                Issue.record("\(row.kind) has a value: \(row.body)")
            }
        }
    }

    @Test(
        "a letter needs an address, and its subject is one line",
        arguments: [("", "x", "to", "required"), ("x", "x", "to", "not_valid"), ("a@b", "x\ny", "subject", "not_text")]
    )
    func emailNotes(to: String, subject: String, field: String, code: String) {
        let refusal = #expect(throws: InvalidInput.self) { _ = try EmailNote(to: to, subject: subject) }
        #expect(refusal?.field == field)
        #expect(refusal?.code == code)
    }
}
