import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("views shared with users, roles and groups")
struct ViewShareTests {
    @Test(
        "2.75 a view reaches the users, roles and groups it is shared with, and nobody else",
        arguments: Engine.allCases
    )
    func shares(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (store, clock, ids) = (database.store, database.clock, database.ids)
            let ada = team.fixture.user
            let (manager, rep, peer) = (
                try await team.user("manager"), try await team.user("rep"), try await team.user("peer")
            )
            let groups = ShapeGroups(store: store, clock: clock, ids: ids)
            let group = try await groups.create(ShapeGroups.Request(name: "G", members: [peer.user]), by: ada)
            let save = SaveView(store: store, clock: clock, ids: ids)
            let module = try await team.fixture.module("Leads").module
            let cases: [(ViewShares, manager: Bool, rep: Bool, peer: Bool)] = [
                (ViewShares(users: [rep.user]), false, true, false),
                (ViewShares(groups: [group.id]), false, false, true),
                (ViewShares(roles: [team.roles[1]]), true, true, true),
                (ViewShares(roles: [team.roles[2]]), false, true, true),
            ]
            for (shares, isManagers, isReps, isPeers) in cases {
                let view = try await save.create(
                    SaveView.Request(
                        label: "V",
                        sharing: .shared,
                        shares: shares,
                        columns: ["name"],
                        order: .byChange,
                        criteria: nil
                    ),
                    in: "Leads",
                    by: ada
                )
                for (user, expected) in [(manager, isManagers), (rep, isReps), (peer, isPeers)] {
                    let found = try await store.read { tx in
                        try ViewQueries.all(tx, for: user, module: module.id).contains { $0.id == view.id }
                    }
                    #expect(found == expected, "\(shares)")
                }
                let kept = try await store.read { tx in
                    try ViewShareQueries.shares(tx, organization: ada.organization, views: [view.id])[view.id]
                }
                #expect(kept == shares)
            }
            // What was shared with a group or role goes with it.
            try await groups.delete(group.id, by: ada)
            let roles = ShapeRoles(store: store, clock: clock, ids: ids)
            try await roles.delete(team.roles[2], successor: team.roles[1], by: ada)
            let now = try await team.user("peer")
            let left = try await store.read { tx in
                try ViewQueries.all(tx, for: now, module: module.id).filter { $0.owner != nil }.count
            }
            #expect(left == 1, "only the view of the role that peer now has")
        }
    }

    @Test("2.75 administrators see other users' views, apart from what is shared with them", arguments: Engine.allCases)
    func others(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let ada = team.fixture.user
            let (rep, peer) = (try await team.user("rep"), try await team.user("peer"))
            let save = SaveView(store: database.store, clock: database.clock, ids: database.ids)
            func make(_ label: String, _ sharing: RecordView.Sharing, _ shares: ViewShares) async throws {
                let request = try SaveView.Request(
                    label: label,
                    sharing: sharing,
                    shares: shares,
                    columns: ["name"],
                    order: .byChange,
                    criteria: nil
                )
                _ = try await save.create(request, in: "Leads", by: rep)
            }
            try await make("Mine", .me, ViewShares())
            try await make("Theirs", .shared, ViewShares(users: [peer.user]))
            try await make("Ada's", .shared, ViewShares(users: [ada.user]))
            let module = try await team.fixture.module("Leads").module
            for (user, expected) in [
                (ada, ["Mine": false, "Theirs": false, "Ada's": true]), (peer, ["Theirs": true]),
                (rep, ["Mine": false, "Theirs": false, "Ada's": false]),
            ] as [(SignedIn, [String: Bool])] {
                let seen = try await database.store.read { tx in
                    try ViewQueries.all(tx, for: user, module: module.id).filter { !$0.isStandard }
                }
                #expect(seen.reduce(into: [:]) { $0[$1.labelEnglish] = $1.isSharedWithReader } == expected)
            }
        }
    }

    @Test("2.75 a view is not shared with whoever is not there, nor with more than 250", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let save = SaveView(store: database.store, clock: database.clock, ids: database.ids)
            func request(_ shares: ViewShares) throws -> SaveView.Request {
                try SaveView.Request(
                    label: "V",
                    sharing: .shared,
                    shares: shares,
                    columns: ["name"],
                    order: .byChange,
                    criteria: nil
                )
            }
            for (shares, field) in [
                (ViewShares(users: [ID(1)]), "users"), (ViewShares(roles: [ID(1)]), "roles"),
                (ViewShares(groups: [ID(1)]), "groups"),
            ] {
                let refusal = await #expect(throws: InvalidInput.self) {
                    _ = try await save.create(request(shares), in: "Leads", by: team.fixture.user)
                }
                #expect(refusal?.field == field)
            }
            #expect(throws: InvalidInput.self) {
                _ = try request(ViewShares(users: (1...251).map { ID(Int64($0)) }))
            }
        }
    }
}
