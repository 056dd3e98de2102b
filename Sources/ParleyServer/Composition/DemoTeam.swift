import Identity
import Storage

/// The demo's sales team: a manager and two reps below the administrator.
struct DemoTeam: Sendable {
    static let managerEmail = "manager@parley.example"
    static let repEmail = "rep@parley.example"
    static let secondRepEmail = "rep2@parley.example"

    /// From the root, where the administrator stands, down.
    private static let roles = ["销售总监", "销售经理", "销售代表"]

    private let instance: Instance

    init(_ instance: Instance) {
        self.instance = instance
    }

    /// Adds the roles and the three people, who sign in with the demo's password.
    ///
    /// - Parameter organization: The demo's.
    /// - Returns: The two reps.
    /// - Throws: `StoreError`.
    func plant(in organization: ID<Organization>) async throws -> [ID<User>] {
        let roles = try await instance.store.write { [ids = instance.ids] tx in
            try RoleQueries.plant(tx, ids: ids, organization: organization, names: Self.roles)
        }
        let create = CreateUser(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            hasher: instance.hasher
        )
        let people = [
            (Self.managerEmail, "陈静", roles[1]), (Self.repEmail, "王磊", roles[2]),
            (Self.secondRepEmail, "赵倩", roles[2]),
        ]
        var made: [ID<User>] = []
        for (email, name, role) in people {
            let user = try NewUser(email: email, name: name, password: DemoSeed.password)
            made.append(try await create(user, in: organization, as: .standard, role: role))
        }
        return Array(made.dropFirst())
    }
}
