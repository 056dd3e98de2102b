import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("who sees, reads and answers conversations")
struct ConversationAccessTests {
    private func rep(_ fixture: Fixture, _ name: String = "grace") async throws -> SignedIn {
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        let email = "\(name)@acme.example"
        try await CreateUser(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())(
            NewUser(email: email, name: name, password: "correct horse battery"),
            in: fixture.user.organization,
            as: .standard
        )
        return try await signedIn(fixture, email)
    }

    private func signedIn(_ fixture: Fixture, _ email: String) async throws -> SignedIn {
        let (store, clock) = (fixture.database.store, fixture.database.clock)
        let create = CreateAPIToken(store: store, clock: clock, ids: fixture.database.ids)
        let token = try await create(name: "t", email: email, scopes: [.read, .write], days: nil)
        return try #require(try await Authenticate(store: store, clock: clock)(token: token))
    }

    private func share(_ fixture: Fixture, _ sharing: Module.Sharing) async throws {
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        try await ChangeModule(store: store, clock: clock, ids: ids)(
            "Leads",
            ChangeModule.Request(labels: nil, singular: nil, sharing: sharing),
            by: fixture.user
        )
    }

    private func markRead(_ fixture: Fixture, _ id: ID<Conversation>, by user: SignedIn) async throws {
        let database = fixture.database
        try await MarkRead(store: database.store, clock: database.clock, ids: database.ids)(id, by: user)
    }

    @Test(
        "A-18 a conversation follows its record: unseen by a peer, read by a reader, answered by whoever may write",
        arguments: Engine.allCases
    )
    func follows(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let rep = try await rep(fixture)
            try await fixture.text("hello", from: "8613800138000", wamid: "wamid.1")
            let conversation = try #require(try await fixture.conversations().first)
            #expect(conversation.record == fixture.lead)
            func page() async throws -> Int {
                try await database.store.read { tx in
                    try ConversationQueries.page(tx, for: rep, record: nil, before: nil, limit: 100).count
                }
            }
            func reply(_ key: String) async throws {
                _ = try await fixture.sendReply("hi", in: conversation.id, idempotencyKey: key, by: rep)
            }
            #expect(try await page() == 0)
            await #expect(throws: SendRefusal.notFound) { try await reply("1") }
            await #expect(throws: SendRefusal.notFound) { try await markRead(fixture, conversation.id, by: rep) }
            try await share(fixture, .readOnly)
            #expect(try await page() == 1)
            await #expect(throws: RecordReadOnly.self) { try await reply("2") }
            try await markRead(fixture, conversation.id, by: rep)
            #expect(try await fixture.conversations().first?.unread == 1, "who looks on does not read for the team")
            let note = try EmailNote(to: "a@b.example", subject: nil)
            let log = LogEmail(store: database.store, clock: database.clock, ids: database.ids)
            await #expect(throws: RecordReadOnly.self) { try await log(note, to: fixture.lead, by: rep) }
            try await share(fixture, .readWrite)
            try await markRead(fixture, conversation.id, by: rep)
            #expect(try await fixture.conversations().first?.unread == 0)
            try await reply("3")
            try await log(note, to: fixture.lead, by: rep)
        }
    }

    @Test("A-50 a channel goes to the successor of whoever connected it", arguments: Engine.allCases)
    func channelSuccession(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let rep = try await rep(fixture)
            let organization = fixture.user.organization
            let owned = try await database.store.write { tx in
                let succession = ChannelSuccession()
                let before = try succession.count(tx, organization: organization, of: fixture.user.user, upTo: 10)
                let step = Succession(
                    organization: organization,
                    from: fixture.user.user,
                    to: rep.user,
                    by: fixture.user.user,
                    atMs: 0
                )
                _ = try succession.pass(tx, step, limit: 10)
                return (
                    before,
                    try succession.count(tx, organization: organization, of: fixture.user.user, upTo: 10),
                    try succession.count(tx, organization: organization, of: rep.user, upTo: 10)
                )
            }
            #expect(owned == (1, 0, 1))
        }
    }

    @Test("2.56 reading messages and sending them are two rights", arguments: Engine.allCases)
    func twoRights(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await share(fixture, .readWriteDelete)
            let profile = try await rep(fixture).profile
            try await fixture.text("hello", from: "8613800138000", wamid: "wamid.1")
            let conversation = try #require(try await fixture.conversations().first)
            let shape = ShapeProfiles(store: database.store, clock: database.clock, ids: database.ids)
            try await shape.change(profile, ShapeProfiles.Change(rights: [.viewMessages]), by: fixture.user)
            let reader = try await signedIn(fixture, "grace@acme.example")
            let seen = try await database.store.read { tx in
                try ConversationQueries.find(tx, for: reader, id: conversation.id)
            }
            #expect(seen != nil)
            await #expect(throws: NotPermitted(missing: .sendMessages)) {
                _ = try await fixture.sendReply("hi", in: conversation.id, idempotencyKey: "1", by: reader)
            }
            try await markRead(fixture, conversation.id, by: reader)
            #expect(try await fixture.conversations().first?.unread == 1)
            try await shape.change(profile, ShapeProfiles.Change(rights: []), by: fixture.user)
            let nobody = try await signedIn(fixture, "grace@acme.example")
            await #expect(throws: NotPermitted(missing: .viewMessages)) {
                try await markRead(fixture, conversation.id, by: nobody)
            }
        }
    }
}
