import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("what changes an earlier message")
struct AmendingTests {
    private static let customer = "8613800138000"

    private func item(_ wamid: String, _ members: String, after seconds: Int64 = 0, _ fixture: Fixture) -> String {
        let time = fixture.database.clock.nowMs / 1_000 + seconds
        return Fixture.messages(
            #""messages":[{"from":"\#(Self.customer)","id":"\#(wamid)","timestamp":"\#(time)",\#(members)}]"#
        )
    }

    private func reaction(_ emoji: String?, _ id: String, after seconds: Int64, _ fixture: Fixture) -> String {
        let sign = emoji.map { #","emoji":"\#($0)""# } ?? ""
        return item(id, #""type":"reaction","reaction":{"message_id":"wamid.A"\#(sign)}"#, after: seconds, fixture)
    }

    private func edit(_ text: String, _ id: String, after seconds: Int64, _ fixture: Fixture) -> String {
        let message = #"{"type":"text","text":{"body":"\#(text)"}}"#
        let own = #""type":"edit","edit":{"original_message_id":"wamid.A","message":\#(message)}"#
        return item(id, own, after: seconds, fixture)
    }

    private func revoke(_ id: String, after seconds: Int64, _ fixture: Fixture) -> String {
        item(id, #""type":"revoke","revoke":{"original_message_id":"wamid.A"}"#, after: seconds, fixture)
    }

    private func emoji(_ fixture: Fixture) async throws -> [String] {
        let conversation = try #require(try await fixture.conversations().first)
        let messages = try await fixture.messages(of: conversation.id).map(\.id)
        return try await fixture.database.store.read { tx in
            try ReactionQueries.of(tx, organization: fixture.user.organization, messages).map(\.emoji)
        }
    }

    @Test("2.60 a reaction stands on its message, changes and goes, and opens no window", arguments: Engine.allCases)
    func reactions(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: Self.customer, wamid: "wamid.A")
            let before = try #require(try await fixture.conversations().first)
            try await fixture.webhook(reaction("👍", "r1", after: 1, fixture))
            #expect(try await emoji(fixture) == ["👍"])
            try await fixture.webhook(reaction("❤️", "r2", after: 3, fixture))
            // One that was sent earlier and comes later is no news.
            try await fixture.webhook(reaction("😮", "r3", after: 2, fixture))
            #expect(try await emoji(fixture) == ["❤️"])
            let after = try #require(try await fixture.conversations().first)
            #expect(after.windowClosesAtMs == before.windowClosesAtMs)
            #expect(after.unread == 1)
            try await fixture.webhook(reaction(nil, "r4", after: 4, fixture))
            #expect(try await emoji(fixture).isEmpty)
        }
    }

    @Test("what comes before the message it is about waits for it", arguments: Engine.allCases)
    func early(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.webhook(reaction("👍", "r1", after: 1, fixture))
            try await fixture.webhook(edit("hello", "e1", after: 2, fixture))
            #expect(try await fixture.conversations().isEmpty)
            try await fixture.text("helo", from: Self.customer, wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            #expect(conversation.lastText == "hello")
            let message = try #require(try await fixture.messages(of: conversation.id).first)
            #expect(message.text == "hello")
            #expect(message.editedAtMs != nil)
            #expect(try await emoji(fixture) == ["👍"])
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items") == 0)
        }
    }

    @Test("an edit changes the words once; what is deleted for everyone is gone for good", arguments: Engine.allCases)
    func editedAndRevoked(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("one", from: Self.customer, wamid: "wamid.A")
            try await fixture.webhook(edit("three", "e2", after: 20, fixture))
            try await fixture.webhook(edit("two", "e1", after: 10, fixture))
            let conversation = try #require(try await fixture.conversations().first)
            #expect(try await fixture.messages(of: conversation.id).map(\.text) == ["three"])
            try await fixture.webhook(revoke("d1", after: 30, fixture))
            try await fixture.webhook(edit("four", "e3", after: 40, fixture))
            let message = try #require(try await fixture.messages(of: conversation.id).first)
            #expect(message.text.isEmpty)
            #expect(message.revokedAtMs != nil)
            let after = try #require(try await fixture.conversations().first)
            #expect(after.lastText?.isEmpty == true)
            #expect(after.lastKind == "revoked")
            #expect(try await fixture.count("SELECT count(*) AS n FROM messages WHERE raw IS NOT NULL") == 0)
        }
    }

