import Foundation
package import Logging
import ParleyServer
package import Storage
import StoragePostgres
import StorageSQLite

/// A migrated database of one test's own, gone when the test ends.
package struct TestDatabase: Sendable {
    /// The database.
    package let store: any Store
    /// Stands still until advanced.
    package let clock: WallClock
    /// Ids of node 0.
    package let ids: IDGenerator
    /// As `--database` takes it.
    package let address: String

    /// 2026-03-02T01:00:00Z, a Monday morning in Shanghai.
    package static let startMs: Int64 = 1_772_413_200_000

    /// Runs a test body on a fresh copy of the migrated schema.
    ///
    /// - Parameters:
    ///   - engine: Which engine.
    ///   - body: The test.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    @discardableResult
    package static func with<Result>(
        _ engine: Engine,
        _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        try await with(try await Template.shared.copy(engine), body)
    }

    /// Runs a test body on a database without a schema.
    ///
    /// - Parameters:
    ///   - engine: Which engine.
    ///   - body: The test.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    @discardableResult
    package static func withEmpty<Result>(
        _ engine: Engine,
        _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        try await with(try await Template.shared.makeEmpty(engine), body)
    }

    @discardableResult
    private static func with<Result>(
        _ make: @autoclosure () async throws -> Place,
        _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        await Turns.shared.take()
        defer { Turns.shared.give() }
        let place = try await make()
        let store = try place.open()
        let clock = WallClock(standingAtMs: startMs)
        let database = TestDatabase(
            store: store,
            clock: clock,
            ids: IDGenerator(node: 0, clock: clock, floorMs: 0),
            address: place.address
        )
        do {
            let result = try await body(database)
            await store.close()
            try await place.remove()
            return result
        } catch {
            await store.close()
            try await place.remove()
            throw error
        }
    }

    /// Opens the same database once more, as another process would.
    ///
    /// - Returns: A store that the caller closes.
    /// - Throws: ``StoreError``.
    package func reopen() throws -> any Store {
        try Place(address: address).open()
    }
}

/// A logger that keeps quiet, for code under test that needs one.
package let quietLogger: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}()

/// Where one database stands.
struct Place: Sendable {
    let address: String

    static func make(_ engine: Engine, name: String) throws -> Place {
        switch engine {
        case .sqlite:
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).db").path
            return Place(address: "sqlite:\(path)")
        case .postgres:
            return Place(address: try PostgresServer.url(database: name))
        }
    }

    var sqlitePath: String? {
        address.hasPrefix("sqlite:") ? String(address.dropFirst("sqlite:".count)) : nil
    }

    var databaseName: String {
        let path = address.split(separator: "?")[0]
        return String(path.split(separator: "/").last ?? "")
    }

    func open() throws -> any Store {
        if let sqlitePath { return try SQLiteStore(path: sqlitePath) }
        return PostgresStore(url: address, connections: 3, logger: quietLogger)
    }

    func remove() async throws {
        if let sqlitePath {
            for suffix in ["", "-wal", "-shm"] {
                let path = sqlitePath + suffix
                if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            }
        } else {
            try await Template.shared.maintain("DROP DATABASE IF EXISTS \(databaseName) WITH (FORCE)")
        }
    }
}

/// The migrated databases that every test copies.
actor Template {
    static let shared = Template()

    private var templates: [Engine: Task<Place, any Error>] = [:]
    private var count = 0

    func copy(_ engine: Engine) async throws -> Place {
        let template = try await template(engine)
        let place = try nextPlace(engine)
        if let source = template.sqlitePath, let target = place.sqlitePath {
            try FileManager.default.copyItem(atPath: source, toPath: target)
        } else {
            try await maintain(
                "CREATE DATABASE \(place.databaseName) TEMPLATE \(template.databaseName) STRATEGY FILE_COPY"
            )
        }
        return place
    }

    func makeEmpty(_ engine: Engine) async throws -> Place {
        let place = try nextPlace(engine)
        if place.sqlitePath == nil { try await maintain("CREATE DATABASE \(place.databaseName)") }
        return place
    }

    private func nextPlace(_ engine: Engine) throws -> Place {
        count += 1
        return try Place.make(engine, name: "parley_test_\(ProcessInfo.processInfo.processIdentifier)_\(count)")
    }

    private func template(_ engine: Engine) async throws -> Place {
        if let made = templates[engine] { return try await made.value }
        let task = Task { try await Self.make(engine) }
        templates[engine] = task
        return try await task.value
    }

    private static func make(_ engine: Engine) async throws -> Place {
        let place = try Place.make(engine, name: "parley_template_\(ProcessInfo.processInfo.processIdentifier)")
        try await place.remove()
        if place.sqlitePath == nil { try await shared.maintain("CREATE DATABASE \(place.databaseName)") }
        let store = try place.open()
        let runner = MigrationRunner(store: store, clock: WallClock(), migrations: Instance.migrations)
        try await runner.migrate()
        await store.close()
        return place
    }

    /// Runs a statement of the server's own, outside any transaction; one at a time, since copying locks the template.
    func maintain(_ statement: String) async throws {
        try PostgresMaintenance.run(statement, url: try PostgresServer.url())
    }
}
