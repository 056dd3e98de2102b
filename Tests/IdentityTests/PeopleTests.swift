import Identity
import ParleyTestSupport
import Storage
import Testing

@Suite("people join, and roles stand in a tree")
struct PeopleTests {
    private struct World: Sendable {
        let fixture: Fixture
        let admin: SignedIn
        let manage: ManageUsers
        let useLink: UseLink
        let roles: ShapeRoles
        let groups: ShapeGroups

        init(_ database: TestDatabase) async throws {
            fixture = try await Fixture(database)
            let (store, clock, ids) = (database.store, database.clock, database.ids)
            admin = try await fixture.signedIn("ada@acme.example").found.user
            manage = ManageUsers(store: store, clock: clock, ids: ids)
            useLink = UseLink(store: store, clock: clock, ids: ids, hasher: fixture.hasher)
            roles = ShapeRoles(store: store, clock: clock, ids: ids)
            groups = ShapeGroups(store: store, clock: clock, ids: ids)
        }

        func invite(_ email: String = "new@acme.example") async throws -> (user: ID<User>, link: UserLink) {
            let rep = try await fixture.signedIn("rep@acme.example").found.user
            let invitation = try ManageUsers.Invitation(
                email: email,
                name: "New",
                profile: rep.profile,
                role: rep.role
            )
            return try await manage.invite(invitation, by: admin)
        }

        func allRoles() async throws -> [Role] {
            try await fixture.database.store.read { [fixture] tx in
                try RoleQueries.all(tx, organization: fixture.organization)
            }
        }
    }

    private static let password = "a quite new password"

