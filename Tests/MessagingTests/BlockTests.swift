import Identity
import Messaging
import NIOCore
import ParleyTestSupport
import Signals
import Storage
import Testing

@Suite("blocking people")
struct BlockTests {
    private static let digits = "8613800138000"

    private func set(_ isBlocked: Bool, _ conversation: Conversation, _ fixture: Fixture) async throws {
        let block = BlockPerson(store: fixture.database.store, clock: fixture.database.clock, ids: fixture.database.ids)
        try await block(conversation.id, isBlocked: isBlocked, by: fixture.user)
    }

    private func reply(_ conversation: Conversation, _ fixture: Fixture) async throws -> Message {
        try await fixture.sendReply("好的", in: conversation.id, idempotencyKey: nil, by: fixture.user)
    }

    private func only(_ fixture: Fixture) async throws -> Conversation {
        try #require(try await fixture.conversations().first)
    }

    @Test(
        "2.57 nothing is sent to a blocked person, and what they write is kept without a sound until they are unblocked",
        arguments: Engine.allCases
    )
    func silence(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("您好", from: Self.digits, wamid: "wamid.1")
            let open = try await only(fixture)
            try await set(true, open, fixture)
            try await set(true, open, fixture)
            await #expect(throws: SendRefusal.blocked) { _ = try await reply(open, fixture) }

            database.clock.advance(byMs: 3_600_000)
            let signals = try await fixture.count("SELECT count(*) AS n FROM signals")
            try await fixture.text("在吗？", from: Self.digits, wamid: "wamid.2")
            let blocked = try await only(fixture)
            #expect(blocked.unread == 0)
            #expect(blocked.awaitingReplySinceMs == nil)
            #expect(blocked.windowClosesAtMs == open.windowClosesAtMs)
            #expect(blocked.lastText == "在吗？")
            // Meta is told once more, however much they write meanwhile.
            try await fixture.text("您好？", from: Self.digits, wamid: "wamid.2b")
            let told: SQLStatement = "SELECT count(*) AS n FROM jobs WHERE kind = 'messages.tell_blocked'"
            #expect(try await fixture.count(told) == 2)
            #expect(try await fixture.count("SELECT count(*) AS n FROM signals") == signals)
            // One line for blocking, though it was asked for twice.
            #expect(try await fixture.count("SELECT count(*) AS n FROM messages WHERE kind = 'notice'") == 1)

            try await set(false, blocked, fixture)
            #expect(try await reply(blocked, fixture).text == "好的")
            try await fixture.text("谢谢", from: Self.digits, wamid: "wamid.3")
            #expect(try await only(fixture).unread == 1)
            let audited: SQLStatement =
                """
                SELECT count(*) AS n FROM audit_entries WHERE action IN ('conversation.blocked', 'conversation.unblocked')
                """
            #expect(try await fixture.count(audited) == 2)
        }
    }

    @Test("2.57 what waits to be sent to somebody who is then blocked does not leave", arguments: Engine.allCases)
    func queued(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let conversation = try await meta.customer(Self.digits)
            let message = try await reply(conversation, meta.fixture)
            try await set(true, conversation, meta.fixture)
            try await meta.dispatcher.sendBatch()
            let found = try #require(try await meta.message(message))
            #expect(found.status == .failed)
            #expect(found.errorCode == "blocked")
        }
    }

    @Test("2.57 Meta is told who is blocked, and who is not any more", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta in
            let conversation = try await meta.customer(Self.digits)
            let tell = TellBlocked(store: meta.database.store, graph: meta.graph, logger: quietLogger)
            for isBlocked in [true, false] {
                try await set(isBlocked, conversation, meta.fixture)
                let database = meta.database
                _ = try await JobRunner(
                    store: database.store,
                    clock: database.clock,
                    logger: quietLogger,
                    handlers: [tell]
                ).runBatch()
                let list = String(buffer: try await meta.get("/v23.0/100000000000001/block_users"))
                #expect(list.contains(Self.digits) == isBlocked, "\(list)")
            }
        }
    }
}
