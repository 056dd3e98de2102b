import Identity
import ParleyTestSupport
import Storage
import Testing

@Suite("API tokens")
struct TokenTests {
    private func tokens(_ fixture: Fixture) -> OwnAPITokens {
        OwnAPITokens(store: fixture.database.store, clock: fixture.database.clock, ids: fixture.database.ids)
    }

    @Test("a token acts as whoever made it, until it is revoked", arguments: Engine.allCases)
    func life(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let user = try await fixture.signedIn("rep@Acme.example").found.user
            let tokens = tokens(fixture)
            let request = try OwnAPITokens.Request(name: " shop ", scopes: [.read], days: 1)
            let (token, secret) = try await tokens.create(request, by: user)
            #expect(try await tokens.list(everybody: false, for: user).map(\.token.lastUsedAtMs) == [nil])
            let found = try #require(try await fixture.authenticate(token: secret))
            #expect(found.user == user.user)
            #expect(found.credential == .token(token.id, [.read]))
            let listed = try await tokens.list(everybody: false, for: user)
            #expect(listed.map(\.token.name) == ["shop"])
            #expect(listed.first?.token.lastUsedAtMs == database.clock.realMs)
            try await tokens.revoke(token.id, by: user)
            #expect(try await fixture.authenticate(token: secret) == nil)
            await #expect(throws: OwnAPITokens.Refusal.notFound) { try await tokens.revoke(token.id, by: user) }
        }
    }

    @Test("a token that has run out is of no use and stands in no list", arguments: Engine.allCases)
    func expiry(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let user = try await fixture.signedIn("rep@Acme.example").found.user
            let request = try OwnAPITokens.Request(name: "a", scopes: [.read, .write], days: 1)
            let (_, secret) = try await tokens(fixture).create(request, by: user)
            database.clock.advance(byMs: 86_400_000)
            #expect(try await fixture.authenticate(token: secret) == nil)
            #expect(try await tokens(fixture).list(everybody: false, for: user).isEmpty)
        }
    }

    @Test("one sees and revokes one's own tokens, an administrator everybody's", arguments: Engine.allCases)
    func others(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let rep = try await fixture.signedIn("rep@Acme.example").found.user
            let boss = try await fixture.signedIn("ada@Acme.example").found.user
            let stranger = try await Fixture(database, name: "Other").signedIn("ada@Other.example").found.user
            let tokens = tokens(fixture)
            let request = try OwnAPITokens.Request(name: "a", scopes: [.read], days: nil)
            let (own, _) = try await tokens.create(request, by: boss)
            let (reps, secret) = try await tokens.create(request, by: rep)
            #expect(try await tokens.list(everybody: true, for: boss).map(\.userName) == ["Rep", "Ada"])
            await #expect(throws: NotPermitted.self) { try await tokens.list(everybody: true, for: rep) }
            #expect(try await tokens.list(everybody: true, for: stranger).isEmpty)
            await #expect(throws: OwnAPITokens.Refusal.notFound) { try await tokens.revoke(own.id, by: rep) }
            await #expect(throws: OwnAPITokens.Refusal.notFound) { try await tokens.revoke(reps.id, by: stranger) }
            // A token makes and ends no tokens.
            let program = try #require(try await fixture.authenticate(token: secret))
            await #expect(throws: NotPermitted.self) { try await tokens.create(request, by: program) }
            await #expect(throws: NotPermitted.self) { try await tokens.revoke(reps.id, by: program) }
            try await tokens.revoke(reps.id, by: boss)
            #expect(try await tokens.list(everybody: false, for: rep).isEmpty)
        }
    }

    @Test("a token has a name, something it may do and a fair life")
    func input() {
        #expect(throws: InvalidInput.self) { try OwnAPITokens.Request(name: " ", scopes: [.read], days: nil) }
        #expect(throws: InvalidInput.self) { try OwnAPITokens.Request(name: "a", scopes: [], days: nil) }
        #expect(throws: InvalidInput.self) { try OwnAPITokens.Request(name: "a", scopes: [.read], days: 0) }
    }
}
