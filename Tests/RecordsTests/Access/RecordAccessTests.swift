import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("who sees, changes and deletes records")
struct RecordAccessTests {
    private struct Expected: Sendable {
        let sharing: Module.Sharing
        let actions: Set<ModuleAction>
        /// What the owner, the manager above and a peer may do: see, change, delete.
        let owner: String
        let manager: String
        let peer: String
    }

    private static let all: Set<ModuleAction> = [.view, .create, .edit, .delete]

    /// Written out by hand, so that nothing of the product's own reckoning is in it.
    private static let table: [Expected] = [
        Expected(sharing: .private, actions: all, owner: "scd", manager: "scd", peer: "---"),
        Expected(sharing: .readOnly, actions: all, owner: "scd", manager: "scd", peer: "s--"),
        Expected(sharing: .readWrite, actions: all, owner: "scd", manager: "scd", peer: "sc-"),
        Expected(sharing: .readWriteDelete, actions: all, owner: "scd", manager: "scd", peer: "scd"),
        Expected(sharing: .private, actions: [.view, .edit], owner: "sc-", manager: "sc-", peer: "---"),
        Expected(sharing: .private, actions: [.view, .delete], owner: "s-d", manager: "s-d", peer: "---"),
        Expected(sharing: .private, actions: [.view], owner: "s--", manager: "s--", peer: "---"),
        Expected(sharing: .readWriteDelete, actions: [.view], owner: "s--", manager: "s--", peer: "s--"),
        Expected(sharing: .readWriteDelete, actions: [.view, .edit], owner: "sc-", manager: "sc-", peer: "sc-"),
        Expected(sharing: .readWrite, actions: [.view, .delete], owner: "s-d", manager: "s-d", peer: "s--"),
        Expected(sharing: .readWriteDelete, actions: [], owner: "---", manager: "---", peer: "---"),
        Expected(sharing: .readWriteDelete, actions: [.edit, .delete], owner: "---", manager: "---", peer: "---"),
    ]

