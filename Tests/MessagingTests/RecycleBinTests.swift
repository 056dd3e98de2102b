import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("messages of deleted and converted records")
struct RecycleBinTests {
    @Test("1.34, A-20 messages go into the bin with their record and come back with it", arguments: Engine.allCases)
    func restored(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            #expect(try await fixture.unreadSignals() == 1)
            try await fixture.bin.put([fixture.lead], by: fixture.user)
            #expect(try await fixture.conversations().isEmpty)
            #expect(try await fixture.unreadSignals() == 0)
            await #expect(throws: SendRefusal.notFound) {
                _ = try await fixture.sendReply("hi", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            }
            try await fixture.bin.restore([fixture.lead], by: fixture.user)
            let back = try #require(try await fixture.conversations().first)
            #expect(back.id == conversation.id)
            #expect(back.unread == 1)
            #expect(back.windowClosesAtMs == conversation.windowClosesAtMs)
            #expect(try await fixture.messages(of: back.id).map(\.text) == ["有货吗"])
            try await fixture.text("还在吗", from: "8613800138000", wamid: "wamid.B")
            #expect(try await fixture.messages(of: back.id).count == 2)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("A-20 purged with their record, messages are gone, and their reactions and files", arguments: Engine.allCases)
    func purged(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            _ = try await fixture.sendReply("有", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            try await fixture.webhook(
                Fixture.messages(
                    """
                    "messages":[
                      {"from":"8613800138000","id":"wamid.I","timestamp":"1795000000","type":"image",
                       "image":{"id":"600000000000001","mime_type":"image/png"}},
                      {"from":"8613800138000","id":"wamid.R","timestamp":"1795000001","type":"reaction",
                       "reaction":{"message_id":"wamid.I","emoji":"👍"}}]
                    """
                )
            )
            for table: SQLStatement in ["message_files", "message_reactions"] {
                #expect(try await fixture.count("SELECT count(*) AS n FROM \(fragment: table)") == 1)
            }
            try await fixture.bin.put([fixture.lead], by: fixture.user)
            try await fixture.bin.purge([fixture.lead], by: fixture.user)
            let tables: [SQLStatement] = [
                "conversations", "messages", "message_files", "message_reactions", "outbox", "signals", "records",
            ]
            for table in tables {
                #expect(try await fixture.count("SELECT count(*) AS n FROM \(fragment: table)") == 0)
            }
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test("who writes while their record is in the bin is met as unknown, as a new Lead", arguments: Engine.allCases)
    func writesMeanwhile(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            let old = try #require(try await fixture.conversations().first)
            try await fixture.bin.put([fixture.lead], by: fixture.user)
            database.clock.advance(byMs: 60_000)
            try await fixture.text("Hello?", from: "8613800138000", wamid: "wamid.B")
            // What Meta repeats of before is not said again.
            try await fixture.text("有货吗 ", from: "8613800138000", wamid: "wamid.A")
            let new = try #require(try await fixture.conversations().first)
            #expect(try await fixture.conversations().count == 1)
            #expect(new.id != old.id)
            #expect(new.record != nil && new.record != fixture.lead)
            #expect(try await fixture.messages(of: new.id).map(\.text) == ["Hello?"])
            try await fixture.bin.restore([fixture.lead], by: fixture.user)
            let joined = try await fixture.conversations()
            #expect(joined.map(\.id) == [old.id])
            #expect(joined.first?.record == fixture.lead)
            #expect(joined.first?.unread == 2)
            #expect(joined.first?.lastText == "Hello?")
            #expect(joined.first?.windowClosesAtMs == new.windowClosesAtMs)
            #expect(try await fixture.messages(of: old.id).map(\.text) == ["Hello?", "有货吗"])
            try await fixture.text("Now?", from: "8613800138000", wamid: "wamid.C")
            #expect(try await fixture.messages(of: old.id).count == 3)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test(
        "2.131 a converted Lead's conversation goes on with the Contact, window and unread as they were",
        arguments: Engine.allCases
    )
    func converted(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            let before = try #require(try await fixture.conversations().first)
            let made = try await fixture.convert(
                fixture.lead,
                ConvertLead.Request(contact: .new, account: nil, deal: nil, owner: nil),
                by: fixture.user
            )
            let after = try #require(try await fixture.conversations().first)
            #expect(after.id == before.id)
            #expect(after.record == made.contact)
            #expect(after.unread == before.unread)
            #expect(after.windowClosesAtMs == before.windowClosesAtMs)
            try await fixture.text("还在吗", from: "8613800138000", wamid: "wamid.B")
            #expect(try await fixture.messages(of: before.id).count == 2)
            #expect(try await fixture.conversations().count == 1)
            #expect(try await fixture.faults().isEmpty)
        }
    }

    @Test(
        "2.131, A-20 fifty edits, deletions, restorations, conversions and messages at once leave sound data",
        arguments: Engine.allCases
    )
    func allAtOnce(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.0")
            var leads = [fixture.lead]
            for index in 1..<5 {
                let values: [String: FieldValue] = [
                    "last_name": .text("Lead \(index)"), "company": .text("Acme"),
                    "mobile": .text("1380013800\(index)"),
                ]
                let lead = try await fixture.create(values, in: "Leads", by: fixture.user).id
                let about: [String: FieldValue] = ["subject": .text("Call"), "lead": .text(lead.description)]
                _ = try await fixture.create(about, in: "Tasks", by: fixture.user)
                leads.append(lead)
            }
            let people = leads
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    let lead = people[index % people.count]
                    group.addTask { try await fixture.step(index / people.count, on: lead, index: index) }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.faults().isEmpty)
            let twice = try await fixture.count(
                """
                SELECT count(*) AS n FROM (SELECT lead_id FROM conversions GROUP BY lead_id HAVING count(*) > 1) AS twice
                """
            )
            #expect(twice == 0)
        }
    }

