import Identity
import ParleyTestSupport
import Storage
import Testing

@Suite("organisations, users and tokens")
struct OrganizationTests {
    @Test("of two who set up at once, one makes the first organisation", arguments: Engine.allCases)
    func onlyFirst(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let hasher = try PasswordHasher()
            let create = CreateOrganization(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                hasher: hasher
            )
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<4 {
                    group.addTask {
                        do {
                            try await create(
                                NewOrganization(name: "O\(index)", timeZone: nil, defaultCountry: nil),
                                administrator: NewUser(
                                    email: "a\(index)@x.example",
                                    name: "A",
                                    password: Fixture.password
                                ),
                                onlyAsFirst: true
                            )
                            return true
                        } catch CreateOrganization.Refusal.notTheFirst {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(made.filter { $0 }.count == 1)
        }
    }

    @Test("an address signs in once per server", arguments: Engine.allCases)
    func takenAddress(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let refusal = await #expect(throws: InvalidInput.self) {
                _ = try await CreateUser(
                    store: database.store,
                    clock: database.clock,
                    ids: database.ids,
                    hasher: fixture.hasher
                )(
                    NewUser(email: "REP@ACME.EXAMPLE", name: "Two", password: Fixture.password),
                    in: fixture.organization,
                    as: .standard
                )
            }
            #expect(refusal?.field == "email")
            #expect(refusal?.code == "taken")
        }
    }

    @Test("a user of another organisation is not found", arguments: Engine.allCases)
    func otherOrganization(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let ours = try await Fixture(database)
            let theirs = try await Fixture(database, name: "Other")
            let found = try await database.store.read { tx in
                (
                    try UserQueries.find(tx, organization: ours.organization, id: theirs.rep),
                    try UserQueries.find(tx, organization: theirs.organization, id: theirs.rep)
                )
            }
            #expect(found.0 == nil)
            #expect(found.1?.name == "Rep")
        }
    }

    @Test("the profile Standard has its four rights and no more", arguments: Engine.allCases)
    func standardRights(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let user = try await fixture.signedIn("rep@acme.example").found.user
            #expect(user.rights == [.viewMessages, .sendMessages, .managePredefinedTexts, .manageViews])
            #expect(throws: NotPermitted(missing: nil)) { try user.requireAdministrator() }
            #expect(throws: NotPermitted(missing: .manageChannels)) { try user.require(.manageChannels) }
            #expect(throws: Never.self) { try user.require(.sendMessages) }
        }
    }

    @Test("a token acts as its user within its scopes until it runs out", arguments: Engine.allCases)
    func tokens(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let create = CreateAPIToken(store: database.store, clock: database.clock, ids: database.ids)
            let secret = try await create(name: "ci", email: "rep@acme.example", scopes: [.read], days: 1)
            #expect(secret.text.hasPrefix("parley_"))
            let user = try #require(try await fixture.authenticate(token: secret))
            #expect(user.user == fixture.rep)
            guard case .token(_, let scopes) = user.credential else {
                Issue.record("not a token")
                return
            }
            #expect(scopes == [.read])
            #expect(try await fixture.authenticate(token: BearerSecret(received: "parley_x")) == nil)
            database.clock.advance(byMs: 86_400_000)
            #expect(try await fixture.authenticate(token: secret) == nil)
        }
    }

    @Test("what the database keeps of secrets signs nobody in", arguments: Engine.allCases)
    func secretsAreDigests(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (secret, _) = try await fixture.signedIn("ada@acme.example")
            let rows = try await database.store.read { tx in
                (
                    try tx.first("SELECT token_digest FROM sessions")?.get("token_digest", as: String.self),
                    try tx.first("SELECT password_hash FROM users")?.get("password_hash", as: String.self)
                )
            }
            #expect(rows.0 != secret.text)
            #expect(try await fixture.authenticate(session: BearerSecret(received: rows.0 ?? "")) == nil)
            #expect(rows.1?.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") == true)
        }
    }

    @Test(
        "inputs that break a rule are refused with the field and the rule",
        arguments: [
            ("", "a@b.example", "UTC", "required"), ("x", "", "UTC", "required"), ("x", "a", "UTC", "not_valid"),
            ("x", "a@b@c", "UTC", "not_valid"), ("x", "a @b", "UTC", "not_valid"),
            ("x\u{0}y", "a@b", "UTC", "not_text"),
            ("x", "a@b", "Mars/Base", "not_valid"), (String(repeating: "字", count: 101), "a@b", "UTC", "too_long"),
        ]
    )
    func invalidInput(name: String, email: String, zone: String, code: String) {
        let refusal = #expect(throws: InvalidInput.self) {
            _ = try NewUser(email: email, name: name, password: Fixture.password, timeZone: zone)
        }
        #expect(refusal?.code == code)
    }

    @Test("a password needs ten characters, and no more rules than that")
    func passwordLength() {
        #expect(throws: InvalidInput.self) { try Password("123456789", field: "p") }
        #expect(throws: Never.self) { try Password("十个汉字的密码也可以哦", field: "p") }
        #expect(throws: InvalidInput.self) { try Password(String(repeating: "x", count: 1_025), field: "p") }
    }

    @Test("the set-up code is right in any case of letters, and wrong after five wrong ones")
    func setUpCode() {
        let code = SetUpCode()
        #expect(code.text.wholeMatch(of: /PARLEY(-[A-Z2-9]{4}){3}/) != nil)
        #expect(code.matches(" " + code.text.lowercased()))
        for _ in 0..<5 { #expect(!code.matches("PARLEY-AAAA-AAAA-AAAA")) }
        #expect(!code.matches(code.text))
    }
}
