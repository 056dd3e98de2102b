import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("merge fields one step away")
struct MergeLookupTests {
    @Test(
        "2.128 a lookup's fields, users and the organisation are merged, by names of both languages",
        arguments: Engine.allCases
    )
    func spellings(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Contacts")
            let lookup = try await fixture.field("account", of: "Contacts").id
            let name = try await fixture.field("account_name", of: "Accounts").id
            let account = try await fixture.create(["account_name": .text("Umbra")], in: "Accounts", by: fixture.user)
            let contact = try await fixture.contact("Silva", ["account": .text(account.id.description)])
            let cases: [(typed: String, stored: String, value: String)] = [
                ("${Contacts.Account.Account Name}", "${f:\(lookup).\(name)}", "Umbra"),
                ("$[contacts. account . ACCOUNT NAME|x]", "${f:\(lookup).\(name)|x}", "Umbra"),
                ("${联系人.客户.客户名称}", "${f:\(lookup).\(name)}", "Umbra"),
                ("${Contacts.account.account_name}", "${f:\(lookup).\(name)}", "Umbra"),
                ("${Contacts.Owner.Name}", "${owner:name}", "Ada"),
                ("${联系人.负责人.邮箱}", "${owner:email}", "ada@acme.example"),
                ("${Contacts.Contact Owner.Email}", "${owner:email}", "ada@acme.example"),
                ("${User.Name}", "${user:name}", "Ada"), ("${用户.邮箱}", "${user:email}", "ada@acme.example"),
                ("${Organization.Name}", "${organization:name}", "acme"),
                ("${组织.名称}", "${organization:name}", "acme"),
            ]
            for (typed, stored, value) in cases {
                let text = try MergeText.parse(typed, in: scope)
                #expect(text.stored == stored, "\(typed)")
                #expect(try MergeText.parse(stored, in: scope) == text, "\(typed)")
                #expect(try await fixture.fill(text, from: contact).values == [value], "\(typed)")
                for language in Language.allCases {
                    let shown = text.display(in: scope, language: language)
                    #expect(!shown.contains(":"), "\(shown)")
                    #expect(try MergeText.parse(shown, in: scope) == text, "\(shown)")
                }
            }
        }
    }

    @Test("2.128 what is no value, is two steps away or is of another module is refused, the token named")
    func refusals() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Contacts")
            let other = try await fixture.field("company").id
            let cases: [(String, String)] = [
                ("Contacts.Account", "not_mergeable"), ("Contacts.Owner", "not_mergeable"),
                ("Contacts.Account.Parent Account", "not_mergeable"),
                ("Contacts.Account.Parent Account.Phone", "unknown_merge_field"),
                ("Contacts.Account.Nick Name", "unknown_merge_field"), ("User.Password", "unknown_merge_field"),
                ("Organization.Email", "unknown_merge_field"), ("Contacts.Last Name.Name", "unknown_merge_field"),
                ("Accounts.Account Name", "foreign_merge_field"), ("f:\(other)", "unknown_merge_field"),
                ("....", "foreign_merge_field"),
            ]
            for (name, code) in cases {
                let refusal = #expect(throws: InvalidInput.self, "\(name)") {
                    _ = try MergeText.parse("Hi ${\(name)}!", in: scope, input: "text")
                }
                #expect(refusal?.code == code, "\(name)")
                #expect(refusal?.field == "text")
                #expect(refusal?.detail.contains(name) == true, "\(name)")
            }
        }
    }

    @Test(
        "A-12 what the sender may not see of a lookup is blank, and the product itself sees all",
        arguments: Engine.allCases
    )
    func eyes(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let fixture = team.fixture
            let account = try await fixture.create(
                ["account_name": .text("Umbra"), "phone": .text("010")],
                in: "Accounts",
                by: fixture.user
            )
            let link: [String: FieldValue] = ["account": .text(account.id.description)]
            let contact = try await fixture.contact("Silva", link)
            let whole = try await fixture.scope("Contacts")
            let text = try MergeText.parse("${Contacts.Account.Phone|-} ${Contacts.Account.Account Name}", in: whole)
            #expect(try await fixture.fill(text, from: contact).values == ["010", "Umbra"])
            // The account is the administrator's, and the module private.
            var fill = try await fixture.fill(text, from: contact, by: try await team.user("rep"))
            #expect(fill.values == ["-", ""])
            #expect(fill.missing == [text.sources[1]])
            try await team.share("Accounts", .readOnly)
            #expect(
                try await fixture.fill(text, from: contact, by: try await team.user("rep")).values == ["010", "Umbra"]
            )
            try await team.restrict("phone", of: "Accounts", .hidden)
            #expect(
                try await fixture.fill(text, from: contact, by: try await team.user("rep")).values == ["-", "Umbra"]
            )
            let narrow = try await fixture.scope("Contacts", for: try await team.user("rep"))
            #expect(throws: InvalidInput.self) { try MergeText.parse("${Contacts.Account.Phone}", in: narrow) }
            #expect(narrow.label(of: text.sources[0], in: .english) == "a hidden field")
            #expect(whole.label(of: text.sources[0], in: .chinese) == "客户.电话")
            try await team.restrict("account", of: "Contacts", .hidden)
            fill = try await fixture.fill(text, from: contact, by: try await team.user("rep"))
            #expect(fill.values == ["-", ""])
            let everything = try MergeText.parse("${Contacts.Account.Phone} ${User.Name|us}", in: whole)
            let system = try await database.store.read { tx in
                try MergeValues(tx, for: [everything], from: [contact], fields: whole.fields, by: nil)
            }
            #expect(system.fill(everything, from: contact, language: "en").values == ["010", "us"])
        }
    }

    @Test("what records name is read at once, however many records and texts there are", arguments: Engine.allCases)
    func many(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let scope = try await fixture.scope("Contacts")
            var contacts: [Record] = []
            for name in ["Umbra", "Lux"] {
                let account = try await fixture.create(["account_name": .text(name)], in: "Accounts", by: fixture.user)
                contacts.append(try await fixture.contact(name, ["account": .text(account.id.description)]))
            }
            contacts.append(try await fixture.contact("Nobody"))
            let texts = try ["${Contacts.Account.Account Name|none}", "${Contacts.Last Name} ${Organization.Name}"]
                .map { try MergeText.parse($0, in: scope) }
            let values = try await database.store.read { [contacts] tx in
                try MergeValues(tx, for: texts, from: contacts, fields: scope.fields, by: fixture.user)
            }
            let filled = contacts.map { contact in
                texts.map { $0.filled(with: values.fill($0, from: contact, language: "en").values) }
            }
            #expect(filled == [["Umbra", "Umbra acme"], ["Lux", "Lux acme"], ["none", "Nobody acme"]])
        }
    }

    @Test("1.31 the picker offers the module's fields, what its lookups name, users and the organisation")
    func groups() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            for module in ["Contacts", "Deals", "Leads"] {
                let scope = try await fixture.scope(module)
                for language in Language.allCases {
                    let groups = scope.groups(in: language)
                    let kinds = groups.map(\.kind)
                    #expect(kinds.first == .record && kinds.suffix(3) == [.owner, .sender, .organization])
                    #expect(kinds.contains(.lookup) == (module != "Leads"))
                    for choice in groups.flatMap(\.choices) {
                        let text = try MergeText.parse(choice.token, in: scope)
                        #expect(text.variableCount == 1)
                        #expect(text.display(in: scope, language: language) == choice.token)
                        #expect(choice.type != .lookup && choice.type != .user)
                    }
                }
            }
        }
    }
}
