import Identity
import ParleyTestSupport
import Storage

/// An organisation with an administrator and a rep, and the operations on them.
struct Fixture: Sendable {
    static let password = "correct horse battery"

    let database: TestDatabase
    let hasher: PasswordHasher
    let organization: ID<Organization>
    let administrator: ID<User>
    let rep: ID<User>

    init(_ database: TestDatabase, name: String = "Acme") async throws {
        self.database = database
        hasher = try PasswordHasher()
        let made = try await CreateOrganization(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            hasher: hasher
        )(
            NewOrganization(name: name, timeZone: "Asia/Shanghai", defaultCountry: "cn"),
            administrator: NewUser(email: "ada@\(name).example", name: "Ada", password: Self.password)
        )
        organization = made.organization
        administrator = made.administrator
        rep = try await CreateUser(store: database.store, clock: database.clock, ids: database.ids, hasher: hasher)(
            NewUser(email: "rep@\(name).example", name: "Rep", password: Self.password, language: .english),
            in: made.organization,
            as: .standard
        )
    }

    var signIn: SignIn {
        SignIn(store: database.store, clock: database.clock, ids: database.ids, hasher: hasher)
    }

    var authenticate: Authenticate { Authenticate(store: database.store, clock: database.clock) }

    var changePassword: ChangePassword {
        ChangePassword(store: database.store, clock: database.clock, ids: database.ids, hasher: hasher)
    }

    func signedIn(_ email: String) async throws -> (secret: BearerSecret, found: Authenticate.Found) {
        let secret = try await signIn(email: email, password: Self.password, from: "192.0.2.1")
        guard let found = try await authenticate(session: secret) else { throw ChangePassword.Refusal.noSuchUser }
        return (secret, found)
    }
}
