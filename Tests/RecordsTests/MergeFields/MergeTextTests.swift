import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("merge fields in text")
struct MergeTextTests {
    @Test("2.129 both spellings, names and labels of both languages mean the same field")
    func spellings() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Leads")
            let first = try await fixture.field("first_name").id
            let cases: [(String, String)] = [
                ("Hi, $[Leads.First Name]", "Hi, ${f:\(first)}"), ("Hi, ${Leads.First Name}", "Hi, ${f:\(first)}"),
                ("${leads.FIRST  name}", "${f:\(first)}"), ("${ Leads . First Name }", "${f:\(first)}"),
                ("${Leads.first_name}", "${f:\(first)}"), ("你好，${线索.名}！", "你好，${f:\(first)}！"),
                ("${Leads.名}", "${f:\(first)}"), ("$[Leads.First Name|friend]", "${f:\(first)|friend}"),
                ("$[Leads.First Name| ]", "${f:\(first)}"), ("$[Leads.First Name|]", "${f:\(first)}"),
                ("$[Leads.First Name|a}b]", #"${f:\#(first)|a\}b}"#),
                (#"$[Leads.First Name|$5 \o/|x]"#, #"${f:\#(first)|\$5 \\o/|x}"#),
                ("costs $5, ${ open, $[", "costs $5, ${ open, $["), ("${ ${Leads.First Name}", "${ ${f:\(first)}"),
                ("${Leads.\nFirst Name}", "${Leads.\nFirst Name}"), ("", ""), ("$", "$"),
            ]
            for (typed, stored) in cases {
                let text = try MergeText.parse(typed, in: scope)
                #expect(text.stored == stored, "\(typed)")
                #expect(MergeText(stored: stored) == text, "\(typed)")
                for language in Language.allCases {
                    let shown = text.display(in: scope, language: language)
                    #expect(try MergeText.parse(shown, in: scope) == text, "\(shown)")
                }
            }
            let text = MergeText(stored: "${f:\(first)|朋友}")
            #expect(text.display(in: scope, language: .chinese) == "${线索.名|朋友}")
            #expect(text.display(in: scope, language: .english) == "${Leads.First Name|朋友}")
        }
    }

    @Test("tokens that mean nothing here are refused by name")
    func refusals() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Leads")
            let cases: [(String, String, String)] = [
                ("${Leads.Nick Name}", "unknown_merge_field", "Leads.Nick Name"),
                ("$[First Name]", "unknown_merge_field", "First Name"), ("${}", "unknown_merge_field", ""),
                ("${Leads.}", "unknown_merge_field", "Leads."), ("${f:12}", "unknown_merge_field", "f:12"),
                ("${Contacts.First Name}", "foreign_merge_field", "Contacts.First Name"),
                ("$[联系人.名|x]", "foreign_merge_field", "联系人.名"),
                ("${Leads.First Name|\(String(repeating: "x", count: 201))}", "fallback_too_long", ""),
            ]
            for (typed, code, name) in cases {
                let refusal = #expect(throws: InvalidInput.self, "\(typed)") {
                    _ = try MergeText.parse(typed, in: scope)
                }
                #expect(refusal?.field == "body")
                #expect(refusal?.code == code, "\(typed)")
                #expect(refusal?.detail.contains(name) == true, "\(typed)")
            }
        }
    }

    @Test("what was no token when typed is none when stored")
    func literals() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Leads")
            let long = String(repeating: "x", count: 700)
            let token = "$[Leads.First Name]"
            let cases = [
                "${f:12|\(token)}", "${f:12|\n}", "${f:12|\(long)}", "${f:12\(token)", "$\(token)", "${f:12|$[x}",
                "${f:12|\(long)\\}}", "{\(token)}", "$$", "${f:", "${f:12|\\\(token)", "${f:12|\\\n}",
                "${f:12|\(String(repeating: "\\", count: 700))}", "${owner:name\(token)",
            ]
            for typed in cases {
                let text = try MergeText.parse(typed, in: scope)
                #expect(MergeText(stored: text.stored) == text, "\(typed)")
            }
        }
    }

    @Test("a renamed field keeps old texts, and its old and new names both work", arguments: Engine.allCases)
    func renamed(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let before = try await fixture.scope("Leads")
            let lead = try await fixture.lead("Silva", ["first_name": .text("Ana")])
            let stored = try MergeText.parse("Hi ${Leads.First Name}", in: before).stored
            try await database.store.write { tx in
                try tx.execute(
                    """
                    UPDATE fields SET label_en = 'Given Name', label_zh = '称呼'
                     WHERE organization_id = \(fixture.organization) AND module_id = \(before.module.id) AND name = 'first_name'
                    """
                )
            }
            let after = try await fixture.scope("Leads")
            let text = MergeText(stored: stored)
            #expect(text.filled(with: try await fixture.fill(text, from: lead).values) == "Hi Ana")
            #expect(text.display(in: after, language: .english) == "Hi ${Leads.Given Name}")
            for typed in ["Hi ${Leads.First Name}", "Hi ${Leads.given name}", "Hi $[线索.称呼]"] {
                #expect(try MergeText.parse(typed, in: after) == text)
            }
            #expect(throws: InvalidInput.self) { try MergeText.parse("${Leads.名}", in: after) }
        }
    }

    @Test("a label that two fields have is refused and both are named", arguments: Engine.allCases)
    func ambiguous(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let module = try await fixture.module("Leads").module
            try await database.store.write { tx in
                try tx.execute(
                    """
                    UPDATE fields SET label_en = 'Phone' WHERE module_id = \(module.id) AND name = 'mobile'
                    """
                )
            }
            let scope = try await fixture.scope("Leads")
            let refusal = #expect(throws: InvalidInput.self) {
                _ = try MergeText.parse("${Leads.phone}", in: scope)
            }
            #expect(refusal?.code == "ambiguous_merge_field")
            #expect(refusal?.detail.contains("phone, mobile") == true)
        }
    }

    @Test("2.130 blank values take the fallback, and without one are missing", arguments: Engine.allCases)
    func resolved(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Leads")
            let lead = try await fixture.lead("Silva", ["email_opt_out": .boolean(true)])
            let body =
                "${Leads.First Name|friend} ${Leads.Last Name|x} ${Leads.Title}/${Leads.Title}, "
                + "${Leads.Email Opt Out} ${Leads.Mobile}"
            let text = try MergeText.parse(body, in: scope)
            let fill = try await fixture.fill(text, from: lead, language: "en_US")
            #expect(fill.values == ["friend", "Silva", "", "", "yes", ""])
            let blank = [try await fixture.field("title").id, try await fixture.field("mobile").id]
            #expect(fill.missing == blank.map { .field($0) })
            #expect(text.variableCount == 6)
            #expect(text.fields.count == 5)
            #expect(text.filled(with: fill.values) == "friend Silva /, yes ")
            #expect(text.filled(with: (1...6).map { "{{\($0)}}" }) == "{{1}} {{2}} {{3}}/{{4}}, {{5}} {{6}}")
        }
    }
}
