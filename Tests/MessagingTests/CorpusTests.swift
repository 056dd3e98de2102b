import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing
import WhatsAppCloud

/// A webhook as Meta sends it, and what is to stand in the database afterwards.
struct WebhookCase: Decodable, Sendable, CustomTestStringConvertible {
    struct File: Decodable, Sendable {
        let name: String
        let kind: String
        let media_id: String
    }

    struct Expectation: Decodable, Sendable {
        /// Why the item is kept aside; nil where it is shown.
        let parked: String?
        let kind: String?
        let text: String?
        let content: MessageContent?
        let file: File?
        let opens_window: Bool?
        let lead: String?
        /// What is another fact afterwards, in a ``WebhookWorld`` where the person, our message and the templates are known.
        let changes: [String: String]?
    }

    /// What came before it.
    struct Earlier: Decodable, Sendable {
        let field: String
        let value: JSONValue
    }

    /// Fields that are about a number and its people; the others have a time instead.
    private static let untimed: Set<String> = [
        "messages", "user_preferences", "smb_message_echoes", "message_echoes", "smb_app_state_sync", "history",
    ]

    let name: String
    let field: String
    let phone_number_id: String?
    let before: [Earlier]?
    let value: JSONValue
    let expect: Expectation

    var testDescription: String { name }

    static let all: [WebhookCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Webhooks/corpus.json")
        // Without the table there is nothing to test, and the test below says so.
        return (try? JSONDecoder().decode([WebhookCase].self, from: Data(contentsOf: file))) ?? []
    }()

    /// Has the webhook come, or come again in other bytes.
    func post(to fixture: Fixture, again: Bool = false) async throws {
        try await post(field, value, to: fixture, again: again)
    }

    /// Has come what came before it.
    func postEarlier(to fixture: Fixture) async throws {
        for one in before ?? [] { try await post(one.field, one.value, to: fixture, again: false) }
    }

    private func post(_ field: String, _ value: JSONValue, to fixture: Fixture, again: Bool) async throws {
        var members: [String: JSONValue] = [:]
        if case .object(let own) = value { members = own }
        let isUntimed = Self.untimed.contains(field)
        if isUntimed {
            members["messaging_product"] = .string("whatsapp")
            members["metadata"] = .object(["phone_number_id": .string(phone_number_id ?? "100000000000001")])
        }
        let change = JSONValue.object(["field": .string(field), "value": .object(members)]).json
        try await fixture.webhook(
            again ? change + " " : change,
            toldAtMs: isUntimed ? nil : fixture.database.clock.nowMs
        )
    }
}

@Suite("every kind of webhook")
struct CorpusTests {
    @Test("the table of webhooks is there")
    func there() {
        #expect(WebhookCase.all.count > 100)
    }

    @Test(
        "2.36 each kind of webhook leaves the rows it should, and nobody's neighbours wait",
        arguments: Engine.allCases
    )
    func kinds(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let world = try await WebhookWorld(fixture)
            for one in WebhookCase.all {
                try await world.forget()
                if let changes = one.expect.changes {
                    try await world.begin()
                    try await self.changes(one, changes, world)
                } else {
                    try await comes(one, fixture)
                }
            }
        }
    }

    /// What tells something of what is there changes that, the same when it is told again, and nothing else.
    private func changes(_ one: WebhookCase, _ changes: [String: String], _ world: WebhookWorld) async throws {
        try await one.postEarlier(to: world.fixture)
        let before = try await world.facts()
        for again in [false, true] {
            try await one.post(to: world.fixture, again: again)
            let after = try await world.facts()
            #expect(WebhookWorld.changes(from: before, to: after) == changes, "\(one.name), again: \(again)")
        }
        let parked = try await self.parked(world.fixture)
        #expect(Set(parked) == Set(one.expect.parked.map { [$0] } ?? []), "\(one.name)")
    }

    /// What comes from somebody nobody knows is shown, or kept aside.
    private func comes(_ one: WebhookCase, _ fixture: Fixture) async throws {
        try await one.post(to: fixture)
        #expect(try await fixture.count("SELECT count(*) AS n FROM inbound_journal WHERE NOT is_processed") == 0)
        #expect(try await parked(fixture) == (one.expect.parked.map { [$0] } ?? []), "\(one.name)")
        let conversations = try await fixture.conversations()
        if one.expect.parked != nil {
            #expect(conversations.isEmpty, "\(one.name)")
        } else {
            try await shown(one, fixture, conversations)
        }
        // Meta repeats itself, in bodies of another order as well.
        try await one.post(to: fixture, again: true)
        #expect(try await fixture.conversations().map(\.unread) == conversations.map(\.unread), "\(one.name)")
    }

    private func parked(_ fixture: Fixture) async throws -> [String] {
        try await fixture.database.store.read { tx in
            try tx.run("SELECT reason FROM parked_items").map { try $0.get("reason", as: String.self) }
        }
    }

    private func shown(_ one: WebhookCase, _ fixture: Fixture, _ conversations: [Conversation]) async throws {
        let conversation = try #require(conversations.first, "\(one.name)")
        let messages = try await fixture.messages(of: conversation.id)
        let message = try #require(messages.first, "\(one.name)")
        #expect(messages.count == 1)
        #expect(message.kind.rawValue == one.expect.kind, "\(one.name)")
        #expect(message.text == one.expect.text, "\(one.name)")
        #expect(message.content == one.expect.content ?? MessageContent(), "\(one.name)")
        #expect(message.status == .received)
        #expect(conversation.lastKind == one.expect.kind)
        #expect(conversation.unread == 1)
        #expect((conversation.windowClosesAtMs != nil) == one.expect.opens_window, "\(one.name)")
        if let lead = one.expect.lead { #expect(conversation.personName == lead) }
        let raw = try await fixture.count("SELECT count(*) AS n FROM messages WHERE raw LIKE '%\"id\":\"wamid.%'")
        #expect(raw == 1, "\(one.name)")
        let files = try await fixture.database.store.read { tx in
            try MessageFileQueries.of(tx, organization: fixture.user.organization, [message.id])
        }
        #expect(files.map(\.name) == (one.expect.file.map { [$0.name] } ?? []), "\(one.name)")
        #expect(files.map(\.kind) == (one.expect.file.map { [$0.kind] } ?? []), "\(one.name)")
        #expect(files.map(\.mediaID) == (one.expect.file.map { [$0.media_id] } ?? []), "\(one.name)")
        let jobs = try await fixture.count("SELECT count(*) AS n FROM jobs WHERE kind = 'messages.fetch_media'")
        #expect(jobs == files.count, "\(one.name)")
    }
}
