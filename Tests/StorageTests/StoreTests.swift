import ParleyTestSupport
import Storage
import Testing

@Suite("transactions")
struct StoreTests {
    @Test("every type comes back as it went in", arguments: Engine.allCases)
    func everyTypeComesBack(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            try await database.store.write { tx in
                try tx.execute(
                    """
                    CREATE TABLE kinds (id BIGINT PRIMARY KEY, flag BOOLEAN, ratio DOUBLE PRECISION, word TEXT,
                                        bytes \(dialect: .blob))
                    """
                )
                try tx.execute(
                    """
                    INSERT INTO kinds (id, flag, ratio, word, bytes)
                    VALUES (\(Int64.max), \(true), \(-0.5), \("蓝色 'quoted' \"x\""), \([0, 255, 10] as [UInt8]))
                    """
                )
                try tx.execute(
                    """
                    INSERT INTO kinds (id, flag, ratio, word, bytes)
                    VALUES (\(Int64.min), \(Bool?.none), \(Double?.none), \(String?.none), \([UInt8]?.none))
                    """
                )
            }
            let rows = try await database.store.read { tx in try tx.run("SELECT * FROM kinds ORDER BY id DESC") }
            #expect(try rows[0].get("id") == Int64.max)
            #expect(try rows[0].get("flag") == true)
            #expect(try rows[0].get("ratio") == -0.5)
            #expect(try rows[0].get("word") == "蓝色 'quoted' \"x\"")
            #expect(try rows[0].get("bytes") == [0, 255, 10] as [UInt8])
            #expect(try rows[1].get("id") == Int64.min)
            #expect(try rows[1].get("flag") == Bool?.none)
            #expect(try rows[1].get("bytes") == [UInt8]?.none)
            #expect(throws: StoreError.self) { try rows[0].get("word", as: Int64.self) }
            #expect(throws: StoreError.self) { try rows[0].get("absent", as: Int64.self) }
        }
    }

    @Test("a transaction that throws leaves nothing behind", arguments: Engine.allCases)
    func throwingLeavesNothing(engine: Engine) async throws {
        struct Stop: Error {}
        try await TestDatabase.with(engine) { database async throws in
            await #expect(throws: Stop.self) {
                try await database.store.write { tx in
                    try JobQueue.add(tx, id: database.ids.next(), kind: "k", dueAtMs: 1)
                    throw Stop()
                }
            }
            let count: Int? = try await database.store.read { tx in
                try tx.first("SELECT count(*) AS n FROM jobs")?.get("n")
            }
            #expect(count == 0)
        }
    }

    @Test("a read transaction cannot write", arguments: Engine.allCases)
    func readCannotWrite(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            await #expect(throws: StoreError.self) {
                _ = try await database.store.read { tx in try tx.run("DELETE FROM jobs RETURNING id") }
            }
        }
    }

    @Test("a read transaction sees one state, whatever is written meanwhile", arguments: Engine.allCases)
    func oneState(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let (hasRead, hasWritten) = (Gate(), Gate())
            @Sendable func count(_ tx: any ReadTransaction) throws -> Int? {
                try tx.first("SELECT count(*) AS n FROM demo_clock")?.get("n")
            }
            async let counts = database.store.read { tx in
                let before = try count(tx)
                hasRead.open()
                hasWritten.waitBlocking()
                return [before, try count(tx)]
            }
            try await database.store.write { tx in
                hasRead.waitBlocking()
                try tx.execute("INSERT INTO demo_clock (id, offset_ms) VALUES (1, 0)")
            }
            hasWritten.open()
            #expect(try await counts == [0, 0])
            #expect(try await database.store.read(count) == 1)
        }
    }

    @Test("constraints have the same codes on both engines", arguments: Engine.allCases)
    func constraintCodes(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            func code(_ statement: SQLStatement) async -> StoreError.Code? {
                do {
                    try await database.store.write { tx in try tx.execute(statement) }
                    return nil
                } catch { return (error as? StoreError)?.code }
            }
            let insert: SQLStatement = "INSERT INTO demo_clock (id, offset_ms) VALUES (1, 0)"
            #expect(await code(insert) == nil)
            #expect(await code(insert) == .unique)
            #expect(await code("INSERT INTO demo_clock (id, offset_ms) VALUES (2, 0)") == .check)
            #expect(await code("INSERT INTO nodes (node) VALUES (3)") == .check)
            #expect(
                await code(
                    """
                    INSERT INTO profiles (id, organization_id, name, is_administrator) VALUES (1, 99, 'x', \(false))
                    """
                ) == .foreignKey
            )
            #expect(await code("SELEC 1") == .other)
        }
    }

    @Test("counters under concurrent writers lose no step", arguments: Engine.allCases)
    func concurrentWriters(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            try await database.store.write { tx in
                try tx.execute("INSERT INTO demo_clock (id, offset_ms) VALUES (1, 0)")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await database.store.write { tx in
                            let row = try tx.first(
                                "SELECT offset_ms FROM demo_clock WHERE id = 1 \(dialect: .forUpdate)"
                            )
                            let value: Int64 = try row?.get("offset_ms") ?? 0
                            try tx.execute("UPDATE demo_clock SET offset_ms = \(value + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value: Int64? = try await database.store.read { tx in
                try tx.first("SELECT offset_ms FROM demo_clock")?.get("offset_ms")
            }
            #expect(value == 50)
        }
    }

    @Test("a description shows the code and no data", arguments: Engine.allCases)
    func errorsKeepDataOut(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let error = await #expect(throws: StoreError.self) {
                try await database.store.write { tx in
                    try tx.execute("INSERT INTO nowhere (secret) VALUES (\("hunter2"))")
                }
            }
            #expect(error.map { "\($0)" } == "StoreError(other)")
        }
    }
}
