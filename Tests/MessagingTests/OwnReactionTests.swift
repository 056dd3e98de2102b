import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("reactions of the team's")
struct OwnReactionTests {
    private func react(_ meta: SimulatedMeta, _ emoji: String?, on message: Message) async throws {
        let react = SetReaction(store: meta.database.store, clock: meta.database.clock, ids: meta.database.ids)
        try await react(emoji, on: message.id, by: meta.fixture.user)
    }

    private func handOver(_ meta: SimulatedMeta) async throws {
        let (store, clock) = (meta.database.store, meta.database.clock)
        let send = SendReaction(
            store: store,
            clock: clock,
            ids: meta.database.ids,
            graph: meta.graph,
            logger: quietLogger
        )
        let runner = JobRunner(store: store, clock: clock, logger: quietLogger, handlers: [send])
        #expect(try await runner.runBatch() == 1)
    }

    private func shown(_ meta: SimulatedMeta, on message: Message) async throws -> [String] {
        try await meta.database.store.read { tx in
            try ReactionQueries.of(tx, organization: meta.fixture.user.organization, [message.id]).map(\.emoji)
        }
    }

    private func report(_ meta: SimulatedMeta, _ status: String, of callbackData: String) async throws {
        let errors = status == "failed" ? #","errors":[{"code":131009,"title":"Parameter"}]"# : ""
        try await meta.fixture.webhook(
            Fixture.messages(
                #"""
                "statuses":[{"id":"wamid.R\#(status)","status":"\#(status)","timestamp":"1795000130",
                             "recipient_id":"8613800138000","biz_opaque_callback_data":"\#(callbackData)"\#(errors)}]
                """#
            )
        )
    }

    private func withMessage(
        _ engine: Engine,
        _ body: @escaping @Sendable (SimulatedMeta, Message) async throws -> Void
    ) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let conversation = try await meta.customer("8613800138000")
            let message = try #require(try await meta.fixture.messages(of: conversation.id).first)
            try await body(meta, message)
        }
    }

    @Test("2.60 one that Meta refuses does not stay here as if the customer saw it", arguments: Engine.allCases)
    func refusedAtOnce(engine: Engine) async throws {
        try await withMessage(engine) { meta, message async throws in
            try await react(meta, "👍", on: message)
            #expect(try await shown(meta, on: message) == ["👍"])
            try await meta.settings(#"{"failure":{"code":131009,"count":1,"late":false}}"#)
            try await handOver(meta)
            #expect(try await shown(meta, on: message).isEmpty)
            let told = try await meta.fixture.count("SELECT count(*) AS n FROM events WHERE kind = 'message.reacted'")
            #expect(told == 2)
        }
    }

    @Test("2.60 a report on one is no report on a message: nothing is kept aside for it", arguments: Engine.allCases)
    func reported(engine: Engine) async throws {
        try await withMessage(engine) { meta, message async throws in
            try await react(meta, "👍", on: message)
            try await handOver(meta)
            try await report(meta, "sent", of: "reaction \(message.id) 👍")
            #expect(try await shown(meta, on: message) == ["👍"])
            try await react(meta, "😮", on: message)
            try await report(meta, "failed", of: "reaction \(message.id) 👍")
            #expect(try await shown(meta, on: message) == ["😮"], "another one stands there by now")
            try await report(meta, "failed", of: "reaction \(message.id) 😮")
            #expect(try await shown(meta, on: message).isEmpty)
            #expect(try await meta.fixture.count("SELECT count(*) AS n FROM parked_items") == 0)
        }
    }

    @Test("what waits for its message is not what nobody knew what to do with", arguments: Engine.allCases)
    func waiting(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            try await report(meta, "delivered", of: "somebody else's")
            let now = meta.database.clock.nowMs
            #expect(try await meta.fixture.count("SELECT count(*) AS n FROM parked_items") == 1)
            let channel = try await meta.channel().id
            let health = try await meta.database.store.read { tx in
                try ChannelHealth.read(tx, channel, for: meta.fixture.user, nowMs: now)
            }
            #expect(health.parkedCount == 0)
            #expect(health.parked.isEmpty)
        }
    }
}