    @Test("a report by Meta's id waits for a message whose id is not known yet", arguments: Engine.allCases)
    func earlyReport(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.webhook(
                Fixture.messages(
                    #""statuses":[{"id":"wamid.OUT","status":"delivered","timestamp":"1795000130","recipient_id":"1"}]"#
                )
            )
            #expect(try await fixture.count("SELECT count(*) AS n FROM parked_items WHERE reason = 'waits'") == 1)
        }
    }

    @Test("2.14, A-44 somebody's new number is followed, in the thread and on the record", arguments: Engine.allCases)
    func newNumber(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: Self.customer, wamid: "wamid.A")
            let own =
                #""type":"system","system":{"type":"user_changed_number","wa_id":"8613900139000","body":"new number"}"#
            try await fixture.webhook(item("wamid.S", own, fixture))
            try await fixture.text("it is me", from: "8613900139000", wamid: "wamid.B")
            let conversations = try await fixture.conversations()
            #expect(conversations.count == 1)
            let conversation = try #require(conversations.first)
            #expect(conversation.waID == "8613900139000")
            let messages = try await fixture.messages(of: conversation.id)
            #expect(Set(messages.map(\.kind)) == [.text, .notice])
            let notice = messages.first { $0.kind == .notice }?.content.notice
            #expect(notice?.old == "+8613800138000")
            #expect(notice?.new == "+8613900139000")
            let record = try await database.store.read { tx in
                try RecordQueries.find(tx, organization: fixture.user.organization, id: fixture.lead)
            }
            let values = try #require(record).values.values.compactMap(\.displayText)
            #expect(values.contains("+8613900139000"))
        }
    }

    @Test("who stops marketing at WhatsApp is told of in the thread, once", arguments: Engine.allCases)
    func preference(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: Self.customer, wamid: "wamid.A")
            func tell(_ value: String, at seconds: Int) async throws {
                let preference =
                    #"{"wa_id":"\#(Self.customer)","category":"marketing_messages","value":"\#(value)","timestamp":\#(seconds)}"#
                let metadata = #""metadata":{"phone_number_id":"100000000000001"}"#
                try await fixture.webhook(
                    #"{"field":"user_preferences","value":{\#(metadata),"user_preferences":[\#(preference)]}}"#
                )
            }
            try await tell("stop", at: 1_795_000_123)
            try await tell("stop", at: 1_795_000_124)
            try await tell("resume", at: 1_795_000_125)
            let conversation = try #require(try await fixture.conversations().first)
            let notices = try await fixture.messages(of: conversation.id).compactMap(\.content.notice?.kind)
            #expect(Set(notices) == [.marketingStopped, .marketingResumed])
            #expect(notices.count == 2)
            #expect(conversation.unread == 1)
        }
    }

    @Test("a number that stands on an account alone makes a lead of whoever writes from it", arguments: Engine.allCases)
    func accountsNumber(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let create = CreateRecord(store: database.store, clock: database.clock, ids: database.ids)
            _ = try await create(
                ["account_name": .text("半日"), "phone": .text("+4915120000147")],
                in: "Accounts",
                by: fixture.user
            )
            try await fixture.text("hi", from: "4915120000147", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            let record = try await database.store.read { tx in
                try conversation.record.flatMap {
                    try RecordQueries.find(tx, organization: fixture.user.organization, id: $0)
                }
            }
            #expect(record?.module.name == "Leads")
        }
    }
}
