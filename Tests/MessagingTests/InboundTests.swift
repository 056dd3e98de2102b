import Foundation
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("inbound")
struct InboundTests {
    @Test(
        "1.51, 1.52 two messages of one person a week apart are one conversation with two entries",
        arguments: Engine.allCases
    )
    func oneConversation(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            database.clock.advance(byMs: 7 * 86_400_000)
            try await fixture.text("还在吗", from: "8613800138000", wamid: "wamid.B")
            let conversations = try await fixture.conversations()
            #expect(conversations.count == 1)
            #expect(conversations[0].record == fixture.lead)
            #expect(conversations[0].unread == 2)
            let messages = try await fixture.messages(of: conversations[0].id)
            #expect(messages.map(\.text) == ["还在吗", "有货吗"])
        }
    }

    @Test(
        "somebody nobody knows becomes a Lead, once, under the number where there is no name",
        arguments: Engine.allCases
    )
    func unknownSender(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let before = try await fixture.count("SELECT count(*) AS n FROM records")
            try await fixture.text("Guten Tag", from: "4915120000147", wamid: "wamid.A", name: "  ")
            try await fixture.text("Hallo?", from: "4915120000147", wamid: "wamid.B", name: "Klaus")
            #expect(try await fixture.count("SELECT count(*) AS n FROM records") == before + 1)
            let conversation = try #require(try await fixture.conversations().first)
            #expect(conversation.record != nil)
            #expect(conversation.personName == "+4915120000147")
            #expect(conversation.unread == 2)
        }
    }

    @Test("3.14 the forms of one Brazilian number find one record and one thread", arguments: Engine.allCases)
    func ninthDigit(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("oi", from: "5511987654321", wamid: "wamid.A")
            try await fixture.text("oi", from: "551187654321", wamid: "wamid.B")
            #expect(try await fixture.conversations().count == 1)
        }
    }

    @Test("A-48 the same webhook many times, also at once, is one message", arguments: Engine.allCases)
    func repeats(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for _ in 0..<3 { try await fixture.text("一次", from: "8613800138000", wamid: "wamid.A") }
            // The same message in another body, as when Meta retries with a batch.
            try await fixture.text("一次 ", from: "8613800138000", wamid: "wamid.A")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { _ = try await fixture.processor.processBatch() } }
                try await group.waitForAll()
            }
            let conversation = try #require(try await fixture.conversations().first)
            #expect(try await fixture.messages(of: conversation.id).count == 1)
            #expect(conversation.unread == 1)
        }
    }

    @Test("A-48 statuses only rise, in whatever order they come", arguments: Engine.allCases)
    func statusesRise(engine: Engine) async throws {
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
            for status in ["read", "sent", "delivered", "failed", "read"] {
                try await fixture.webhook(
                    Fixture.messages(
                        """
                        "statuses":[{"id":"wamid.OUT","status":"\(status)","timestamp":"1795000130",
                                     "recipient_id":"8613800138000","biz_opaque_callback_data":"\(message.id)"}]
                        """
                    )
                )
            }
            let after = try await fixture.messages(of: conversation.id).first
            #expect(after?.status == .read)
            #expect(after?.errorCode == nil)
            #expect(try await fixture.conversations().first?.lastStatus == .read)
        }
    }

    @Test("what cannot be treated is parked whole, and its neighbours arrive", arguments: Engine.allCases)
    func parked(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let seconds = database.clock.nowMs / 1_000
            let items = (0..<60).map { index in
                index == 30
                    ? #"{"id":7}"#
                    : """
                    {"from":"8613800138000","id":"wamid.\(index)","timestamp":"\(seconds)","type":"text","text":{"body":"\(index)"}}
                    """
            }
            try await fixture.webhook(
                Fixture.messages("\"messages\":[\(items.joined(separator: ","))]")
                    + #",{"field":"flows","value":{"event":"X"}}"#
            )
            let conversation = try #require(try await fixture.conversations().first)
            #expect(conversation.unread == 59)
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 2)
            #expect(try await fixture.count("SELECT count(*) AS n FROM inbound_journal WHERE NOT is_processed") == 0)
        }
    }

    @Test("an unknown number under a live key is parked, and an unknown key is refused", arguments: Engine.allCases)
    func unknownNumber(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.webhook(
                #"{"field":"messages","value":{"metadata":{"phone_number_id":"9"},"messages":[{"id":"w","from":"1","timestamp":"1"}]}}"#
            )
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 1)
            let body = Data("{}".utf8)
            await #expect(throws: ReceiveWebhook.Refusal.noSuchChannel) {
                try await fixture.receiver(JournalWriter(store: database.store))(
                    [UInt8](body),
                    signature: Fixture.signature(of: body),
                    key: "other"
                )
            }
        }
    }

    @Test("wrong, missing and truncated signatures are refused and nothing is stored", arguments: Engine.allCases)
    func signatures(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let body = Data("{}".utf8)
            let right = Fixture.signature(of: body)
            for wrong in [nil, "", Fixture.signature(of: body, secret: "x"), String(right.dropLast(2))] {
                await #expect(throws: ReceiveWebhook.Refusal.badSignature) {
                    try await fixture.receiver(JournalWriter(store: database.store))(
                        [UInt8](body),
                        signature: wrong,
                        key: "demo"
                    )
                }
            }
            #expect(try await fixture.count("SELECT count(*) AS n FROM inbound_journal") == 0)
        }
    }
}