    @Test(
        "2.132 profile and visibility are asked both: for each sharing, profile and relation what can be done",
        arguments: Engine.allCases
    )
    func matrix(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let lead = try await team.lead("a", of: try await team.user("rep"))
            for row in Self.table {
                try await team.share("Leads", row.sharing)
                try await team.restrict("Leads", row.actions)
                for (name, expected) in [("rep", row.owner), ("manager", row.manager), ("peer", row.peer)] {
                    let user = try await team.user(name)
                    let can = [
                        try await team.sees(user, lead) ? "s" : "-",
                        try await team.changes(user, lead) ? "c" : "-",
                        try await team.deletes(user, lead) ? "d" : "-",
                    ].joined()
                    #expect(can == expected, "\(name), \(row.sharing), \(row.actions)")
                    let permitted = try await database.store.read { tx in
                        try RecordQueries.permitted(tx, to: user, ids: [lead.id])
                    }
                    #expect(permitted.writable.isEmpty == !expected.contains("c"))
                    #expect(permitted.deletable.isEmpty == !expected.contains("d"))
                    #expect(try await team.count(user) == (expected.contains("s") ? 1 : 0))
                }
            }
        }
    }

    @Test("2.136 an administrator sees, changes and deletes everything", arguments: Engine.allCases)
    func administrator(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let lead = try await team.lead("a", of: try await team.user("rep"))
            let administrator = team.fixture.user
            #expect(try await team.sees(administrator, lead))
            #expect(try await team.changes(administrator, lead))
            #expect(try await team.deletes(administrator, lead))
            #expect(try await team.count(administrator) == 1)
        }
    }

    @Test("2.133 in a new organisation records are private to their owners and those above", arguments: Engine.allCases)
    func privateFromTheStart(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (rep, peer, manager) = (
                try await team.user("rep"), try await team.user("peer"), try await team.user("manager")
            )
            let lead = try await team.lead("a", of: rep)
            #expect(try await team.sees(rep, lead))
            #expect(try await team.sees(manager, lead))
            #expect(try await !team.sees(peer, lead))
            #expect(try await team.count(peer) == 0)
            let above = try await team.lead("b", of: manager)
            #expect(try await !team.sees(rep, above), "nobody looks up the tree")
            let names = try await database.store.read { tx in
                try RecordQueries.names(tx, visibleTo: peer, ids: [lead.id])
            }
            #expect(names.isEmpty)
        }
    }

    @Test("2.132 moving a role in the tree moves what is seen with it, at once", arguments: Engine.allCases)
    func moving(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let lead = try await team.lead("a", of: try await team.user("rep"))
            let shape = ShapeRoles(store: database.store, clock: database.clock, ids: database.ids)
            let administrator = team.fixture.user
            #expect(try await team.sees(try await team.user("manager"), lead))
            try await shape.change(team.roles[2], name: nil, parent: team.roles[0], by: administrator)
            #expect(try await !team.sees(try await team.user("manager"), lead))
            try await shape.change(team.roles[1], name: nil, parent: team.roles[2], by: administrator)
            let own = try await team.lead("b", of: try await team.user("manager"))
            #expect(try await team.sees(try await team.user("rep"), own))
            // Deep trees are walked to their end.
            let deep = try await shape.add("Deep", below: team.roles[1], by: administrator)
            let deeper = try await shape.add("Deeper", below: deep.id, by: administrator)
            try await shape.change(deeper.id, name: "Deepest", parent: nil, by: administrator)
            let manage = ManageUsers(store: database.store, clock: database.clock, ids: database.ids)
            let peer = try await team.user("peer")
            try await manage.change(peer.user, name: nil, profile: nil, role: deeper.id, by: administrator)
            let hidden = try await team.lead("c", of: try await team.user("peer"))
            #expect(try await team.sees(try await team.user("rep"), hidden))
            #expect(try await team.sees(try await team.user("manager"), hidden))
        }
    }

    @Test(
        "2.132 a profile that may not create gets a typed refusal, one that may not view finds no module",
        arguments: Engine.allCases
    )
    func creating(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            try await team.restrict("Leads", [.view, .edit])
            let rep = try await team.user("rep")
            let refusal = await #expect(throws: ModuleNotPermitted.self) { _ = try await team.lead("a", of: rep) }
            #expect(refusal?.action == .create)
            #expect(refusal?.module == "Leads")
            try await team.restrict("Leads", [])
            await #expect(throws: RecordNotFound.self) { _ = try await team.lead("a", of: rep) }
            let shown = try await database.store.read { tx in try ModuleQueries.shown(tx, to: rep).map(\.name) }
            #expect(!shown.contains("Leads"))
            #expect(shown.contains("Contacts"))
        }
    }

    @Test("2.133 a lookup names only records that whoever writes it sees", arguments: Engine.allCases)
    func lookups(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (rep, peer) = (try await team.user("rep"), try await team.user("peer"))
            let account = try await team.fixture.create(
                ["account_name": .text("Acme")],
                in: "Accounts",
                by: peer
            )
            let named: [String: FieldValue] = [
                "last_name": .text("a"), "account": .text(account.id.description),
            ]
            let refusal = await #expect(throws: InvalidInput.self) {
                _ = try await team.fixture.create(named, in: "Contacts", by: rep)
            }
            #expect(refusal?.field == "account")
            try await team.fixture.create(named, in: "Contacts", by: peer)
            try await team.fixture.create(named, in: "Contacts", by: try await team.user("manager"))
        }
    }

    @Test(
        "2.133 a record goes to another owner, who must be active, and both are told in its timeline",
        arguments: Engine.allCases
    )
    func owner(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (rep, peer) = (try await team.user("rep"), try await team.user("peer"))
            let lead = try await team.lead("a", of: rep)
            let give = ChangeOwner(store: database.store, clock: database.clock, ids: database.ids)
            await #expect(throws: RecordNotFound.self) { try await give(lead.id, to: peer.user, by: peer) }
            await #expect(throws: InvalidInput.self) { try await give(lead.id, to: ID(1), by: rep) }
            try await give(lead.id, to: peer.user, by: rep)
            #expect(try await !team.sees(rep, lead))
            #expect(try await team.sees(peer, lead))
            let event = try #require(try await team.fixture.timeline(of: lead.id).first?.event)
            #expect(event == .ownerChanged(from: rep.user, to: peer.user))
            let deactivate = DeactivateUser(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                successions: []
            )
            try await deactivate(rep.user, successor: nil, by: team.fixture.user)
            let gone = await #expect(throws: InvalidInput.self) { try await give(lead.id, to: rep.user, by: peer) }
            #expect(gone?.field == "owner")
        }
    }

    @Test(
        "2.133 a list whose module's sharing is known shows what the general condition shows",
        arguments: Engine.allCases
    )
    func narrowerLists(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            for name in ["rep", "peer", "manager"] { _ = try await team.lead(name, of: try await team.user(name)) }
            for sharing in Module.Sharing.allCases {
                try await team.share("Leads", sharing)
                let (module, fields) = try await team.fixture.module("Leads")
                for actions in [Set(ModuleAction.allCases), []] {
                    try await team.restrict("Leads", actions)
                    for name in ["rep", "manager", "ada"] {
                        let user = try await team.user(name)
                        let list = try RecordList(
                            visibleTo: user,
                            module: module.id,
                            sharing: module.sharing,
                            condition: nil,
                            order: .byChange,
                            fields: fields
                        )
                        let narrow = try await database.store.read { tx in try list.count(tx, upTo: 100) }
                        let general = try await team.count(user)
                        #expect(narrow == general, "\(name) \(sharing)")
                    }
                }
            }
        }
    }

    @Test("2.133 the query of a list looks rights up once and walks its index", arguments: Engine.allCases)
    func plan(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let manager = try await team.user("manager")
            let module = try await team.fixture.module("Leads").module
            let visible = RecordQueries.visible(to: manager)
            let query: SQLStatement = """
                SELECT records.id FROM records
                 WHERE \(fragment: visible) AND records.module_id = \(module.id)
                 ORDER BY records.updated_at_ms DESC, records.id DESC LIMIT 50
                """
            let explain: SQLStatement = engine == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
            let lines = try await database.store.read { tx in
                if engine == .postgres { _ = try tx.run("SET LOCAL enable_seqscan = off") }
                return try tx.run("\(fragment: explain)\(fragment: query)").map { row in
                    try row.get(engine == .sqlite ? "detail" : "QUERY PLAN", as: String.self)
                }
            }
            let text = lines.joined(separator: "\n")
            #expect(!text.contains("CORRELATED"), "\(text)")
            #expect(!text.contains("SCAN records"), "\(text)")
            #expect(text.contains("records_by_"), "\(text)")
        }
    }
}