    @Test("users are listed page by page, whoever can sign in first, each once", arguments: Engine.allCases)
    func pages(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            // Two of one name, who have not joined.
            let invited = [
                try await world.invite("a@acme.example").user, try await world.invite("b@acme.example").user,
            ]
            let organization = world.fixture.organization
            let (all, accounts, active) = try await database.store.read { tx in
                var accounts: [UserAccount] = []
                var active: [ID<User>] = []
                for _ in 0..<9 {
                    let last = accounts.last?.id
                    accounts += try UserAccountQueries.page(tx, organization: organization, after: last, limit: 1)
                    active += try UserQueries.active(tx, organization: organization, after: active.last, limit: 1)
                        .map(\.id)
                }
                let all = try UserAccountQueries.page(tx, organization: organization, after: nil, limit: 100)
                return (all, accounts, active)
            }
            #expect(accounts.map(\.id) == all.map(\.id))
            #expect(accounts.suffix(2).map(\.id) == invited)
            #expect(active == accounts.filter { $0.status == .active }.map(\.id))
            #expect(active.count >= 2)
        }
    }

    @Test("A-19 an invitation lets one person in, once", arguments: Engine.allCases)
    func invitation(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let (user, link) = try await world.invite()
            let password = try Password(Self.password, field: "password")
            let found = try await world.useLink.look(link.secret)
            #expect(found.purpose == .join)
            #expect(found.user.email == "new@acme.example")
            await #expect(
                throws: SignIn.Refusal.wrongEmailOrPassword,
                "not before they join, not even without a password"
            ) {
                _ = try await world.fixture.signIn(email: "new@acme.example", password: "", from: "192.0.2.1")
            }
            let active = try await database.store.read { tx in
                try UserQueries.active(tx, organization: world.fixture.organization, after: nil, limit: 10).map(\.id)
            }
            #expect(!active.contains(user))
            let joined = try await world.useLink(link.secret, password: password, name: "Newt")
            #expect(joined.user == user)
            _ = try await world.fixture.signIn(email: "new@acme.example", password: Self.password, from: "192.0.2.1")
            await #expect(throws: PeopleRefusal.linkNotValid) {
                _ = try await world.useLink(link.secret, password: password, name: nil)
            }
            let stored = try await database.store.read { tx in
                try tx.run("SELECT token_digest FROM user_links").count
            }
            #expect(stored == 0)
        }
    }

    @Test("A-19 of two who use a link at once, one gets in", arguments: Engine.allCases)
    func race(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let (_, link) = try await world.invite()
            let password = try Password(Self.password, field: "password")
            let wins = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await world.useLink(link.secret, password: password, name: nil)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
        }
    }

    @Test("A-19 a link runs out, and a new one replaces the old", arguments: Engine.allCases)
    func expiry(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let (user, first) = try await world.invite()
            let second = try await world.manage.makeLink(for: user, by: world.admin)
            #expect(second.purpose == .join)
            await #expect(throws: PeopleRefusal.linkNotValid) { _ = try await world.useLink.look(first.secret) }
            database.clock.advance(byMs: 7 * 86_400_000 - 1)
            _ = try await world.useLink.look(second.secret)
            database.clock.advance(byMs: 1)
            await #expect(throws: PeopleRefusal.linkNotValid) { _ = try await world.useLink.look(second.secret) }
            let reset = try await world.manage.makeLink(for: world.fixture.rep, by: world.admin)
            #expect(reset.purpose == .resetPassword)
            database.clock.advance(byMs: 86_400_000)
            await #expect(throws: PeopleRefusal.linkNotValid) { _ = try await world.useLink.look(reset.secret) }
        }
    }

    @Test("A-19 a link for a new password ends every session, and only then", arguments: Engine.allCases)
    func reset(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let (session, _) = try await world.fixture.signedIn("rep@acme.example")
            let link = try await world.manage.makeLink(for: world.fixture.rep, by: world.admin)
            #expect(try await world.fixture.authenticate(session: session) != nil)
            _ = try await world.useLink(
                link.secret,
                password: try Password(Self.password, field: "password"),
                name: nil
            )
            #expect(try await world.fixture.authenticate(session: session) == nil)
            _ = try await world.fixture.signIn(email: "rep@acme.example", password: Self.password, from: "192.0.2.1")
        }
    }

    @Test("A-19 only an administrator manages people, and only of their own organisation", arguments: Engine.allCases)
    func foreign(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let theirs = try await Fixture(database, name: "Other")
            let rep = try await world.fixture.signedIn("rep@acme.example").found.user
            await #expect(throws: NotPermitted.self) {
                _ = try await world.manage.makeLink(for: world.fixture.administrator, by: rep)
            }
            await #expect(throws: PeopleRefusal.notFound) {
                _ = try await world.manage.makeLink(for: theirs.rep, by: world.admin)
            }
            await #expect(throws: PeopleRefusal.notFound) {
                try await world.manage.change(theirs.rep, name: "x", profile: nil, role: nil, by: world.admin)
            }
            let stranger = try await theirs.signedIn("ada@Other.example").found.user
            let refusal = await #expect(throws: InvalidInput.self) {
                try await world.manage.change(rep.user, name: nil, profile: nil, role: stranger.role, by: world.admin)
            }
            #expect(refusal?.field == "role")
            await #expect(throws: InvalidInput.self) {
                try await world.groups.create(ShapeGroups.Request(name: "G", members: [theirs.rep]), by: world.admin)
            }
        }
    }

    @Test(
        "2.132 a new organisation has one role; others are added, renamed, moved, never into a circle",
        arguments: Engine.allCases
    )
    func tree(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let root = try #require(try await world.allRoles().first)
            #expect(try await world.allRoles().count == 1)
            #expect(root.parent == nil)
            #expect(root.users == 2)
            let sales = try await world.roles.add("Sales", below: root.id, by: world.admin)
            let rep = try await world.roles.add("Rep", below: sales.id, by: world.admin)
            for parent in [sales.id, rep.id] {
                let circle = await #expect(throws: InvalidInput.self) {
                    try await world.roles.change(sales.id, name: nil, parent: parent, by: world.admin)
                }
                #expect(circle?.field == "parent")
            }
            await #expect(throws: PeopleRefusal.rootRole) {
                try await world.roles.change(root.id, name: nil, parent: rep.id, by: world.admin)
            }
            let taken = await #expect(throws: InvalidInput.self) {
                _ = try await world.roles.add("Rep", below: root.id, by: world.admin)
            }
            #expect(taken?.code == "taken")
            try await world.roles.change(root.id, name: "Head", parent: nil, by: world.admin)
            try await world.roles.change(rep.id, name: "Seller", parent: root.id, by: world.admin)
            let seller = try #require(try await world.allRoles().first { $0.name == "Seller" })
            #expect(seller.parent == root.id)
        }
    }

    @Test(
        "2.132 a role is deleted with a successor for its users, and what stood below moves up",
        arguments: Engine.allCases
    )
    func deletion(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let root = try #require(try await world.allRoles().first)
            let sales = try await world.roles.add("Sales", below: root.id, by: world.admin)
            let rep = try await world.roles.add("Rep", below: sales.id, by: world.admin)
            try await world.manage.change(
                world.fixture.rep,
                name: nil,
                profile: nil,
                role: sales.id,
                by: world.admin
            )
            await #expect(throws: PeopleRefusal.rootRole) {
                try await world.roles.delete(root.id, successor: rep.id, by: world.admin)
            }
            await #expect(throws: PeopleRefusal.successorNeeded(count: 1)) {
                try await world.roles.delete(sales.id, successor: nil, by: world.admin)
            }
            await #expect(throws: InvalidInput.self) {
                try await world.roles.delete(sales.id, successor: sales.id, by: world.admin)
            }
            try await world.roles.delete(sales.id, successor: rep.id, by: world.admin)
            let roles = try await world.allRoles()
            #expect(roles.count == 2)
            let left = try #require(roles.first { $0.id == rep.id })
            #expect(left.parent == root.id)
            #expect(left.users == 1)
        }
    }

    @Test("what an administrator changed of people is accounted for", arguments: Engine.allCases)
    func audit(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            let change = ChangeOrganization(store: database.store, clock: database.clock, ids: database.ids)
            try await change(OrganizationChange(name: "Acme 2", currency: "eur"), by: world.admin)
            try await world.manage.change(world.fixture.rep, name: "Rap", profile: nil, role: nil, by: world.admin)
            let rows = try await database.store.read { tx in
                try tx.run(
                    "SELECT action, changes FROM audit_entries WHERE changes IS NOT NULL ORDER BY at_ms, id"
                ).map { "\(try $0.get("action", as: String.self)) \(try $0.get("changes", as: String.self))" }
            }
            #expect(rows.contains { $0.contains("organization.changed") && $0.contains("CNY") && $0.contains("EUR") })
            #expect(rows.contains { $0.contains("user.changed") && $0.contains("Rap") })
        }
    }

    @Test("an organisation's currency follows its country until it is changed", arguments: Engine.allCases)
    func currency(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let world = try await World(database)
            func organization() async throws -> Organization? {
                try await database.store.read { tx in
                    try OrganizationQueries.find(tx, id: world.fixture.organization)
                }
            }
            #expect(try await organization()?.currency == "CNY")
            let change = ChangeOrganization(store: database.store, clock: database.clock, ids: database.ids)
            try await change(OrganizationChange(defaultCountry: .some(nil), currency: "JPY"), by: world.admin)
            #expect(try await organization()?.currency == "JPY")
            #expect(try await organization()?.defaultCountry == nil)
            #expect(throws: InvalidInput.self) { _ = try OrganizationChange(currency: "XYZ") }
        }
    }
}
