import Identity
import ParleyTestSupport
import Storage
import Testing

@Suite("an organisation from before there were roles")
struct PeopleMigrationTests {
    @Test(
        "2.132 everybody stands at its root, profiles keep their kind, and its currency follows its country",
        arguments: Engine.allCases
    )
    func upgrade(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let before = IdentityMigrations.all.filter { $0.number < 3 }
            try await MigrationRunner(store: database.store, clock: database.clock, migrations: before).migrate()
            try await database.store.write { tx in
                try tx.execute(
                    "INSERT INTO organizations (id, name, time_zone, default_country, created_at_ms) VALUES (7, 'A', 'UTC', 'JP', 1)"
                )
                for (id, name, isAdministrator) in [(1, "Administrator", true), (2, "Standard", false)] {
                    try tx.execute(
                        """
                        INSERT INTO profiles (id, organization_id, name, is_administrator)
                        VALUES (\(id), 7, \(name), \(isAdministrator))
                        """
                    )
                    try tx.execute(
                        """
                        INSERT INTO users (id, organization_id, profile_id, email, email_key, name, password_hash, language,
                                           theme, time_zone, is_active, created_at_ms)
                        VALUES (\(id), 7, \(id), \(name), \(name), \(name), 'x', 'en', 'system', 'UTC', \(true), 1)
                        """
                    )
                }
            }
            let all = IdentityMigrations.all
            try await MigrationRunner(store: database.store, clock: database.clock, migrations: all).migrate()
            let (roles, users, organization, profiles) = try await database.store.read { tx in
                (
                    try RoleQueries.all(tx, organization: ID(7)),
                    try UserAccountQueries.page(tx, organization: ID(7), after: nil, limit: 10),
                    try OrganizationQueries.find(tx, id: ID(7)),
                    try ProfileQueries.all(tx, organization: ID(7))
                )
            }
            #expect(roles.map(\.name) == ["CEO"])
            #expect(roles.first?.users == 2)
            #expect(users.allSatisfy { $0.status == .active && $0.role.id == roles.first?.id })
            #expect(profiles.map(\.standing) == [.administrator, .standard])
            #expect(organization?.currency == "JPY")
        }
    }
}
