import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

extension Fixture {
    /// Another user of the organisation, with the profile Standard.
    func colleague(_ name: String) async throws -> SignedIn {
        let (store, clock, ids) = (database.store, database.clock, database.ids)
        let email = "\(name)@acme.example"
        try await CreateUser(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())(
            NewUser(email: email, name: name, password: "correct horse battery"),
            in: organization,
            as: .standard
        )
        let token = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
            name: "test",
            email: email,
            scopes: [.read, .write],
            days: nil
        )
        guard let user = try await Authenticate(store: store, clock: clock)(token: token) else {
            throw RecordNotFound()
        }
        return user
    }
}

@Suite("search")
struct SearchTests {
    private func names(_ fixture: Fixture, _ text: String, as user: SignedIn? = nil) async throws -> [String] {
        try await hits(fixture, text, as: user).map(\.record.name)
    }

    private func hits(_ fixture: Fixture, _ text: String, as user: SignedIn? = nil) async throws -> [SearchHit] {
        let user = user ?? fixture.user
        return try await fixture.database.store.read { tx in
            try SearchQueries.find(tx, visibleTo: user, SearchQuestion(text), limit: 20)
        }
    }

    @Test(
        "2.82 two characters find a Chinese name, and so does its beginning in any case, width or accent",
        arguments: Engine.allCases
    )
    func words(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.contact("林", ["first_name": .text("若溪")])
            try await fixture.contact("溪", ["first_name": .text("若林")])
            try await fixture.lead("Müller", ["first_name": .text("Jonas"), "company": .text("喫茶ハルカ")])
            #expect(try await names(fixture, "若溪") == ["林若溪"])
            #expect(try await names(fixture, "林若") == ["林若溪"])
            #expect(try await names(fixture, "溪").count == 2)
            for typed in ["mull", "MÜLLER", "ｊｏｎａｓ", "jonas mü", "müller jonas", "ハルカ", "ﾊﾙｶ", "茶ハ"] {
                #expect(try await names(fixture, typed) == ["Jonas Müller"], "\(typed)")
            }
            for typed in ["", "  ", "·", "林溪", "müllerin", "nobody", "\"", "若* OR", "a_b", "'", "\0"] {
                #expect(try await names(fixture, typed) == [], "\(typed)")
            }
        }
    }

    @Test("2.82 a number is found in every spelling, and by any part of four digits", arguments: Engine.allCases)
    func phones(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.lead("陈", ["mobile": .text("138 2655 8001"), "phone": .text("0571-8800 1234")])
            for typed in [
                "138 2655", "+86138", "+86 138 2655 8001", "13826558001", "8001", "2655-80", "１３８２６５", "057188",
                "8657188",
            ] {
                #expect(try await names(fixture, typed) == ["陈"], "\(typed)")
            }
            #expect(try await hits(fixture, "138 2655").first?.field?.name == "mobile")
            #expect(try await names(fixture, "8001 2655 138") == [])
        }
    }

    @Test("emails, companies, codes and automatic numbers are found", arguments: Engine.allCases)
    func fields(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead(
                "Ana",
                ["company": .text("Café do Porto"), "email": .text("ana.silva@porto.example")]
            )
            for typed in ["cafe porto", "ana.silva@por", "silva porto", "ana cafe"] {
                #expect(try await names(fixture, typed) == ["Ana"], "\(typed)")
            }
            let draft = try fixture.draft(["subject": .text("吧台设备"), "lead": .text(lead.id.description)])
            try await fixture.saveQuote.create(draft, by: fixture.user)
            for typed in ["Q-00001", "q00001".replacing("q", with: "q "), "00001", "吧台"] {
                #expect(try await names(fixture, typed) == ["吧台设备"], "\(typed)")
            }
        }
    }

    @Test(
        "the exact name comes first, then its beginning, then its words, then other fields; the newest first",
        arguments: Engine.allCases
    )
    func ranking(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for (last, first) in [
                ("Porto", ""), ("Porto Alegre", ""), ("Silva", "Porto"), ("Do Porto", ""), ("Porto Novo", ""),
            ] {
                try await fixture.contact(last, ["first_name": .text(first)])
                database.clock.advance(byMs: 5)
            }
            try await fixture.lead("Ana", ["company": .text("Porto")])
            #expect(
                try await names(fixture, "porto") == [
                    "Porto", "Porto Novo", "Porto Silva", "Porto Alegre", "Do Porto", "Ana",
                ]
            )
        }
    }

    @Test("who may not see a record does not find it, another organisation never does", arguments: Engine.allCases)
    func permissions(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let (fixture, other) = (try await Fixture(database), try await Fixture(database, name: "other"))
            try await fixture.lead("欧阳", ["first_name": .text("婷")])
            let rep = try await fixture.colleague("grace")
            func share(_ sharing: Module.Sharing) async throws {
                try await ChangeModule(store: database.store, clock: database.clock, ids: database.ids)(
                    "Leads",
                    ChangeModule.Request(labels: nil, singular: nil, sharing: sharing),
                    by: fixture.user
                )
            }
            try await share(.readOnly)
            #expect(try await names(fixture, "欧阳", as: rep) == ["欧阳婷"])
            #expect(try await names(other, "欧阳") == [])
            try await share(.private)
            #expect(try await names(fixture, "欧阳", as: rep) == [])
            #expect(try await names(fixture, "欧阳") == ["欧阳婷"])
        }
    }

    @Test("what only a hidden field holds is no answer", arguments: Engine.allCases)
    func hiddenFields(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("陈", ["mobile": .text("138 2655 8001")])
            let fields = try await fixture.module("Leads").fields
            let shown = fields.filter { $0.name != "mobile" }
            let question = SearchQuestion("138 2655")
            let mobile = try #require(fields.first { $0.name == "mobile" })
            #expect(question.reason(for: lead, fields: fields, defaultCountry: "CN") == .field(mobile))
            #expect(question.reason(for: lead, fields: shown, defaultCountry: "CN") == nil)
            #expect(SearchQuestion("陈").reason(for: lead, fields: [], defaultCountry: "CN") == .name)
        }
    }

    @Test(
        "a changed record is found by what it has now, one in the recycle bin or purged by nothing",
        arguments: Engine.allCases
    )
    func changes(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let lead = try await fixture.lead("陈", ["company": .text("雾里咖啡")])
            try await fixture.update(lead.id, version: 1, values: ["company": .text("云栖")], by: fixture.user)
            #expect(try await names(fixture, "雾里") == [])
            #expect(try await names(fixture, "云栖") == ["陈"])
            try await database.store.write { tx in
                try tx.execute("UPDATE records SET deleted_at_ms = 1 WHERE id = \(lead.id)")
            }
            #expect(try await names(fixture, "云栖") == [])
            try await database.store.write { tx in
                try tx.execute("UPDATE records SET deleted_at_ms = NULL WHERE id = \(lead.id)")
            }
            #expect(try await names(fixture, "云栖") == ["陈"])
            try await database.store.write { tx in
                for table: SQLStatement in ["match_keys", "field_values", "timeline_entries", "unique_values"] {
                    try tx.execute("DELETE FROM \(fragment: table) WHERE record_id = \(lead.id)")
                }
                try tx.execute("DELETE FROM records WHERE id = \(lead.id)")
            }
            let left = try await database.store.read { tx in
                try tx.first("SELECT count(*) AS counted FROM record_words")?.get("counted", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("records that were made before there was a search are found after the next start", arguments: Engine.allCases)
    func older(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.lead("陈", ["company": .text("雾里咖啡")])
            try await database.store.write { tx in
                try tx.execute("DELETE FROM record_words")
                try tx.execute("UPDATE standard_versions SET version = 2")
            }
            #expect(try await names(fixture, "雾里") == [])
            try await CompleteOrganizations(store: database.store, ids: database.ids)()
            #expect(try await names(fixture, "雾里") == ["陈"])
        }
    }
}
