import ParleyTestSupport
import Storage
import Synchronization

/// Asks the engine how it runs each query, and then runs it.
class Planner: ReadTransaction {
    private let tx: any ReadTransaction
    private let engine: Engine
    /// Each query with its plan.
    private(set) var plans: [(query: String, plan: [String])] = []

    init(_ tx: any ReadTransaction, _ engine: Engine) throws {
        self.tx = tx
        self.engine = engine
        // So few rows are read through sooner than an index; this leaves that only where no index would do.
        if engine == .postgres { _ = try tx.run("SET LOCAL enable_seqscan = off") }
    }

    func run(_ statement: SQLStatement) throws -> [SQLRow] {
        try explain(statement)
        return try tx.run(statement)
    }

    fileprivate func explain(_ statement: SQLStatement) throws {
        let explain: SQLStatement = engine == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) "
        let column = engine == .sqlite ? "detail" : "QUERY PLAN"
        let plan = try tx.run("\(fragment: explain)\(fragment: statement)").map { try $0.get(column, as: String.self) }
        plans.append((statement.rendered(for: engine == .sqlite ? Dialect.sqlite : Dialect.postgres).text, plan))
    }

    /// Steps that read a whole table, or sort what an index should have in order.
    func faults(mayCollect: Bool) -> [String] {
        plans.flatMap { query, plan in plan.filter { isFault($0, mayCollect) }.map { "\($0)\nin \(query)\n\(plan)" } }
    }

    private func isFault(_ step: String, _ mayCollect: Bool) -> Bool {
        switch engine {
        case .sqlite:
            let isScan = step.hasPrefix("SCAN") && !step.contains("USING") && !step.contains("VIRTUAL TABLE")
            // What a subquery or a CTE made is no table.
            let made = ["SCAN (", "SCAN counted", "SCAN found", "SCAN below", "SCAN CONSTANT"]
            let isMade = made.contains { step.hasPrefix($0) }
            return isScan && !isMade || !mayCollect && step.hasPrefix("USE TEMP B-TREE FOR ORDER BY")
        case .postgres: return step.contains("Seq Scan on")
        }
    }
}

/// A planner of what is written.
private final class WritePlanner: Planner, WriteTransaction {
    private let tx: any WriteTransaction

    init(writing tx: any WriteTransaction, _ engine: Engine) throws {
        self.tx = tx
        try super.init(tx, engine)
    }

    func execute(_ statement: SQLStatement) throws -> Int {
        try explain(statement)
        return try tx.execute(statement)
    }

    func lock(_ lock: AdvisoryLock) throws { try tx.lock(lock) }

    func tell(_ event: UntoldEvent) { tx.tell(event) }

    func notify(_ topic: Topic) throws { try tx.notify(topic) }
}

/// A store that notes how the engine runs whatever is asked of it.
final class PlanningStore: Store {
    private let store: any Store
    private let engine: Engine
    private let found = Mutex<[String]>([])

    init(_ store: any Store, _ engine: Engine) {
        self.store = store
        self.engine = engine
    }

    /// Steps that read a whole table.
    var faults: [String] { found.withLock { $0 } }

    var dialect: Dialect { store.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await store.read { [self] tx in
            let planner = try Planner(tx, engine)
            defer { note(planner) }
            return try body(planner)
        }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        try await store.write { [self] tx in
            let planner = try WritePlanner(writing: tx, engine)
            defer { note(planner) }
            return try body(planner)
        }
    }

    func ring(_ doorbell: Doorbell, on topic: Topic) { store.ring(doorbell, on: topic) }

    func describe() async throws -> String { try await store.describe() }

    func close() async { await store.close() }

    private func note(_ planner: Planner) {
        let faults = planner.faults(mayCollect: true)
        found.withLock { $0 += faults }
    }
}
