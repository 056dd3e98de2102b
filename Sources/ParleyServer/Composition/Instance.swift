import Foundation
package import Identity
package import Logging
import Messaging
import Records
import Signals
package import Storage
import StoragePostgres
import StorageSQLite

/// A database opened for work: migrated, its clock set, with a node of its own for ids.
///
/// The server and each command of `parley admin` stand on one.
package struct Instance: Sendable {
    /// The database.
    package let store: any Store
    /// The clock everything reads.
    package let clock: WallClock
    /// Makes ids.
    package var ids: IDGenerator { lease.ids }
    /// Hashes passwords.
    package let hasher: PasswordHasher
    let lease: NodeLease
    let demoClock: DemoClock

    /// All migrations, floor by floor from the lowest.
    package static let migrations: [Migration] =
        IdentityMigrations.all + SignalsMigrations.all + RecordsMigrations.all + MessagingMigrations.all

    /// Decides about every template that is sent, and what it costs.
    var sending: TemplateSending { TemplateSending(clock: clock, ids: ids, charge: NoCharge()) }

    /// Whose data follows records into the recycle bin and out of it.
    var followers: [any RecordLifecycle] { [ConversationLifecycle(clock: clock, ids: ids)] }

    /// Keeps users out, with all that belongs to users.
    var deactivateUser: DeactivateUser {
        DeactivateUser(
            store: store,
            clock: clock,
            ids: ids,
            successions: [RecordSuccession(ids: ids), ChannelSuccession()]
        )
    }

    /// Makes organisations with everything that a new one starts with.
    var createOrganization: CreateOrganization {
        CreateOrganization(
            store: store,
            clock: clock,
            ids: ids,
            hasher: hasher,
            founders: [RecordsFounding(ids: ids)]
        )
    }

    /// Opens the database's engine, without touching its schema.
    ///
    /// - Parameters:
    ///   - configuration: Which database.
    ///   - logger: For connections that break.
    /// - Returns: The store.
    /// - Throws: ``StoreError``.
    package static func openStore(_ configuration: ServerConfiguration, logger: Logger) async throws -> any Store {
        switch configuration.database {
        case .sqlite(let path):
            return try SQLiteStore(path: path)
        case .postgres(let url):
            let store = PostgresStore(url: url, logger: logger)
            do {
                try await store.requireCCollation()
            } catch {
                await store.close()
                throw error
            }
            return store
        }
    }

    /// Opens a database for work; close it with ``close(releasing:)``.
    ///
    /// - Parameters:
    ///   - configuration: Which database, and whether it is a demo.
    ///   - logger: Says what was migrated.
    /// - Returns: The instance.
    /// - Throws: ``StoreError``, ``MigrationFailure`` or ``NodeLease/Failure``.
    package static func open(_ configuration: ServerConfiguration, logger: Logger) async throws -> Instance {
        let store = try await openStore(configuration, logger: logger)
        do {
            return try await prepare(store, logger: logger)
        } catch {
            await store.close()
            throw error
        }
    }

    private static func prepare(_ store: any Store, logger: Logger) async throws -> Instance {
        let clock = WallClock()
        let applied = try await MigrationRunner(store: store, clock: clock, migrations: migrations).migrate()
        for step in applied { logger.info("migrated", metadata: ["step": "\(step)"]) }
        let demoClock = DemoClock(store: store, clock: clock)
        try await demoClock.restore()
        let lease = try await NodeLease.acquire(from: store, clock: clock)
        try await CompleteOrganizations(store: store, ids: lease.ids)()
        return Instance(
            store: store,
            clock: clock,
            hasher: try PasswordHasher(),
            lease: lease,
            demoClock: demoClock
        )
    }

    /// Closes the database.
    ///
    /// - Parameter releasing: Whether to give the node back; the server's lease service does so itself.
    package func close(releasing: Bool) async {
        if releasing {
            do { try await lease.release() } catch {
                // The lease lapses by itself within half a minute.
            }
        }
        await store.close()
    }
}
