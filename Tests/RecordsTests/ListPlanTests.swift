import Foundation
import Identity
import ParleyTestSupport
import Storage
import Testing

@testable import Records

/// How the engines run what lists ask, on databases without statistics: with them a plan may be better, and must not be needed.
@Suite("Lists of many records")
struct ListPlanTests {
    @Test("2.133 what a page names is found by id, and not by reading the organisation", arguments: Engine.allCases)
    func byID(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let ids = (Int64(1)...50).map(ID<Record>.init)
            for name in ["rep", "ada"] {
                let user = try await team.user(name)
                for state in [RecordState.living, .kept, .trashed] {
                    let visible = RecordQueries.visible(to: user, state, byID: true)
                    let plan = try await database.plan(
                        "SELECT records.id FROM records WHERE \(fragment: visible) AND records.id IN (\(list: ids))"
                    )
                    let isByID = plan.contains(engine == .sqlite ? "sqlite_autoindex_records_1 (id=?)" : "records_pkey")
                    #expect(isByID, "\(plan)")
                }
            }
        }
    }

    @Test("2.77 a range is compared with the record's own value and not gone through for every record")
    func ranges() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let team = try await Team(database)
            let user = try await team.user("ada")
            let (module, fields) = try await team.fixture.module("Deals")
            let amount = try #require(fields.first { $0.name == "amount" })
            let compiler = CriteriaCompiler(
                fields: fields,
                context: CriteriaContext(organization: user.organization, user: user.user, nowMs: 0, timeZone: .gmt)
            )
            let asked: [(Comparison, [String])] = [
                (.greaterThan, ["5"]), (.lessEqual, ["5"]), (.between, ["5", "9"]), (.isIn, ["5", "9"]),
            ]
            for (comparison, values) in asked {
                let row = Criterion(field: .field(amount.id), comparison: comparison, operand: .values(values))
                let condition = try compiler.condition(Criteria(rows: [row], pattern: nil))
                let visible = RecordQueries.visible(to: user)
                let plan = try await database.plan(
                    """
                    SELECT records.id FROM records
                     WHERE \(fragment: visible) AND records.module_id = \(module.id) AND \(fragment: condition)
                     ORDER BY records.updated_at_ms DESC, records.id DESC LIMIT 50
                    """
                )
                #expect(plan.contains("record_id=? AND field_id=? AND place=?"), "\(plan)")
            }
        }
    }

    @Test("2.77 records that name one in a lookup are looked for once", arguments: Engine.allCases)
    func lookups(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let team = try await Team(database)
            let user = try await team.user("ada")
            let (module, fields) = try await team.fixture.module("Deals")
            let contact = try #require(fields.first { $0.name == "contact" })
            let compiler = CriteriaCompiler(
                fields: fields,
                context: CriteriaContext(organization: user.organization, user: user.user, nowMs: 0, timeZone: .gmt)
            )
            let row = Criterion(field: .field(contact.id), comparison: .equal, operand: .values(["7"]))
            let condition = try compiler.condition(Criteria(rows: [row], pattern: nil))
            let plan = try await database.plan(
                """
                SELECT records.id FROM records
                 WHERE \(fragment: RecordQueries.visible(to: user)) AND records.module_id = \(module.id) AND \(fragment: condition)
                 ORDER BY records.created_at_ms DESC, records.id DESC LIMIT 5
                """
            )
            #expect(!plan.contains("CORRELATED"), "\(plan)")
            #expect(plan.contains("field_values_by_number"), "\(plan)")
        }
    }
}

extension TestDatabase {
    /// How the engine runs a query where tables are too large to be read through.
    fileprivate func plan(_ query: SQLStatement) async throws -> String {
        let isSQLite = store.dialect == .sqlite
        let explain: SQLStatement = isSQLite ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
        return try await store.read { tx in
            if !isSQLite { _ = try tx.run("SET LOCAL enable_seqscan = off") }
            return try tx.run("\(fragment: explain)\(fragment: query)").map { row in
                try row.get(isSQLite ? "detail" : "QUERY PLAN", as: String.self)
            }.joined(separator: "\n")
        }
    }
}
