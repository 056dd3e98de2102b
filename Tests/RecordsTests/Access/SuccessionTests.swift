import Identity
import ParleyTestSupport
import Records
import Storage
import Synchronization
import Testing

@Suite("somebody goes, their records stay")
struct SuccessionTests {
    private func deactivate(_ database: TestDatabase) -> DeactivateUser {
        DeactivateUser(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            successions: [RecordSuccession(ids: database.ids)]
        )
    }

    @Test("A-50 whoever owns records goes only when somebody gets them", arguments: Engine.allCases)
    func successor(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (rep, peer) = (try await team.user("rep"), try await team.user("peer"))
            // More than one transaction passes on.
            for index in 0..<205 { _ = try await team.lead("a\(index)", of: rep) }
            let go = deactivate(database)
            let refusal = await #expect(throws: PeopleRefusal.self) {
                try await go(rep.user, successor: nil, by: team.fixture.user)
            }
            #expect(refusal == .successorNeeded(count: 205))
            for wrong in [rep.user, ID<User>(7)] {
                let fault = await #expect(throws: InvalidInput.self) {
                    try await go(rep.user, successor: wrong, by: team.fixture.user)
                }
                #expect(fault?.field == "successor")
            }
            try await go(rep.user, successor: peer.user, by: team.fixture.user)
            let (left, passed) = try await database.store.read { tx in
                (
                    try go.count(tx, organization: rep.organization, of: rep.user),
                    try go.count(tx, organization: rep.organization, of: peer.user)
                )
            }
            #expect(left == 0)
            #expect(passed == 205)
            let names = try await database.store.read { tx in
                try UserQueries.names(tx, organization: rep.organization, ids: [rep.user])
            }
            #expect(names[rep.user] == "rep", "a name stays on what somebody did")
        }
    }

    /// Passes nothing on where it is asked first.
    private final class Reluctant: UserSuccession {
        private struct Fault: Error {}
        private let records: RecordSuccession
        private let isWilling = Mutex(false)

        init(ids: IDGenerator) { records = RecordSuccession(ids: ids) }

        func count(
            _ tx: any ReadTransaction,
            organization: ID<Organization>,
            of user: ID<User>,
            upTo limit: Int
        ) throws -> Int {
            try records.count(tx, organization: organization, of: user, upTo: limit)
        }

        func pass(_ tx: any WriteTransaction, _ succession: Succession, limit: Int) throws -> Int {
            let isWilling = isWilling.withLock { isWilling in
                defer { isWilling = true }
                return isWilling
            }
            guard isWilling else { throw Fault() }
            return try records.pass(tx, succession, limit: limit)
        }
    }

    @Test("A-50 whoever goes is out at once, and what was not passed on then is by a job", arguments: Engine.allCases)
    func passedOnLater(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (rep, peer) = (try await team.user("rep"), try await team.user("peer"))
            _ = try await team.lead("a", of: rep)
            let go = DeactivateUser(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                successions: [Reluctant(ids: database.ids)]
            )
            try await go(rep.user, successor: peer.user, by: team.fixture.user)
            func owned(by user: SignedIn) async throws -> Int {
                try await database.store.read { tx in
                    let account = try UserAccountQueries.find(tx, organization: rep.organization, id: rep.user)
                    #expect(account?.status == .inactive)
                    return try go.count(tx, organization: user.organization, of: user.user)
                }
            }
            #expect(try await owned(by: rep) == 1)
            let runner = JobRunner(
                store: database.store,
                clock: database.clock,
                logger: quietLogger,
                handlers: [go.passOn]
            )
            while try await runner.runBatch() > 0 {}
            #expect(try await owned(by: rep) == 0)
            #expect(try await owned(by: peer) == 1)
        }
    }

    @Test("A-50 who is deactivated is out at once, and back when reactivated", arguments: Engine.allCases)
    func out(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            let (store, clock, ids) = (database.store, database.clock, database.ids)
            let signIn = SignIn(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())
            let authenticate = Authenticate(store: store, clock: clock)
            let secret = try await signIn.startSession(organization: rep.organization, user: rep.user)
            #expect(try await authenticate(session: secret) != nil)
            try await deactivate(database)(rep.user, successor: nil, by: team.fixture.user)
            #expect(try await authenticate(session: secret) == nil)
            await #expect(throws: SignIn.Refusal.wrongEmailOrPassword) {
                _ = try await signIn(
                    email: "rep@acme.example",
                    password: "correct horse battery",
                    from: "192.0.2.1"
                )
            }
            let manage = ManageUsers(store: store, clock: clock, ids: ids)
            await #expect(throws: PeopleRefusal.inactive) {
                _ = try await manage.makeLink(for: rep.user, by: team.fixture.user)
            }
            try await manage.reactivate(rep.user, by: team.fixture.user)
            _ = try await signIn(email: "rep@acme.example", password: "correct horse battery", from: "192.0.2.1")
            #expect(try await authenticate(session: secret) == nil, "old sessions stay ended")
        }
    }

    @Test("A-19 a profile that somebody has stays, and goes once nobody has it", arguments: Engine.allCases)
    func profileInUse(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let rep = try await team.user("rep")
            let ada = team.fixture.user
            let shape = team.shapeProfiles
            let copy = try await shape.create("Service", like: rep.profile, by: ada)
            let manage = ManageUsers(store: database.store, clock: database.clock, ids: database.ids)
            try await team.restrict("Leads", [.view])
            try await manage.change(rep.user, name: nil, profile: copy, role: nil, by: ada)
            // What the model lost after it was copied, the copy still has.
            _ = try await team.lead("a", of: try await team.user("rep"))
            await #expect(throws: PeopleRefusal.profileInUse(users: 1)) { try await shape.delete(copy, by: ada) }
            try await manage.change(rep.user, name: nil, profile: rep.profile, role: nil, by: ada)
            try await shape.delete(copy, by: ada)
            await #expect(throws: PeopleRefusal.notFound) { try await shape.delete(copy, by: ada) }
            await #expect(throws: PeopleRefusal.fixedProfile) { try await shape.delete(rep.profile, by: ada) }
            await #expect(throws: PeopleRefusal.fixedProfile) {
                try await shape.change(rep.profile, ShapeProfiles.Change(name: "x"), by: ada)
            }
        }
    }

    @Test("A-19 the last administrator stays one, and nobody changes their own profile", arguments: Engine.allCases)
    func lastAdministrator(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let (ada, rep) = (team.fixture.user, try await team.user("rep"))
            let manage = ManageUsers(store: database.store, clock: database.clock, ids: database.ids)
            let go = deactivate(database)
            await #expect(throws: PeopleRefusal.ownAccount) {
                try await manage.change(ada.user, name: nil, profile: rep.profile, role: nil, by: ada)
            }
            await #expect(throws: PeopleRefusal.ownAccount) { try await go(ada.user, successor: nil, by: ada) }
            try await manage.change(rep.user, name: nil, profile: ada.profile, role: nil, by: ada)
            let second = try await team.user("rep")
            #expect(second.isAdministrator)
            try await manage.change(ada.user, name: nil, profile: rep.profile, role: nil, by: second)
            let demoted = try await team.user("ada")
            #expect(!demoted.isAdministrator)
            // What somebody was when they signed in does not help them now.
            await #expect(throws: PeopleRefusal.lastAdministrator) {
                try await manage.change(second.user, name: nil, profile: rep.profile, role: nil, by: ada)
            }
            await #expect(throws: PeopleRefusal.lastAdministrator) {
                try await go(second.user, successor: nil, by: ada)
            }
            await #expect(throws: NotPermitted.self) {
                try await manage.change(second.user, name: "x", profile: nil, role: nil, by: demoted)
            }
        }
    }
}
