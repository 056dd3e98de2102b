import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("inbound, hard cases")
struct HardInboundTests {
    @Test(
        "times beyond reason and NUL bytes harm nothing: what has none that can be read was sent when it came",
        arguments: Engine.allCases
    )
    func hostile(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for timestamp in ["9223372036854775807", "-9223372036854775808", "-1"] {
                try await fixture.webhook(
                    Fixture.messages(
                        """
                        "messages":[{"from":"8613800138000","id":"wamid.\(timestamp)","timestamp":"\(timestamp)",
                                     "type":"text","text":{"body":"x"}}],
                        "statuses":[{"id":"wamid.S","status":"sent","timestamp":"\(timestamp)"}]
                        """
                    )
                )
            }
            try await fixture.webhook(#"{"field":"a\u0000b","value":{"x":"c\u0000d"}}"#)
            try await fixture.text("nul\\u0000byte", from: "8613800138000", wamid: "wamid.N")
            try await fixture.text("after", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            #expect(try await fixture.messages(of: conversation.id).map(\.text) == ["after", "nulbyte", "x", "x", "x"])
            #expect(try await fixture.count("SELECT count(*) AS n FROM inbound_journal WHERE NOT is_processed") == 0)
        }
    }

    @Test("somebody new becomes a Lead also where Leads have a required field of their own", arguments: Engine.allCases)
    func requiredField(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await ShapeFields(store: database.store, clock: database.clock, ids: database.ids, users: []).add(
                NewField(labelEnglish: "Shoe size", labelChinese: "", type: .integer, isRequired: true),
                to: "Leads",
                by: fixture.user
            )
            try await fixture.text("hi", from: "4915120000147", wamid: "wamid.A")
            #expect(try await fixture.conversations().map(\.waID) == ["4915120000147"])
        }
    }

    @Test(
        "a person known by user id who turns out to have another thread's number still arrives",
        arguments: Engine.allCases
    )
    func twoThreadsOfOnePerson(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            func from(_ members: String, wamid: String) async throws {
                let seconds = database.clock.nowMs / 1_000
                try await fixture.webhook(
                    Fixture.messages(
                        """
                        "messages":[{\(members),"id":"\(wamid)","timestamp":"\(seconds)","type":"text","text":{"body":"\(wamid)"}}]
                        """
                    )
                )
            }
            try await from(#""from_user_id":"CN.1""#, wamid: "wamid.A")
            try await from(#""from":"8613800138000""#, wamid: "wamid.B")
            try await from(#""from":"8613800138000","from_user_id":"CN.1""#, wamid: "wamid.C")
            let conversations = try await fixture.conversations()
            #expect(conversations.count == 2)
            #expect(conversations.map(\.unread).sorted() == [1, 2])
        }
    }

    @Test("a webhook that comes late does not take over its conversation's row", arguments: Engine.allCases)
    func late(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("first", from: "8613800138000", wamid: "wamid.A")
            database.clock.advance(byMs: 60_000)
            let written = database.clock.nowMs
            database.clock.advance(byMs: 60_000)
            let conversation = try #require(try await fixture.conversations().first)
            _ = try await fixture.sendReply("answer", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            database.clock.advance(byMs: 60_000)
            try await fixture.text("late", from: "8613800138000", wamid: "wamid.B", atMs: written)
            let after = try #require(try await fixture.conversations().first)
            #expect(after.lastText == "answer")
            #expect(after.lastDirection == .outbound)
            #expect(after.unread == 2)
        }
    }
}
