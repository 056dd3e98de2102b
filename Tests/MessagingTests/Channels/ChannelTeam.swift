import AsyncHTTPClient
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

/// The demo's channel with a small team, and the operations that change it.
struct ChannelTeam: Sendable {
    /// Nothing listens on port 9 of this machine.
    static let nowhere = "http://127.0.0.1:9"

    let fixture: Fixture
    let http: HTTPClient

    static func with(_ engine: Engine, _ body: (ChannelTeam) async throws -> Void) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            do { try await body(ChannelTeam(fixture: try await Fixture(database), http: http)) } catch {
                try await http.shutdown()
                throw error
            }
            try await http.shutdown()
        }
    }

    var database: TestDatabase { fixture.database }
    var graph: GraphAccess { GraphAccess(baseURL: Self.nowhere, http: http, box: .demo) }

    var change: ChangeChannel {
        ChangeChannel(store: database.store, clock: database.clock, ids: database.ids, graph: graph)
    }

    var disable: DisableChannel {
        DisableChannel(store: database.store, clock: database.clock, ids: database.ids, graph: graph)
    }

    var dispatcher: Dispatcher {
        Dispatcher(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            graph: graph,
            files: fixture.files,
            logger: quietLogger
        )
    }

    func channel() async throws -> ChannelAccount {
        let all = try await database.store.read { [fixture] tx in
            try ChannelQueries.all(tx, organization: fixture.user.organization)
        }
        return try #require(all.first)
    }

    func number() async throws -> BusinessNumber {
        let all = try await database.store.read { [fixture] tx in
            try ChannelQueries.numbers(tx, organization: fixture.user.organization)
        }
        return try #require(all.first)
    }

    /// Decides what becomes of new people and whom they go to.
    func prefer(_ newPeople: ChannelAccount.NewPeople, to assignment: UserSelection = .users([])) async throws {
        let settings = try ChannelSettings(nickname: "Shop", newPeople: newPeople, assignment: assignment)
        try await change(channel().id, settings, by: fixture.user)
    }

    func rep(_ name: String, role: ID<Role>? = nil) async throws -> ID<User> {
        try await CreateUser(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            hasher: try PasswordHasher()
        )(
            NewUser(email: "\(name)@acme.example", name: name, password: "correct horse battery"),
            in: fixture.user.organization,
            as: .standard,
            role: role
        )
    }

    func signedIn(_ name: String) async throws -> SignedIn {
        let create = CreateAPIToken(store: database.store, clock: database.clock, ids: database.ids)
        let token = try await create(
            name: "t",
            email: "\(name)@acme.example",
            scopes: [.read, .write],
            days: nil
        )
        return try #require(try await Authenticate(store: database.store, clock: database.clock)(token: token))
    }

    func group(_ members: [ID<User>]) async throws -> Group {
        let shape = ShapeGroups(store: database.store, clock: database.clock, ids: database.ids)
        return try await shape.create(ShapeGroups.Request(name: "Team", members: members), by: fixture.user)
    }

    /// A stranger writes.
    ///
    /// - Returns: The record that they have then, if any.
    func stranger(_ digits: String, name: String? = "Deniz") async throws -> Record? {
        let contacts = name.map { #""contacts":[{"profile":{"name":"\#($0)"},"wa_id":"\#(digits)"}],"# } ?? ""
        let count = try await fixture.count("SELECT count(*) AS n FROM inbound_journal")
        try await fixture.webhook(
            Fixture.messages(
                """
                \(contacts)
                "messages":[{"from":"\(digits)","id":"wamid.\(digits).\(count)",
                             "timestamp":"\(database.clock.nowMs / 1_000)","type":"text","text":{"body":"hi"}}]
                """
            )
        )
        let conversation = try await fixture.conversations().first { $0.waID == digits }
        guard let id = try #require(conversation).record else { return nil }
        return try await database.store.read { [fixture] tx in
            try RecordQueries.find(tx, organization: fixture.user.organization, id: id)
        }
    }

    /// What Meta tells of the account.
    func tell(_ field: String, _ value: String) async throws {
        try await fixture.webhook(#"{"field":"\#(field)","value":\#(value)}"#)
    }

    /// A reply in a window that is open, queued.
    func queueReply() async throws -> Message {
        try await fixture.text("hi", from: "8613800138000", wamid: "wamid.reply")
        let conversation = try #require(try await fixture.conversations().first { $0.record == fixture.lead })
        return try await fixture.sendReply("hello", in: conversation.id, idempotencyKey: nil, by: fixture.user)
    }
}
