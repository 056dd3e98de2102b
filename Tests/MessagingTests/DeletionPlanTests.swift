import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

/// What goes is looked for in every table that may name it, while all writers wait.
@Suite("how rows go")
struct DeletionPlanTests {
    /// Tables with a column that names a row of another one and no index that begins with it.
    private func unindexed(_ tx: any ReadTransaction, _ engine: Engine, naming table: String) throws -> [String] {
        let question: SQLStatement =
            switch engine {
            case .sqlite:
                """
                SELECT tables.name || '.' || named."from" AS place
                  FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS named
                 WHERE tables.type = 'table' AND named."table" = \(table)
                   AND NOT EXISTS (SELECT 1 FROM pragma_index_list(tables.name) AS indexes
                                     JOIN pragma_index_info(indexes.name) AS part
                                    WHERE part.seqno = 0 AND part.name = named."from")
                """
            case .postgres:
                """
                SELECT CAST(named.conrelid AS regclass) || '.' || part.attname AS place
                  FROM pg_constraint AS named
                  JOIN pg_attribute AS part ON part.attrelid = named.conrelid AND part.attnum = named.conkey[1]
                 WHERE named.contype = 'f' AND named.confrelid = CAST(\(table) AS regclass)
                   AND NOT EXISTS (SELECT 1 FROM pg_index
                                    WHERE pg_index.indrelid = named.conrelid AND pg_index.indkey[0] = named.conkey[1])
                """
            }
        return try tx.run(question).map { try $0.get("place") }
    }

    @Test("whatever names a record, field, conversation or message is found by it alone", arguments: Engine.allCases)
    func references(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            for table in ["records", "fields", "conversations", "messages"] {
                let places = try await database.store.read { tx in try unindexed(tx, engine, naming: table) }
                #expect(places == [], "naming \(table)")
            }
        }
    }

    @Test(
        "records with all that hangs on them, and fields, go without reading any table through",
        arguments: Engine.allCases
    )
    func deletions(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let (clock, ids) = (database.clock, database.ids)
            let store = PlanningStore(database.store, engine)
            let bin = RecycleBin(
                store: store,
                clock: clock,
                ids: ids,
                followers: [ConversationLifecycle(clock: clock, ids: ids)]
            )
            try await bin.put([fixture.lead], by: fixture.user)
            try await bin.restore([fixture.lead], by: fixture.user)
            try await bin.put([fixture.lead], by: fixture.user)
            try await bin.purge([fixture.lead], by: fixture.user)
            let shape = ShapeFields(store: store, clock: clock, ids: ids, users: [])
            let field = try await shape.add(
                NewField(labelEnglish: "Shoe size", labelChinese: "鞋码", type: .integer),
                to: "Leads",
                by: fixture.user
            )
            try await shape.remove(field.id, from: "Leads", by: fixture.user)
            #expect(try await fixture.conversations().isEmpty)
            for fault in store.faults { Issue.record("\(fault)") }
        }
    }
}
