import Identity
import Messaging
import ParleyTestSupport
import Signals
import Storage
import Testing

@Suite("sends that Meta refuses for the account's sake")
struct RefusedSendTests {
    private func signals(_ meta: SimulatedMeta) async throws -> Int {
        try await meta.database.store.read { tx in
            try SignalQueries.latest(tx, of: meta.fixture.user, limit: 100).filter { $0.kind == .channelStopped }.count
        }
    }

    /// The look that follows a stop, five minutes later.
    private func look(_ meta: SimulatedMeta) async throws {
        let (store, clock, ids) = (meta.database.store, meta.database.clock, meta.database.ids)
        let check = CheckChannel(
            store: store,
            clock: clock,
            ids: ids,
            graph: meta.graph,
            publicAddress: "http://127.0.0.1:9"
        )
        let job = CheckChannelJob(store: store, clock: clock, ids: ids, check: check)
        clock.advance(byMs: 300_000)
        #expect(try await JobRunner(store: store, clock: clock, logger: quietLogger, handlers: [job]).runBatch() == 1)
    }

    @Test(
        "2.40 what Meta shows no longer for this token stops the number, and the message waits",
        arguments: Engine.allCases
    )
    func lostAccess(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let message = try await meta.reply(in: meta.customer("8613800138000"))
            try await meta.database.store.write { tx in
                // As if the number had been taken out of the account.
                try tx.execute(
                    "UPDATE outbox SET payload = replace(payload, '100000000000001', '100000000000999')"
                )
            }
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(message) == "queued")
            #expect(try await meta.number().stoppedReason == "33")
            #expect(try await meta.channel().state == .active)
            #expect(try await signals(meta) == 1)
        }
    }

    @Test("2.40 what every look lets go on and every send stops again is told once a day", arguments: Engine.allCases)
    func onceADay(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let message = try await meta.reply(in: meta.customer("8613800138000"))
            for _ in 0..<3 {
                try await meta.settings(#"{"failure":{"code":131042,"count":1,"late":false}}"#)
                #expect(try await meta.dispatcher.sendBatch() == 1)
                #expect(try await meta.channel().state == .stopped(code: "131042"))
                try await look(meta)
                #expect(try await meta.channel().state == .active)
            }
            #expect(try await signals(meta) == 1)
            #expect(try await meta.outbox(message) == "queued")
            // Another reason is another matter.
            try await meta.settings(#"{"failure":{"code":133010,"count":1,"late":false}}"#)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.number().stoppedReason == "133010")
            #expect(try await signals(meta) == 2)
            try await look(meta)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(message) == "sent")
            // The next day it is news again.
            meta.database.clock.advance(byMs: 86_400_000)
            _ = try await meta.reply(in: meta.customer("8613800138000"))
            try await meta.settings(#"{"failure":{"code":131042,"count":1,"late":false}}"#)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await signals(meta) == 3)
        }
    }
}
