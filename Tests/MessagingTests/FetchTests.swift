import Crypto
import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("fetching customers' files")
struct FetchTests {
    private static let picture: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9,
    ]
    private static let hourMs: Int64 = 3_600_000

    private func tell(_ meta: SimulatedMeta, of media: String, content: [UInt8]) async throws {
        let digest = Data(SHA256.hash(data: content)).base64EncodedString()
        try await meta.fixture.webhook(
            Fixture.messages(
                """
                "contacts":[{"profile":{"name":"Deniz"},"wa_id":"8613800138000"}],
                "messages":[{"from":"8613800138000","id":"wamid.F","timestamp":"\(meta.database.clock.nowMs / 1_000)",
                             "type":"image","image":{"id":"\(media)","mime_type":"image/jpeg","sha256":"\(digest)"}}]
                """
            )
        )
    }

    /// Tries, and says what the file has become: its state, or what is wrong with it.
    private func fetch(_ meta: SimulatedMeta) async throws -> String? {
        let (store, clock) = (meta.database.store, meta.database.clock)
        let fetch = FetchMedia(
            store: store,
            clock: clock,
            ids: meta.database.ids,
            graph: meta.graph,
            files: meta.fixture.files,
            logger: quietLogger
        )
        _ = try await JobRunner(store: store, clock: clock, logger: quietLogger, handlers: [fetch]).runBatch()
        return try await store.read { tx in
            try tx.first("SELECT coalesce(fault, state) AS word FROM message_files")?.get("word")
        }
    }

    @Test("1.52 a file that is whole is kept; one that is not what its sender sent is not", arguments: Engine.allCases)
    func whole(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            try await tell(meta, of: meta.media(Self.picture), content: Self.picture)
            #expect(try await fetch(meta) == "stored")
        }
        try await SimulatedMeta.with(engine) { meta async throws in
            try await tell(meta, of: meta.media(Self.picture), content: Self.picture + [0])
            #expect(try await fetch(meta) == "waiting")
            meta.database.clock.advance(byMs: Self.hourMs)
            #expect(try await fetch(meta) == "damaged")
        }
    }

    @Test(
        "1.52 one that Meta does not have is asked for again for an hour, and then is gone",
        arguments: Engine.allCases
    )
    func gone(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            try await tell(meta, of: "990000000000001", content: Self.picture)
            #expect(try await fetch(meta) == "waiting")
            meta.database.clock.advance(byMs: Self.hourMs)
            #expect(try await fetch(meta) == "gone")
        }
    }

    @Test(
        "1.52 what a token keeps away is fetched once it is renewed, within Meta's seven days",
        arguments: Engine.allCases
    )
    func kept(engine: Engine) async throws {
        try await SimulatedMeta.with(engine) { meta async throws in
            try await tell(meta, of: meta.media(Self.picture), content: Self.picture)
            try await meta.settings(#"{"token":"revoked"}"#)
            #expect(try await fetch(meta) == "waiting")
            meta.database.clock.advance(byMs: 24 * Self.hourMs)
            #expect(try await fetch(meta) == "waiting")
            try await meta.settings(#"{"token":"valid"}"#)
            meta.database.clock.advance(byMs: 2 * Self.hourMs)
            #expect(try await fetch(meta) == "stored")
        }
        try await SimulatedMeta.with(engine) { meta async throws in
            try await tell(meta, of: meta.media(Self.picture), content: Self.picture)
            try await meta.settings(#"{"token":"revoked"}"#)
            meta.database.clock.advance(byMs: 7 * 24 * Self.hourMs)
            #expect(try await fetch(meta) == "expired")
        }
    }
}
