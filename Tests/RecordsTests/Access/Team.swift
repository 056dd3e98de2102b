import Identity
import ParleyTestSupport
import Records
import Storage

/// A root role with a manager and two reps below it, each as they are signed in now.
struct Team: Sendable {
    let fixture: Fixture
    let roles: [ID<Role>]

    init(_ database: TestDatabase) async throws {
        fixture = try await Fixture(database)
        let (ids, organization) = (database.ids, fixture.organization)
        roles = try await database.store.write { tx in
            try RoleQueries.plant(tx, ids: ids, organization: organization, names: ["Director", "Manager", "Rep"])
        }
        try await add("manager", role: roles[1])
        try await add("rep", role: roles[2])
        try await add("peer", role: roles[2])
    }

    private var store: any Store { fixture.database.store }

    private func add(_ name: String, role: ID<Role>) async throws {
        let create = CreateUser(
            store: store,
            clock: fixture.database.clock,
            ids: fixture.database.ids,
            hasher: try PasswordHasher()
        )
        let email = "\(name)@acme.example"
        let user = try NewUser(email: email, name: name, password: "correct horse battery")
        try await create(user, in: fixture.organization, as: .standard, role: role)
    }

    /// Signs in anew, so that the present profile and role hold.
    func user(_ name: String) async throws -> SignedIn {
        let (clock, ids) = (fixture.database.clock, fixture.database.ids)
        let token = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
            name: "test",
            email: "\(name)@acme.example",
            scopes: [.read, .write],
            days: nil
        )
        guard let user = try await Authenticate(store: store, clock: clock)(token: token) else {
            throw RecordNotFound()
        }
        return user
    }

    func share(_ module: String, _ sharing: Module.Sharing) async throws {
        let change = ChangeModule(store: store, clock: fixture.database.clock, ids: fixture.database.ids)
        let request = try ChangeModule.Request(labels: nil, singular: nil, sharing: sharing)
        try await change(module, request, by: fixture.user)
    }

    var shapeProfiles: ShapeProfiles {
        ShapeProfiles(store: store, clock: fixture.database.clock, ids: fixture.database.ids)
    }

    /// What the profile of the manager and the reps allows.
    func restrict(_ module: String, _ actions: Set<ModuleAction>) async throws {
        let found = try await fixture.module(module).module
        let change = try ShapeProfiles.Change(modules: [found.id: actions])
        try await shapeProfiles.change(try await user("rep").profile, change, by: fixture.user)
    }

    func restrict(_ field: String, of module: String = "Leads", _ access: FieldAccess) async throws {
        let found = try await fixture.field(field, of: module)
        let change = try ShapeProfiles.Change(fields: [found.id: access])
        try await shapeProfiles.change(try await user("rep").profile, change, by: fixture.user)
    }

    func lead(_ name: String, of owner: SignedIn) async throws -> Record {
        try await fixture.create(["last_name": .text(name), "company": .text("A")], in: "Leads", by: owner)
    }

    func sees(_ user: SignedIn, _ record: Record) async throws -> Bool {
        try await store.read { tx in try RecordQueries.find(tx, visibleTo: user, id: record.id) != nil }
    }

    func changes(_ user: SignedIn, _ record: Record) async throws -> Bool {
        try await store.read { tx in
            do {
                _ = try RecordQueries.require(tx, writableBy: user, id: record.id)
                return true
            } catch is RecordReadOnly {
                return false
            } catch is RecordNotFound {
                return false
            }
        }
    }

    func deletes(_ user: SignedIn, _ record: Record) async throws -> Bool {
        try await store.read { tx in
            do {
                _ = try RecordQueries.require(tx, deletableBy: user, id: record.id)
                return true
            } catch is RecordNotDeletable {
                return false
            } catch is RecordNotFound {
                return false
            }
        }
    }

    func count(_ user: SignedIn, of module: String = "Leads") async throws -> Int {
        let (found, fields) = try await fixture.module(module)
        let list = try RecordList(
            visibleTo: user,
            module: found.id,
            condition: nil,
            order: .byChange,
            fields: fields
        )
        return try await store.read { tx in try list.count(tx, upTo: 100) }
    }
}
