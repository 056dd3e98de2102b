import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("disabling a channel")
struct DisableChannelTests {
    private func disable(_ team: ChannelTeam, anyway: Bool, by user: SignedIn? = nil) async throws {
        try await team.disable(team.channel().id, anyway: anyway, by: user ?? team.fixture.user)
    }

    @Test("1.98 where Meta cannot be told, nothing changes unless it is wanted anyway", arguments: Engine.allCases)
    func unreachable(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            await #expect(throws: ChannelRefusal.notUnsubscribed(nil)) { try await disable(team, anyway: false) }
            #expect(try await team.channel().state == .active)
            try await disable(team, anyway: true)
            #expect(try await team.channel().state == .disabled)
            await #expect(throws: ChannelRefusal.noChannel) { try await disable(team, anyway: true) }
        }
    }

    @Test("1.96 only an administrator disables", arguments: Engine.allCases)
    func administrators(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            _ = try await team.rep("grace")
            let grace = try await team.signedIn("grace")
            await #expect(throws: NotPermitted.self) { try await disable(team, anyway: true, by: grace) }
            #expect(try await team.channel().state == .active)
        }
    }

    @Test(
        "1.33, 1.99, A-21 secrets and the address go, what was said stays, what was queued fails and is never sent",
        arguments: Engine.allCases
    )
    func remains(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let message = try await team.queueReply()
            try await disable(team, anyway: true)
            #expect(try await team.fixture.count("SELECT count(*) AS n FROM channel_connections") == 0)
            let after = try await team.fixture.messages(of: message.conversation)
            #expect(after.count == 2)
            #expect(after.first { $0.id == message.id }?.errorCode == "channel_disabled")
            #expect(try await team.dispatcher.sendBatch() == 0)
            await #expect(throws: ChannelRefusal.noChannel) {
                _ = try await team.fixture.sendReply(
                    "late",
                    in: message.conversation,
                    idempotencyKey: nil,
                    by: team.fixture.user
                )
            }
            await #expect(throws: ReceiveWebhook.Refusal.noSuchChannel) {
                let writer = JournalWriter(store: team.database.store)
                let body = Data("{}".utf8)
                try await team.fixture.receiver(writer)(
                    [UInt8](body),
                    signature: Fixture.signature(of: body),
                    key: "demo"
                )
            }
        }
    }

    @Test(
        "1.99 a call under way that Meta puts off is not queued again for a channel that has gone",
        arguments: Engine.allCases
    )
    func underWay(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let message = try await team.queueReply()
            // As if it had gone between the claim and the outcome of the call.
            try await team.database.store.write { tx in try tx.execute("UPDATE outbox SET leased_until_ms = 0") }
            try await disable(team, anyway: true)
            let state: String? = try await team.database.store.read { tx in
                try tx.first("SELECT state FROM outbox WHERE message_id = \(message.id)")?.get("state")
            }
            #expect(state == "failed")
        }
    }

    @Test(
        "1.99 what was being queued while the channel went fails as well, by a job that the program's end does not lose",
        arguments: Engine.allCases
    )
    func straggler(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let (database, message) = (team.database, try await team.queueReply())
            try await disable(team, anyway: true)
            // As if its transaction had read the connection before it went, and ended after.
            try await database.store.write { tx in
                try tx.execute("UPDATE outbox SET state = 'queued'")
                try tx.execute("UPDATE messages SET status = 'queued' WHERE id = \(message.id)")
            }
            let fail = FailQueued(store: database.store, clock: database.clock, ids: database.ids)
            let runner = JobRunner(store: database.store, clock: database.clock, logger: quietLogger, handlers: [fail])
            #expect(try await runner.runBatch() == 1)
            func status() async throws -> DeliveryStatus? {
                try await team.fixture.messages(of: message.conversation).first { $0.id == message.id }?.status
            }
            #expect(try await status() == .failed)
            try await database.store.write { tx in
                try tx.execute("UPDATE outbox SET state = 'queued'")
                try tx.execute("UPDATE messages SET status = 'queued' WHERE id = \(message.id)")
            }
            #expect(try await runner.runBatch() == 0)
            database.clock.advance(byMs: 60_000)
            #expect(try await runner.runBatch() == 1)
            #expect(try await status() == .failed)
            #expect(
                try await team.fixture.count("SELECT count(*) AS n FROM jobs WHERE kind = 'messages.fail_queued'") == 0
            )
        }
    }
}
