import ParleyTestSupport
import Storage
import Testing

@Suite("migrations")
struct MigrationTests {
    private let step = Migration(
        domain: "test",
        number: 1,
        name: "a table",
        statements: ["CREATE TABLE made (id BIGINT)"]
    )

    private func runner(_ database: TestDatabase, _ migrations: [Migration]) -> MigrationRunner {
        MigrationRunner(store: database.store, clock: database.clock, migrations: migrations)
    }

    @Test("programs that start at once apply each step once", arguments: Engine.allCases)
    func concurrentStart(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 { group.addTask { try await runner(database, [step]).migrate() } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.count == Set(applied).count)
            #expect(applied.contains("test 1 a table"))
            #expect(try await runner(database, [step]).pending().isEmpty)
        }
    }

    @Test("a released step that changed is refused", arguments: Engine.allCases)
    func changedStep(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            try await runner(database, [step]).migrate()
            let changed = Migration(
                domain: "test",
                number: 1,
                name: "a table",
                statements: ["CREATE TABLE other (id BIGINT)"]
            )
            await #expect(throws: MigrationFailure.self) { try await runner(database, [changed]).migrate() }
        }
    }

    @Test("a database of a newer program is refused", arguments: Engine.allCases)
    func newerDatabase(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            try await runner(database, [step]).migrate()
            await #expect(throws: MigrationFailure.self) { try await runner(database, []).migrate() }
        }
    }

    @Test("a step that fails leaves nothing of itself and everything before it", arguments: Engine.allCases)
    func failingStep(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let broken = Migration(
                domain: "test",
                number: 2,
                name: "broken",
                statements: ["CREATE TABLE half (id BIGINT)", "CREATE TABEL other (id BIGINT)"]
            )
            await #expect(throws: StoreError.self) { try await runner(database, [step, broken]).migrate() }
            #expect(try await runner(database, [step, broken]).pending() == ["test 2 broken"])
            await #expect(throws: StoreError.self) {
                _ = try await database.store.read { tx in try tx.run("SELECT id FROM half") }
            }
        }
    }
}