    @Test(
        "A-43 a conversation is linked to the other record with its number, and its history follows",
        arguments: Engine.allCases
    )
    func relinked(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let values: [String: FieldValue] = ["last_name": .text("Lin"), "mobile": .text("+86 138 0013 8000")]
            let contact = try await fixture.create(values, in: "Contacts", by: fixture.user).id
            try await fixture.text("有货吗", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            // Contact before Lead.
            #expect(conversation.record == contact)
            let others = try await database.store.read { [user = fixture.user] tx in
                try LinkQueries.candidates(tx, for: user, conversation.id)
            }
            #expect(others == [fixture.lead])
            let link = LinkConversation(store: database.store, clock: database.clock, ids: database.ids)
            try await link(conversation.id, to: fixture.lead, by: fixture.user)
            #expect(try await fixture.conversations().first?.record == fixture.lead)
            try await fixture.text("还在吗", from: "8613800138000", wamid: "wamid.B")
            #expect(try await fixture.messages(of: conversation.id).count == 2)
            let stranger = try await fixture.create(
                ["last_name": .text("Other"), "mobile": .text("13900139000")],
                in: "Contacts",
                by: fixture.user
            ).id
            let refusal = await #expect(throws: InvalidInput.self) {
                try await link(conversation.id, to: stranger, by: fixture.user)
            }
            #expect(refusal?.field == "record")
            #expect(
                try await fixture.count("SELECT count(*) AS n FROM audit_entries WHERE action = 'conversation.linked'")
                    == 1
            )
        }
    }
}

extension Fixture {
    var create: CreateRecord { CreateRecord(store: database.store, clock: database.clock, ids: database.ids) }

    var bin: RecycleBin {
        RecycleBin(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            followers: [ConversationLifecycle(clock: database.clock, ids: database.ids)]
        )
    }

    var convert: ConvertLead {
        ConvertLead(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            followers: [ConversationLifecycle(clock: database.clock, ids: database.ids)]
        )
    }

    /// One of many things that people do to a Lead at the same time; each may find that another was quicker.
    fileprivate func step(_ kind: Int, on lead: ID<Record>, index: Int) async throws {
        do {
            switch kind % 5 {
            case 0: try await bin.put([lead], by: user)
            case 1: try await bin.restore([lead], by: user)
            case 2:
                _ = try await convert(
                    lead,
                    ConvertLead.Request(contact: .new, account: .new, deal: nil, owner: nil),
                    by: user
                )
            case 3:
                let found = try await database.store.read { [user] tx in
                    try RecordQueries.find(tx, visibleTo: user, id: lead)
                }
                guard let found else { return }
                let update = UpdateRecord(store: database.store, clock: database.clock, ids: database.ids)
                try await update(lead, version: found.version, values: ["title": .text("\(index)")], by: user)
            default:
                try await text("\(index)", from: "861380013800\(index % 5)", wamid: "wamid.many.\(index)")
            }
        } catch is RecordNotFound {
        } catch is StaleRecord {
        } catch is AlreadyConverted {}
    }

    fileprivate func unreadSignals() async throws -> Int {
        try await count("SELECT count(*) AS n FROM signals WHERE NOT is_read")
    }

    /// What `parley doctor` would say of records and conversations.
    fileprivate func faults() async throws -> [String] {
        try await database.store.read { tx in
            try (RecordsConsistency.checks + MessagingConsistency.checks)
                .filter { try $0.count(tx) > 0 }.map(\.fault)
        }
    }
}
