import AsyncHTTPClient
import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("dispatching")
struct DispatcherTests {
    private func dispatcher(_ fixture: Fixture, at baseURL: String, _ http: HTTPClient) -> Dispatcher {
        Dispatcher(
            store: fixture.database.store,
            clock: fixture.database.clock,
            ids: fixture.database.ids,
            graph: GraphAccess(baseURL: baseURL, http: http, box: .demo),
            files: fixture.files,
            logger: quietLogger
        )
    }

    private func withReply(
        _ engine: Engine,
        _ body: (Fixture, Message, HTTPClient) async throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            let message = try await fixture.sendReply(
                "hello",
                in: conversation.id,
                idempotencyKey: nil,
                by: fixture.user
            )
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            do { try await body(fixture, message, http) } catch {
                try await http.shutdown()
                throw error
            }
            try await http.shutdown()
        }
    }

    private func state(_ fixture: Fixture, _ message: Message) async throws -> String? {
        try await fixture.database.store.read { tx in
            try tx.first("SELECT state FROM outbox WHERE message_id = \(message.id)")?.get("state")
        }
    }

    @Test("a host that is not there is tried again later: nothing has left", arguments: Engine.allCases)
    func unreachable(engine: Engine) async throws {
        try await withReply(engine) { fixture, message, http async throws in
            // Nothing listens on port 9 of this machine.
            #expect(try await dispatcher(fixture, at: "http://127.0.0.1:9", http).sendBatch() == 1)
            #expect(try await state(fixture, message) == "queued")
            #expect(try await dispatcher(fixture, at: "http://127.0.0.1:9", http).sendBatch() == 0)
            fixture.database.clock.advance(byMs: 6_000)
            #expect(try await dispatcher(fixture, at: "http://127.0.0.1:9", http).sendBatch() == 1)
        }
    }

    @Test("text whose window closed while it waited is not sent", arguments: Engine.allCases)
    func closedMeanwhile(engine: Engine) async throws {
        try await withReply(engine) { fixture, message, http async throws in
            fixture.database.clock.advance(byMs: ServiceWindow.lengthMs)
            #expect(try await dispatcher(fixture, at: "http://127.0.0.1:9", http).sendBatch() == 0)
            #expect(try await state(fixture, message) == "failed")
            let after = try await fixture.messages(of: message.conversation).first { $0.id == message.id }
            #expect(after?.status == .failed)
            #expect(after?.errorCode == "window_closed")
        }
    }

    @Test(
        "what was being sent when the program died is parked, settled by its status, and never sent again",
        arguments: Engine.allCases
    )
    func lostWhileSending(engine: Engine) async throws {
        try await withReply(engine) { fixture, message, http async throws in
            try await fixture.database.store.write { tx in
                try tx.execute(
                    """
                    UPDATE outbox SET state = 'sending', attempt = 1, leased_until_ms = \(fixture.database.clock.realMs + 60_000)
                    """
                )
            }
            let dispatcher = dispatcher(fixture, at: "http://127.0.0.1:9", http)
            try await dispatcher.parkLost()
            #expect(try await state(fixture, message) == "sending")
            fixture.database.clock.advance(byMs: 60_000)
            try await dispatcher.parkLost()
            #expect(try await state(fixture, message) == "unknown")
            #expect(try await dispatcher.sendBatch() == 0)
            let parked = try await fixture.messages(of: message.conversation).first { $0.id == message.id }
            #expect(parked?.isOutcomeUnknown == true)
            #expect(parked?.status == .queued)
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "statuses":[{"id":"wamid.OUT","status":"delivered","timestamp":"1795000130",
                                 "biz_opaque_callback_data":"\(message.id)"}]
                    """
                )
            )
            #expect(try await state(fixture, message) == "sent")
            let settled = try await fixture.messages(of: message.conversation).first { $0.id == message.id }
            #expect(settled?.status == .delivered)
            #expect(settled?.isOutcomeUnknown == false)
        }
    }

    @Test("a channel whose secrets do not open is stopped; what waited goes on waiting", arguments: Engine.allCases)
    func unreadableSecrets(engine: Engine) async throws {
        try await withReply(engine) { fixture, message, http async throws in
            let otherKey = try SecretBox(base64: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")
            let dispatcher = Dispatcher(
                store: fixture.database.store,
                clock: fixture.database.clock,
                ids: fixture.database.ids,
                graph: GraphAccess(baseURL: "http://127.0.0.1:9", http: http, box: otherKey),
                files: fixture.files,
                logger: quietLogger
            )
            #expect(try await dispatcher.sendBatch() == 1)
            #expect(try await state(fixture, message) == "queued")
            #expect(try await dispatcher.sendBatch() == 0)
            let channels = try await fixture.database.store.read { tx in
                try ChannelQueries.all(tx, organization: fixture.user.organization)
            }
            #expect(channels.map(\.state) == [.stopped(code: "secret_unreadable")])
        }
    }

    @Test(
        "a conversation's messages leave one after the other, also when the first has to wait",
        arguments: Engine.allCases
    )
    func inOrder(engine: Engine) async throws {
        try await withReply(engine) { fixture, first, http async throws in
            let second = try await fixture.sendReply(
                "and more",
                in: first.conversation,
                idempotencyKey: nil,
                by: fixture.user
            )
            let dispatcher = dispatcher(fixture, at: "http://127.0.0.1:9", http)
            #expect(try await dispatcher.sendBatch() == 1)
            // The first is tried again later; the second does not overtake it.
            #expect(try await dispatcher.sendBatch() == 0)
            #expect(try await state(fixture, first) == "queued")
            #expect(try await state(fixture, second) == "queued")
            try await fixture.database.store.write { tx in
                try tx.execute("UPDATE outbox SET state = 'sent' WHERE message_id = \(first.id)")
            }
            fixture.database.clock.advance(byMs: 6_000)
            #expect(try await dispatcher.sendBatch() == 1)
        }
    }
}
