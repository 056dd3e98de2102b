import ParleyTestSupport
import Storage
import Testing

@Suite("bulk load")
struct BulkLoadTests {
    private struct Kinds: Sendable, Equatable {
        var id: Int64
        var flag: Bool?
        var ratio: Double?
        var word: String?
        var bytes: [UInt8]?

        static let table: SQLStatement = """
            CREATE TABLE kinds (id BIGINT PRIMARY KEY, flag BOOLEAN, ratio DOUBLE PRECISION, word TEXT,
                                bytes \(dialect: .blob))
            """

        static func load(_ tx: any WriteTransaction, _ rows: [Kinds]) throws -> Int {
            try tx.execute(
                """
                INSERT INTO kinds (id, flag, ratio, word, bytes)
                \(dialect: .bulkLoad) (\(column: rows.map(\.id)), \(column: rows.map(\.flag)), \(column: rows.map(\.ratio)),
                    \(column: rows.map(\.word)), \(column: rows.map(\.bytes)))
                ON CONFLICT (id) DO NOTHING
                """
            )
        }

        static func all(_ tx: any ReadTransaction) throws -> [Kinds] {
            try tx.run("SELECT id, flag, ratio, word, bytes FROM kinds ORDER BY id").map { row in
                Kinds(
                    id: try row.get("id"),
                    flag: try row.get("flag"),
                    ratio: try row.get("ratio"),
                    word: try row.get("word"),
                    bytes: try row.get("bytes")
                )
            }
        }
    }

    @Test(
        "every value comes back as it went in, nulls, empty ones and every byte among them",
        arguments: Engine.allCases
    )
    func everyValue(engine: Engine) async throws {
        let rows = [
            Kinds(id: .min, flag: nil, ratio: nil, word: nil, bytes: nil),
            Kinds(id: 1, flag: true, ratio: -0.5, word: "", bytes: []),
            Kinds(
                id: 2,
                flag: false,
                ratio: .greatestFiniteMagnitude,
                word: "蓝色 {\"a\",NULL} \\ '",
                bytes: Array(0...255)
            ),
            Kinds(id: 3, flag: nil, ratio: 0, word: "NULL", bytes: Array("\\x00".utf8)),
            Kinds(id: .max, flag: true, ratio: nil, word: nil, bytes: [0, 0]),
        ]
        try await TestDatabase.withEmpty(engine) { database async throws in
            let count = try await database.store.write { tx in
                try tx.execute(Kinds.table)
                return try Kinds.load(tx, rows)
            }
            #expect(count == rows.count)
            #expect(try await database.store.read { tx in try Kinds.all(tx) } == rows)
        }
    }

    @Test("no rows, one row and a thousand rows are the same statement", arguments: Engine.allCases)
    func anyNumberOfRows(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            try await database.store.write { tx in try tx.execute(Kinds.table) }
            for count in [0, 1, 1_000, 0] {
                let rows = (0..<count).map { index in
                    Kinds(
                        id: Int64(count * 10_000 + index),
                        flag: index.isMultiple(of: 2),
                        ratio: Double(index) / 3,
                        word: "\(index)",
                        bytes: [UInt8](repeating: UInt8(index % 256), count: index)
                    )
                }
                let loaded = try await database.store.write { tx in try Kinds.load(tx, rows) }
                #expect(loaded == count)
                let stored = try await database.store.read { tx in try Kinds.all(tx) }
                #expect(stored.suffix(count) == rows[...])
            }
        }
    }

    @Test("a row that is there, or comes twice at once, is kept as it was first", arguments: Engine.allCases)
    func repeated(engine: Engine) async throws {
        let first = Kinds(id: 1, flag: true, ratio: 1, word: "first", bytes: [1])
        var second = first
        second.word = "second"
        let other = Kinds(id: 2, flag: false, ratio: 2, word: "other", bytes: [2])
        try await TestDatabase.withEmpty(engine) { [second] database async throws in
            let counts = try await database.store.write { tx in
                try tx.execute(Kinds.table)
                return [try Kinds.load(tx, [first, second]), try Kinds.load(tx, [second, other, other])]
            }
            #expect(counts == [1, 1])
            #expect(try await database.store.read { tx in try Kinds.all(tx) } == [first, other])
        }
    }

    @Test("rows come back in order where they are asked for", arguments: Engine.allCases)
    func returning(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let words = ["a", "b", "c"]
            let returned = try await database.store.write { tx in
                try tx.execute(Kinds.table)
                return try tx.run(
                    """
                    INSERT INTO kinds (id, word) \(dialect: .bulkLoad) (\(column: [1, 2, 3]), \(column: words))
                    RETURNING word
                    """
                ).map { row in try row.get("word", as: String.self) }
            }
            #expect(returned == words)
        }
    }

    @Test("columns of unequal length are refused, never filled with nulls", arguments: Engine.allCases)
    func unequal(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database async throws in
            let error = await #expect(throws: StoreError.self) {
                try await database.store.write { tx in
                    try tx.execute(Kinds.table)
                    try tx.execute(
                        "INSERT INTO kinds (id, word) \(dialect: .bulkLoad) (\(column: [1, 2]), \(column: ["a"]))"
                    )
                }
            }
            #expect(error?.code == .other)
        }
    }

    @Test("PostgreSQL's text does not depend on the number of rows, so that it stays prepared")
    func constantText() {
        func text(_ count: Int) -> String {
            let statement: SQLStatement = "INSERT INTO t (a) \(dialect: .bulkLoad) (\(column: Array(0..<count)))"
            return statement.rendered(for: .postgres).text
        }
        #expect(text(1) == "INSERT INTO t (a) SELECT * FROM unnest ($1)")
        #expect(text(1_000) == text(1))
    }
}
