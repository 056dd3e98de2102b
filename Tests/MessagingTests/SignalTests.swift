import Identity
import Messaging
import ParleyTestSupport
import Records
import Signals
import Storage
import Testing

@Suite("signals")
struct SignalTests {
    private func latest(_ fixture: Fixture, of user: SignedIn? = nil) async throws -> [Signal] {
        try await fixture.database.store.read { tx in
            try SignalQueries.latest(tx, of: user ?? fixture.user, limit: 100)
        }
    }

    private func unread(_ fixture: Fixture) async throws -> Int {
        try await fixture.database.store.read { tx in try SignalQueries.unread(tx, of: fixture.user) }
    }

    private func events(_ fixture: Fixture, of user: ID<User>) async throws -> [String] {
        try await EventSequencer(store: fixture.database.store, logger: quietLogger).sequence()
        return try await fixture.database.store.read { tx in
            try EventLog.page(
                tx,
                organizationID: fixture.user.organization.rawValue,
                userID: user.rawValue,
                after: 0,
                limit: 1_000
            ).map(\.kind)
        }
    }

    @Test(
        "each message of a customer rings the owner's bell once, also when Meta repeats it",
        arguments: Engine.allCases
    )
    func raised(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for wamid in ["wamid.A", "wamid.B", "wamid.B"] {
                try await fixture.text("hi", from: "8613800138000", wamid: wamid)
            }
            let conversation = try #require(try await fixture.conversations().first)
            let signals = try await latest(fixture)
            #expect(signals.count == 2)
            #expect(Set(signals.map(\.groupID)) == [conversation.id.rawValue])
            #expect(try await unread(fixture) == 2)
        }
    }

    @Test("a new person's message rings the bell of whoever owns the channel", arguments: Engine.allCases)
    func newPerson(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "905321234567", wamid: "wamid.A")
            #expect(try await latest(fixture).map(\.user) == [fixture.user.user])
        }
    }

    @Test("reading a conversation clears one's own signals of it and no others", arguments: Engine.allCases)
    func cleared(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            try await fixture.text("merhaba", from: "905321234567", wamid: "wamid.B")
            let known = try #require(try await fixture.conversations().first { $0.waID == "8613800138000" })
            let markRead = MarkRead(store: database.store, clock: database.clock, ids: database.ids)
            try await markRead(known.id, by: fixture.user)
            #expect(try await unread(fixture) == 1)
            let left = try await latest(fixture).filter { !$0.isRead }
            #expect(left.map(\.groupID) != [known.id.rawValue])
            try await ReadSignals(store: database.store, clock: database.clock, ids: database.ids)(
                group: nil,
                by: fixture.user
            )
            #expect(try await unread(fixture) == 0)
        }
    }

    @Test("an event for one person is read by that person only", arguments: Engine.allCases)
    func audience(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            #expect(try await events(fixture, of: fixture.user.user).contains("signal.raised"))
            let other = try await events(fixture, of: ID(7))
            #expect(other.contains("message.received"))
            #expect(!other.contains("signal.raised"))
        }
    }
}
