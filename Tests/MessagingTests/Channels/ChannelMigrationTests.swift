import Identity
import Messaging
import ParleyTestSupport
import Records
import Signals
import Storage
import Testing

@Suite("channels from before there were connections")
struct ChannelMigrationTests {
    @Test("a channel keeps its secrets and whether it was stopped", arguments: Engine.allCases)
    func upgrade(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let below = IdentityMigrations.all + SignalsMigrations.all + RecordsMigrations.all
            let before = below + MessagingMigrations.all.filter { $0.number < 5 }
            try await MigrationRunner(store: database.store, clock: database.clock, migrations: before).migrate()
            let hasher = try PasswordHasher()
            let made = try await CreateOrganization(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                hasher: hasher,
                founders: [RecordsFounding(ids: database.ids)]
            )(
                NewOrganization(name: "Acme", timeZone: "UTC", defaultCountry: "CN"),
                administrator: NewUser(email: "ada@acme.example", name: "Ada", password: "correct horse battery")
            )
            try await database.store.write { tx in
                for (id, state, reason) in [(1, "active", String?.none), (2, "stopped", "190")] {
                    try tx.execute(
                        """
                        INSERT INTO channel_accounts (id, organization_id, nickname, waba_id, access_token_sealed,
                                                      app_secret_sealed, verify_token_sealed, webhook_key, state,
                                                      stopped_reason, owner_id, connected_at_ms)
                        VALUES (\(id), \(made.organization), 'n', \("\(id)"), \([UInt8](repeating: 1, count: 3)),
                                \([UInt8](repeating: 2, count: 3)), \([UInt8](repeating: 3, count: 3)), \("\(id)"), \(state),
                                \(reason), \(made.administrator), 1)
                        """
                    )
                }
            }
            let all = below + MessagingMigrations.all
            try await MigrationRunner(store: database.store, clock: database.clock, migrations: all).migrate()
            let channels = try await database.store.read { tx in
                try ChannelQueries.all(tx, organization: made.organization)
            }
            #expect(channels.map(\.state) == [.active, .stopped(code: "190")])
            #expect(channels.map(\.newPeople) == [.leads, .leads])
            let kept: [UInt8]? = try await database.store.read { tx in
                try tx.first("SELECT app_secret_sealed FROM channel_connections WHERE channel_id = 2")?
                    .get("app_secret_sealed")
            }
            #expect(kept == [2, 2, 2])
        }
    }
}
