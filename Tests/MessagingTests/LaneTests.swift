import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("what a number sends first, later and beside what")
struct LaneTests {
    private func picture(_ meta: SimulatedMeta, _ mark: UInt8, in conversation: Conversation) async throws -> Message {
        let upload = UploadMessageFile(
            store: meta.database.store,
            clock: meta.database.clock,
            ids: meta.database.ids,
            files: meta.fixture.files
        )
        let header: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        let bytes = AsyncStream<[UInt8]> { stream in
            stream.yield(header + [mark, 0xFF, 0xD9])
            stream.finish()
        }
        let file = try await upload(bytes, name: "p.jpg", in: conversation.id, by: meta.fixture.user)
        return try await meta.reply(.file(file.id, caption: ""), in: conversation)
    }

    @Test("2.37 a file that Meta does not answer about waits alone; the number goes on", arguments: Engine.allCases)
    func slowUpload(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let first = try await picture(meta, 1, in: meta.customer("8613800138000"))
            try await meta.settings(#"{"drop_before_accept":1}"#)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(first) == "queued")
            #expect(try await meta.fixture.count("SELECT count(*) AS n FROM sending_pauses") == 0)
            let second = try await meta.reply(in: meta.customer("8613900139000"))
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(second) == "sent")
            meta.database.clock.advance(byMs: 30_000)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(first) == "sent")
        }
    }

    @Test("2.40 an outage holds the number, shows in its health, and is told when it lasts", arguments: Engine.allCases)
    func outage(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let message = try await meta.reply(in: meta.customer("8613800138000"))
            try await meta.settings(#"{"failure":{"code":131016,"count":9,"late":false}}"#)
            for strike in 1...9 {
                #expect(try await meta.dispatcher.sendBatch() == 1)
                let (channel, now) = (try await meta.channel().id, meta.database.clock.nowMs)
                let health = try await meta.database.store.read { tx in
                    try ChannelHealth.read(tx, channel, for: meta.fixture.user, nowMs: now)
                }
                #expect(health.pauses.map(\.reason) == ["131016"])
                #expect(health.outbound.count == 1)
                let signals = try await meta.fixture.count(
                    "SELECT count(*) AS n FROM signals WHERE kind = 'channel.stopped'"
                )
                #expect(signals == (strike < 8 ? 0 : 1))
                #expect(try await meta.dispatcher.sendBatch() == 0)
                meta.database.clock.advance(byMs: 300_000)
            }
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(message) == "sent")
        }
    }

    @Test("two files are handed over at once, and what brings none goes past the others", arguments: Engine.allCases)
    func uploadsAtOnce(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            var pictures: [Message] = []
            for index in 0..<5 {
                let conversation = try await meta.customer("861380013800\(index)")
                pictures.append(try await picture(meta, UInt8(index), in: conversation))
            }
            let text = try await meta.reply(in: meta.customer("8613900139000"))
            var sent: [Int] = []
            for _ in 0..<3 {
                _ = try await meta.dispatcher.sendBatch()
                var count = 0
                for one in pictures where try await meta.outbox(one) == "sent" { count += 1 }
                sent.append(count)
            }
            #expect(sent == [2, 4, 5])
            #expect(try await meta.outbox(text) == "sent")
        }
    }

    @Test("replies leave before what the business begins, however long that has waited", arguments: Engine.allCases)
    func repliesFirst(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            try await meta.settings(#"{"enforce_rates":false}"#)
            for index in 10..<45 { _ = try await meta.reply(in: meta.customer("86138001380\(index)")) }
            try await meta.database.store.write { tx in try tx.execute("UPDATE outbox SET priority = 1") }
            meta.database.clock.advance(byMs: 60_000)
            let reply = try await meta.reply(in: meta.customer("8613900139000"))
            let left = try await meta.dispatcher.sendBatch()
            #expect(left < 36, "not all of them at once")
            #expect(try await meta.outbox(reply) == "sent")
        }
    }

    @Test(
        "2.7 what was queued before Meta restricted it waits until the restriction ends, and holds up no reply",
        arguments: Engine.allCases
    )
    func restricted(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            let conversation = try await meta.customer("8613800138000")
            let begun = try await meta.reply(in: conversation)
            try await meta.database.store.write { tx in try tx.execute("UPDATE outbox SET priority = 1") }
            let until = meta.database.clock.nowMs / 1_000 + 3_600
            try await meta.fixture.webhook(
                """
                {"field":"account_update","value":{"event":"ACCOUNT_RESTRICTION","restriction_info":
                 [{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":\(until)}]}}
                """
            )
            #expect(try await meta.dispatcher.sendBatch() == 0)
            #expect(try await meta.outbox(begun) == "queued")
            let reply = try await meta.reply(in: conversation)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(reply) == "sent")
            meta.database.clock.advance(byMs: 3_601_000)
            #expect(try await meta.dispatcher.sendBatch() == 1)
            #expect(try await meta.outbox(begun) == "sent")
        }
    }
}
