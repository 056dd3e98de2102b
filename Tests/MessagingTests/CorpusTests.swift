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
    }

    let name: String
    let field: String
    let phone_number_id: String?
    let value: JSONValue
    let expect: Expectation

    var testDescription: String { name }

    static let all: [WebhookCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Webhooks/corpus.json")
        // Without the table there is nothing to test, and the test below says so.
        return (try? JSONDecoder().decode([WebhookCase].self, from: Data(contentsOf: file))) ?? []
    }()

    /// The change as it stands in a body.
    var change: String {
        var members: [String: JSONValue] = [:]
        if case .object(let own) = value { members = own }
        if field == "messages" || field == "user_preferences" {
            members["messaging_product"] = .string("whatsapp")
            members["metadata"] = .object(["phone_number_id": .string(phone_number_id ?? "100000000000001")])
        }
        return JSONValue.object(["field": .string(field), "value": .object(members)]).json
    }
}

@Suite("every kind of webhook")
struct CorpusTests {
    @Test("the table of webhooks is there")
    func there() {
        #expect(WebhookCase.all.count > 40)
    }

    @Test(
        "2.36 each kind of webhook leaves the rows it should, and nobody's neighbours wait",
        arguments: Engine.allCases
    )
    func kinds(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for one in WebhookCase.all {
                try await forget(database)
                try await fixture.webhook(one.change)
                #expect(
                    try await fixture.count("SELECT count(*) AS n FROM inbound_journal WHERE NOT is_processed") == 0
                )
                let reasons = try await database.store.read { tx in
                    try tx.run("SELECT reason FROM parked_items").map { try $0.get("reason", as: String.self) }
                }
                #expect(reasons == (one.expect.parked.map { [$0] } ?? []), "\(one.name)")
                let conversations = try await fixture.conversations()
                if one.expect.parked != nil {
                    #expect(conversations.isEmpty, "\(one.name)")
                } else {
                    try await shown(one, fixture, conversations)
                }
                // Meta repeats itself, in bodies of another order as well.
                try await fixture.webhook(one.change + " ")
                #expect(try await fixture.conversations().map(\.unread) == conversations.map(\.unread), "\(one.name)")
            }
        }
    }

    /// So that each kind comes to somebody who has never written.
    private func forget(_ database: TestDatabase) async throws {
        let tables: [SQLStatement] = [
            "message_files", "message_reactions", "message_updates", "messages", "conversations", "parked_items",
            "inbound_journal",
            "jobs",
        ]
        try await database.store.write { tx in
            for table in tables { try tx.execute("DELETE FROM \(fragment: table)") }
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
