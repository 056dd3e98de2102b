import Identity
import ParleyTestSupport
import PhoneNumbers
import Records
import Storage

/// An organisation in China with its standard modules, an administrator who is signed in, and the operations on records.
struct Fixture: Sendable {
    let database: TestDatabase
    let user: SignedIn

    init(_ database: TestDatabase, name: String = "acme") async throws {
        self.database = database
        let (store, clock, ids) = (database.store, database.clock, database.ids)
        let create = CreateOrganization(
            store: store,
            clock: clock,
            ids: ids,
            hasher: try PasswordHasher(),
            founders: [RecordsFounding(ids: ids)]
        )
        let email = "ada@\(name).example"
        try await create(
            NewOrganization(name: name, timeZone: "Asia/Shanghai", defaultCountry: "CN"),
            administrator: NewUser(email: email, name: "Ada", password: "correct horse battery")
        )
        let token = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
            name: "test",
            email: email,
            scopes: [.read, .write],
            days: nil
        )
        guard let user = try await Authenticate(store: store, clock: clock)(token: token) else {
            throw RecordNotFound()
        }
        self.user = user
    }

    var organization: ID<Organization> { user.organization }

    var create: CreateRecord { CreateRecord(store: database.store, clock: database.clock, ids: database.ids) }

    var update: UpdateRecord { UpdateRecord(store: database.store, clock: database.clock, ids: database.ids) }

    var logEmail: LogEmail { LogEmail(store: database.store, clock: database.clock, ids: database.ids) }

    @discardableResult
    func lead(_ last: String, _ values: [String: FieldValue] = [:]) async throws -> Record {
        let base: [String: FieldValue] = ["last_name": .text(last), "company": .text("Acme")]
        return try await create(base.merging(values) { $1 }, in: "Leads", by: user)
    }

    @discardableResult
    func contact(_ last: String, _ values: [String: FieldValue] = [:]) async throws -> Record {
        let base: [String: FieldValue] = ["last_name": .text(last)]
        return try await create(base.merging(values) { $1 }, in: "Contacts", by: user)
    }

    /// The organisation's module with its fields.
    func module(_ name: String) async throws -> (module: Module, fields: [Field]) {
        let found = try await database.store.read { [organization] tx -> (Module, [Field])? in
            guard let module = try ModuleQueries.find(tx, organization: organization, name: name) else { return nil }
            return (module, try FieldQueries.all(tx, organization: organization, module: module.id))
        }
        guard let found else { throw RecordNotFound() }
        return found
    }

    func field(_ name: String, of module: String = "Leads") async throws -> Field {
        guard let field = try await self.module(module).fields.first(where: { $0.name == name }) else {
            throw RecordNotFound()
        }
        return field
    }

    /// What a user, the administrator as a rule, may name in texts about a module.
    func scope(_ name: String, for user: SignedIn? = nil) async throws -> MergeScope {
        let user = user ?? self.user
        return try await database.store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: name) else { throw RecordNotFound() }
            return try MergeScope(tx, module: module, for: user)
        }
    }

    func fill(
        _ text: MergeText,
        from record: Record,
        by user: SignedIn? = nil,
        language: String = "en"
    ) async throws -> MergeValues.Fill {
        let user = user ?? self.user
        return try await database.store.read { tx in
            let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
            let values = try MergeValues(tx, for: [text], from: [record], fields: fields, by: user)
            return values.fill(text, from: record, language: language)
        }
    }

    func matches(_ number: String) async throws -> [Match] {
        guard let key = PhoneNumber(typed: number, defaultRegion: "CN")?.matchKey else { return [] }
        return try await database.store.read { [organization] tx in
            try MatchKeyQueries.find(tx, organization: organization, matchKey: key)
        }
    }

    func timeline(of record: ID<Record>) async throws -> [TimelineEntry] {
        try await database.store.read { [organization] tx in
            try TimelineQueries.page(tx, organization: organization, record: record, before: nil, limit: 50)
        }
    }
}
