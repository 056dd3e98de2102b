import AsyncHTTPClient
import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("trying again, and settling what is unknown")
struct RetryTests {
    private func withReply(_ engine: Engine, _ body: (Fixture, Message) async throws -> Void) async throws {
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
            try await body(fixture, message)
        }
    }

    private func retry(_ fixture: Fixture) -> RetryMessage {
        fixture.retry
    }

    private func settle(_ fixture: Fixture) -> SettleMessage {
        SettleMessage(store: fixture.database.store, clock: fixture.database.clock, ids: fixture.database.ids)
    }

    private func report(_ status: String, on message: Message, _ fixture: Fixture) async throws {
        let errors = status == "failed" ? #","errors":[{"code":131026,"title":"Undeliverable"}]"# : ""
        try await fixture.webhook(
            Fixture.messages(
                #"""
                "statuses":[{"id":"wamid.OUT","status":"\#(status)","timestamp":"1795000130","recipient_id":"8613800138000",
                             "biz_opaque_callback_data":"\#(message.id)"\#(errors)}]
                """#
            )
        )
    }

    @Test("2.37 a failed message is tried again as one of its own, once", arguments: Engine.allCases)
    func again(engine: Engine) async throws {
        try await withReply(engine) { fixture, message async throws in
            let retry = retry(fixture)
            await #expect(throws: SendRefusal.notRetryable) { _ = try await retry(message.id, by: fixture.user) }
            try await report("failed", on: message, fixture)
            let second = try await retry(message.id, by: fixture.user)
            #expect(second.retryOf == message.id)
            #expect(second.text == "hello")
            #expect(second.status == .queued)
            #expect(try await retry(message.id, by: fixture.user).id == second.id)
            let all = try await fixture.messages(of: message.conversation).filter { $0.direction == .outbound }
            #expect(all.map(\.status) == [.queued, .failed])
            #expect(all.last?.errorCode == "131026")
        }
    }

    @Test("2.37 it goes to where the person is by now", arguments: Engine.allCases)
    func elsewhere(engine: Engine) async throws {
        try await withReply(engine) { fixture, message async throws in
            try await report("failed", on: message, fixture)
            let seconds = fixture.database.clock.nowMs / 1_000
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "contacts":[{"profile":{"name":"Deniz"},"wa_id":"8613800138000"}],
                    "messages":[{"from":"8613800138000","id":"wamid.S","timestamp":"\(seconds)","type":"system",
                                 "system":{"type":"user_changed_number","wa_id":"8613900139000","body":"new number"}}]
                    """
                )
            )
            let second = try await retry(fixture)(message.id, by: fixture.user)
            let payload: String? = try await fixture.database.store.read { tx in
                try tx.first("SELECT payload FROM outbox WHERE message_id = \(second.id)")?.get("payload")
            }
            #expect(payload?.contains("+8613900139000") == true)
            #expect(payload?.contains("+8613800138000") == false)
        }
    }

    @Test("free text is not tried again once its window has closed", arguments: Engine.allCases)
    func closed(engine: Engine) async throws {
        try await withReply(engine) { fixture, message async throws in
            try await report("failed", on: message, fixture)
            let closes = try await fixture.conversations().first?.windowClosesAtMs
            fixture.database.clock.advance(byMs: ServiceWindow.lengthMs)
            let retry = retry(fixture)
            await #expect(throws: SendRefusal.windowClosed(atMs: closes)) {
                _ = try await retry(message.id, by: fixture.user)
            }
        }
    }

    @Test("2.35 what nobody answered is settled by a person, and by Meta after all", arguments: Engine.allCases)
    func settled(engine: Engine) async throws {
        try await withReply(engine) { fixture, message async throws in
            let settle = settle(fixture)
            await #expect(throws: SendRefusal.notUnknown) {
                _ = try await settle(message.id, hasArrived: true, by: fixture.user)
            }
            try await fixture.database.store.write { tx in
                try tx.execute("UPDATE outbox SET state = 'unknown' WHERE message_id = \(message.id)")
            }
            let judged = try await settle(message.id, hasArrived: false, by: fixture.user)
            #expect(judged.status == .failed)
            #expect(judged.errorCode == "not_arrived")
            #expect(!judged.isOutcomeUnknown)
            #expect(try await retry(fixture)(message.id, by: fixture.user).status == .queued)
            try await report("delivered", on: message, fixture)
            let after = try await fixture.messages(of: message.conversation).first { $0.id == message.id }
            #expect(after?.status == .delivered)
            let count = try await fixture.count(
                "SELECT count(*) AS n FROM audit_entries WHERE action = 'message.settled'"
            )
            #expect(count == 1)
        }
    }

    @Test("what Meta has is not sent again, whatever its call was answered", arguments: Engine.allCases)
    func reportedWhileQueued(engine: Engine) async throws {
        try await withReply(engine) { fixture, message async throws in
            try await report("delivered", on: message, fixture)
            let state: String? = try await fixture.database.store.read { tx in
                try tx.first("SELECT state FROM outbox WHERE message_id = \(message.id)")?.get("state")
            }
            #expect(state == "sent")
        }
    }
}
