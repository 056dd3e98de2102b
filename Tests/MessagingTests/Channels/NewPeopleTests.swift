import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("what becomes of people nobody knows")
struct NewPeopleTests {
    @Test("2.11 they become Leads or Contacts, once, and known people become nothing", arguments: Engine.allCases)
    func modules(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            #expect(try await team.stranger("905321234567")?.module.name == "Leads")
            #expect(try await team.stranger("905321234567")?.module.name == "Leads")
            try await team.prefer(.contacts)
            #expect(try await team.stranger("905321234568")?.module.name == "Contacts")
            #expect(try await team.stranger("8613800138000")?.id == team.fixture.lead)
            #expect(try await team.fixture.count("SELECT count(*) AS n FROM records") == 3)
        }
    }

    @Test("2.15 somebody without a name is called by their number", arguments: Engine.allCases)
    func nameless(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            #expect(try await team.stranger("905321234567", name: nil)?.name.contains("+905321234567") == true)
        }
    }

    @Test(
        "A-45 where nothing is made of them the conversation is nobody's, and whoever may link it sees it",
        arguments: Engine.allCases
    )
    func nothing(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            _ = try await team.rep("grace")
            let grace = try await team.signedIn("grace")
            try await team.prefer(.nothing)
            #expect(try await team.stranger("905321234567") == nil)
            let seen = try await team.database.store.read { tx in
                try ConversationQueries.page(tx, for: grace, record: nil, before: nil, limit: 10).count
            }
            #expect(seen == 0)
            // Once somebody has made a record of them, what they write next is its own.
            let create = CreateRecord(
                store: team.database.store,
                clock: team.database.clock,
                ids: team.database.ids
            )
            let values: [String: FieldValue] = ["last_name": .text("Deniz"), "mobile": .text("+905321234567")]
            let contact = try await create(values, in: "Contacts", by: team.fixture.user)
            #expect(try await team.stranger("905321234567")?.id == contact.id)
            #expect(try await team.fixture.conversations().count == 1)
        }
    }

    @Test(
        "2.12, A-17 the active members of a group get them in turn, and records that are there keep their owner",
        arguments: Engine.allCases
    )
    func turns(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let (first, second) = (try await team.rep("a"), try await team.rep("b"))
            let group = try await team.group([first, second])
            try await team.prefer(.leads, to: .groups([group.id]))
            var owners: [ID<User>] = []
            for digits in ["905321234561", "905321234562", "905321234563", "905321234564"] {
                owners.append(try #require(try await team.stranger(digits)).owner)
            }
            #expect(owners == [first, second, first, second])
            #expect(try await team.stranger("905321234561")?.owner == first)
            #expect(try await team.stranger("8613800138000")?.owner == team.fixture.user.user)
            try await team.database.store.write { tx in
                try tx.execute("UPDATE users SET is_active = \(false) WHERE id = \(first)")
            }
            #expect(try await team.stranger("905321234565")?.owner == second)
            #expect(try await team.stranger("905321234566")?.owner == second)
        }
    }

    @Test(
        "2.12 they may go to roles or to users; without anybody left they go to the channel's owner",
        arguments: Engine.allCases
    )
    func kinds(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let shape = ShapeRoles(store: team.database.store, clock: team.database.clock, ids: team.database.ids)
            let roles = try await team.database.store.read { tx in
                try RoleQueries.all(tx, organization: team.fixture.user.organization)
            }
            let role = try await shape.add("Rep", below: try #require(roles.first).id, by: team.fixture.user)
            let rep = try await team.rep("a", role: role.id)
            try await team.prefer(.leads, to: .roles([role.id]))
            #expect(try await team.stranger("905321234561")?.owner == rep)
            let other = try await team.rep("b")
            try await team.prefer(.leads, to: .users([other]))
            #expect(try await team.stranger("905321234562")?.owner == other)
            let group = try await team.group([other])
            try await team.prefer(.leads, to: .groups([group.id]))
            let groups = ShapeGroups(store: team.database.store, clock: team.database.clock, ids: team.database.ids)
            try await groups.delete(group.id, by: team.fixture.user)
            #expect(try await team.stranger("905321234563")?.owner == team.fixture.user.user)
        }
    }

    @Test("2.12 whoever goes leaves their turns to whoever follows them", arguments: Engine.allCases)
    func succession(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let (first, second) = (try await team.rep("a"), try await team.rep("b"))
            try await team.prefer(.leads, to: .users([first]))
            let deactivate = DeactivateUser(
                store: team.database.store,
                clock: team.database.clock,
                ids: team.database.ids,
                successions: [ChannelSuccession()]
            )
            try await deactivate(first, successor: second, by: team.fixture.user)
            #expect(try await team.stranger("905321234561")?.owner == second)
            await #expect(throws: InvalidInput.self, "who does not work here gets nobody") {
                try await team.prefer(.leads, to: .users([first]))
            }
        }
    }
}
