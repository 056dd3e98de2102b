import Identity
import ParleyTestSupport
import Storage
import Testing

@Suite("signing in")
struct SignInTests {
    @Test("the right password signs in, whatever the case of the address", arguments: Engine.allCases)
    func rightPassword(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (_, found) = try await fixture.signedIn("  ADA@acme.Example ")
            #expect(found.user.user == fixture.administrator)
            #expect(found.user.organization == fixture.organization)
            #expect(found.user.isAdministrator)
            #expect(found.user.rights == Set(Right.allCases))
            #expect(found.replacement == nil)
        }
    }

    @Test("a wrong password and an unknown address get the same answer", arguments: Engine.allCases)
    func wrongPassword(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for email in ["ada@acme.example", "nobody@acme.example"] {
                await #expect(throws: SignIn.Refusal.wrongEmailOrPassword) {
                    _ = try await fixture.signIn(email: email, password: "wrong", from: "192.0.2.1")
                }
            }
        }
    }

    @Test("tries at once do not slip past the limit, and the limit passes", arguments: Engine.allCases)
    func throttle(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<14 {
                    group.addTask {
                        do {
                            _ = try await fixture.signIn(
                                email: "ada@acme.example",
                                password: "wrong",
                                from: "192.0.2.1"
                            )
                            return false
                        } catch SignIn.Refusal.wrongEmailOrPassword {
                            return true
                        } catch is TooManyAttempts {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.filter { $0 }.count == 10)
            let refusal = await #expect(throws: TooManyAttempts.self) {
                _ = try await fixture.signIn(email: "ada@acme.example", password: Fixture.password, from: "192.0.2.9")
            }
            #expect((1...901).contains(refusal?.retryAfterSeconds ?? 0))
            // Another person is not held up.
            _ = try await fixture.signedIn("rep@acme.example")
            database.clock.advance(byMs: 15 * 60_000)
            _ = try await fixture.signedIn("ada@acme.example")
        }
    }

    @Test("a session ends after a week unused and after a month in any case", arguments: Engine.allCases)
    func expiry(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let day: Int64 = 86_400_000
            let (idle, _) = try await fixture.signedIn("ada@acme.example")
            var (used, _) = try await fixture.signedIn("rep@acme.example")
            for _ in 0..<6 {
                database.clock.advance(byMs: 5 * day - 1)
                let found = try await fixture.authenticate(session: used)
                used = try #require(found?.replacement)
            }
            #expect(try await fixture.authenticate(session: idle) == nil)
            database.clock.advance(byMs: day)
            #expect(try await fixture.authenticate(session: used) == nil)
        }
    }

    @Test("an hour renews the secret; the old one holds for a minute more", arguments: Engine.allCases)
    func rotation(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (old, first) = try await fixture.signedIn("ada@acme.example")
            database.clock.advance(byMs: 3_600_000)
            let both = try await withThrowingTaskGroup(of: Authenticate.Found?.self) { group in
                for _ in 0..<4 { group.addTask { try await fixture.authenticate(session: old) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(both.allSatisfy { $0?.user.user == fixture.administrator })
            let replacements = both.compactMap { $0?.replacement }
            #expect(replacements.count == 1)
            let new = try #require(replacements.first)
            let renewed = try await fixture.authenticate(session: new)
            #expect(renewed?.csrfToken == first.csrfToken)
            database.clock.advance(byMs: 60_000)
            #expect(try await fixture.authenticate(session: old) == nil)
            #expect(try await fixture.authenticate(session: new) != nil)
        }
    }

    @Test("signing out ends the session on the server", arguments: Engine.allCases)
    func signOut(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (secret, found) = try await fixture.signedIn("ada@acme.example")
            try await SignOut(store: database.store, clock: database.clock, ids: database.ids)(found.user)
            #expect(try await fixture.authenticate(session: secret) == nil)
        }
    }

    @Test("a new password ends every other session and keeps this one", arguments: Engine.allCases)
    func passwordChange(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (other, _) = try await fixture.signedIn("ada@acme.example")
            let (mine, found) = try await fixture.signedIn("ada@acme.example")
            let new = try Password("a new long password", field: "new_password")
            await #expect(throws: ChangePassword.Refusal.wrongPassword) {
                try await fixture.changePassword(from: "wrong", to: new, by: found.user)
            }
            try await fixture.changePassword(from: Fixture.password, to: new, by: found.user)
            #expect(try await fixture.authenticate(session: other) == nil)
            #expect(try await fixture.authenticate(session: mine) != nil)
            await #expect(throws: SignIn.Refusal.wrongEmailOrPassword) {
                _ = try await fixture.signedIn("ada@acme.example")
            }
            _ = try await fixture.signIn(email: "ada@acme.example", password: "a new long password", from: "192.0.2.1")
        }
    }

    @Test("a reset by whoever runs the server ends all sessions", arguments: Engine.allCases)
    func passwordReset(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (secret, _) = try await fixture.signedIn("ada@acme.example")
            let new = try Password("a new long password", field: "password")
            try await fixture.changePassword.reset(email: "ADA@acme.example", to: new)
            #expect(try await fixture.authenticate(session: secret) == nil)
            await #expect(throws: ChangePassword.Refusal.noSuchUser) {
                try await fixture.changePassword.reset(email: "nobody@acme.example", to: new)
            }
        }
    }

    @Test("passwords are checked one at a time, and whoever comes when too many wait is told so at once")
    func busy() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<90 {
                    group.addTask {
                        do {
                            _ = try await fixture.signIn(
                                email: "nobody\(index)@acme.example",
                                password: "correct horse battery",
                                from: "192.0.2.\(index)"
                            )
                            return false
                        } catch { return error is PasswordHasherBusy }
                    }
                }
                return await group.reduce(into: [Bool: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes[false, default: 0] >= 64)
            #expect(outcomes[true, default: 0] > 0)
        }
    }

    @Test("the sweep deletes what has run out, and only that", arguments: Engine.allCases)
    func sweep(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            _ = try await fixture.signedIn("ada@acme.example")
            database.clock.advance(byMs: 31 * 86_400_000)
            let (fresh, _) = try await fixture.signedIn("rep@acme.example")
            let sweep = SweepSessions(store: database.store, clock: database.clock)
            try await sweep.schedule(in: database.store, clock: database.clock, ids: database.ids)
            try await sweep.schedule(in: database.store, clock: database.clock, ids: database.ids)
            let runner = JobRunner(
                store: database.store,
                clock: database.clock,
                logger: quietLogger,
                handlers: [sweep]
            )
            #expect(try await runner.runBatch() == 1)
            let left: Int? = try await database.store.read { tx in
                try tx.first("SELECT count(*) AS n FROM sessions")?.get("n")
            }
            #expect(left == 1)
            #expect(try await fixture.authenticate(session: fresh) != nil)
        }
    }
}
