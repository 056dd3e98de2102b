import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("who sees what")
struct SharingTests {
    private func rep(_ fixture: Fixture, _ name: String) async throws -> SignedIn {
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        let email = "\(name)@acme.example"
        try await CreateUser(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())(
            NewUser(email: email, name: name, password: "correct horse battery"),
            in: fixture.organization,
            as: .standard
        )
        let token = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
            name: "test",
            email: email,
            scopes: [.read, .write],
            days: nil
        )
        return try #require(try await Authenticate(store: store, clock: clock)(token: token))
    }

    private func sees(_ fixture: Fixture, _ user: SignedIn, _ record: Record) async throws -> Bool {
        try await fixture.database.store.read { tx in
            try RecordQueries.find(tx, visibleTo: user, id: record.id) != nil
        }
    }

    private func changes(_ fixture: Fixture, _ user: SignedIn, _ record: Record) async throws -> Bool {
        do {
            let current = try await fixture.database.store.read { tx in
                try RecordQueries.find(tx, visibleTo: user, id: record.id)
            }
            let title = FieldValue.text("Title \(current?.version ?? 0)")
            try await fixture.update(record.id, version: current?.version ?? 0, values: ["title": title], by: user)
            return true
        } catch is RecordReadOnly {
            return false
        } catch is RecordNotFound {
            return false
        }
    }

    @Test(
        "a module's sharing says who besides owner and administrator sees and changes a record",
        arguments: Engine.allCases
    )
    func sharing(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (owner, other) = (try await rep(fixture, "grace"), try await rep(fixture, "linus"))
            let lead = try await fixture.create(
                ["last_name": .text("a"), "company": .text("b")],
                in: "Leads",
                by: owner
            )
            let change = ChangeModule(store: database.store, clock: database.clock, ids: database.ids)
            for (sharing, isSeen, isChanged) in [
                (Module.Sharing.private, false, false), (.readOnly, true, false), (.readWrite, true, true),
            ] {
                try await change(
                    "Leads",
                    ChangeModule.Request(labels: nil, singular: nil, sharing: sharing),
                    by: fixture.user
                )
                #expect(try await sees(fixture, other, lead) == isSeen, "\(sharing)")
                #expect(try await changes(fixture, other, lead) == isChanged, "\(sharing)")
                for one in [owner, fixture.user] {
                    #expect(try await sees(fixture, one, lead))
                    #expect(try await changes(fixture, one, lead))
                }
            }
        }
    }
}
