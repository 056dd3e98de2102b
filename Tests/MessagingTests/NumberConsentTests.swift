import Identity
import Messaging
import ParleyTestSupport
import PhoneNumbers
import Records
import Storage
import Testing

@Suite("consent of a number, on whichever record it stands")
struct NumberConsentTests {
    private static let digits = "8613800138000"

    /// With an approved Marketing template for Contacts.
    private func with(_ engine: Engine, _ body: (ChannelTeam, ID<MessageTemplate>) async throws -> Void) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let text = "您好，新品 ${Contacts.Last Name} 已到店。"
            try await body(team, try await team.fixture.template(text, of: "Contacts", .marketing))
        }
    }

    private func contact(_ fixture: Fixture) async throws -> ID<Record> {
        try await fixture.create(["last_name": .text("林"), "mobile": .text("+86 138 0013 8000")], in: "Contacts")
    }

    private func expectRefused(_ template: ID<MessageTemplate>, _ contact: ID<Record>, _ fixture: Fixture) async throws
    {
        await #expect(throws: MarketingRefusal.optedOut) { try await fixture.send(template, about: contact) }
    }

    @Test("A-30, 2.143 what a Lead has said holds for the Contact with its number", arguments: Engine.allCases)
    func twoRecords(engine: Engine) async throws {
        try await with(engine) { team, template async throws in
            let (fixture, database) = (team.fixture, team.database)
            let consent = SetConsent(store: database.store, clock: database.clock, ids: database.ids)
            let contact = try await contact(fixture)
            try await fixture.send(template, about: contact)
            database.clock.advance(byMs: 1_000)
            try await consent(.optedOut, wording: "By phone", for: fixture.lead, by: fixture.user)
            try await expectRefused(template, contact, fixture)
            // What was queued before knows it as well.
            _ = try await team.dispatcher.sendBatch()
            let thread = try #require(try await fixture.conversations().first)
            #expect(thread.record == contact)
            #expect(try await fixture.messages(of: thread.id).map(\.errorCode) == ["opted_out"])
            database.clock.advance(byMs: 1_000)
            try await consent(.optedIn, wording: "By mail", for: contact, by: fixture.user)
            try await fixture.send(template, about: contact)
            // Another number says nothing about this one.
            let other = try await fixture.contact()
            try await consent(.optedOut, wording: "", for: other, by: fixture.user)
            try await fixture.send(template, about: contact)
        }
    }

    @Test("A-30, 2.143 whoever is in no record may say it, and is heard", arguments: Engine.allCases)
    func nobody(engine: Engine) async throws {
        try await with(engine) { team, template async throws in
            let (fixture, database) = (team.fixture, team.database)
            try await team.prefer(.nothing)
            let bin = RecycleBin(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                followers: [ConversationLifecycle(clock: database.clock, ids: database.ids)]
            )
            try await bin.put([fixture.lead], by: fixture.user)
            try await fixture.text("STOP", from: Self.digits, wamid: "wamid.1")
            let thread = try #require(try await fixture.conversations().first)
            #expect(thread.record == nil)
            let notices = try await fixture.messages(of: thread.id).compactMap(\.content.notice?.kind)
            #expect(notices == [.marketingStopped])
            let contact = try await contact(fixture)
            try await expectRefused(template, contact, fixture)
            database.clock.advance(byMs: 1_000)
            try await fixture.text("START", from: Self.digits, wamid: "wamid.2")
            try await fixture.send(template, about: contact)
        }
    }

    @Test("A-30, A-43 a conversation that gets another record keeps what was said in it", arguments: Engine.allCases)
    func linked(engine: Engine) async throws {
        try await with(engine) { team, template async throws in
            let (fixture, database) = (team.fixture, team.database)
            try await fixture.text("退订", from: Self.digits, wamid: "wamid.1")
            let thread = try #require(try await fixture.conversations().first)
            #expect(thread.record == fixture.lead)
            let contact = try await contact(fixture)
            let link = LinkConversation(store: database.store, clock: database.clock, ids: database.ids)
            try await link(thread.id, to: contact, by: fixture.user)
            // Nobody has the number any more but the Contact.
            let update = UpdateRecord(store: database.store, clock: database.clock, ids: database.ids)
            let version = try await database.store.read { [fixture] tx in
                try RecordQueries.find(tx, organization: fixture.user.organization, id: fixture.lead)?.version
            }
            _ = try await update(fixture.lead, version: version ?? 1, values: ["mobile": .text("")], by: fixture.user)
            try await expectRefused(template, contact, fixture)
        }
    }

    @Test("2.144 what somebody says about emails is nothing they say about WhatsApp", arguments: Engine.allCases)
    func emails(engine: Engine) async throws {
        try await with(engine) { team, template async throws in
            let fixture = team.fixture
            let noEmails = try await fixture.create(
                ["last_name": .text("Silva"), "mobile": .text("+5511987654321"), "email_opt_out": .boolean(true)],
                in: "Contacts"
            )
            try await fixture.send(template, about: noEmails, to: "+5511987654321")
            let contact = try await contact(fixture)
            try await fixture.text("STOP", from: Self.digits, wamid: "wamid.1")
            try await expectRefused(template, contact, fixture)
            let field = try await fixture.field("email_opt_out", of: "Contacts")
            let value = try await team.database.store.read { tx in
                try RecordQueries.find(tx, organization: fixture.user.organization, id: contact)?.values[field]
            }
            #expect(value != .boolean(true))
        }
    }
}
