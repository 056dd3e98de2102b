import Crypto
import Foundation

/// A database.
///
/// A transaction is a synchronous closure that runs on one of the store's own threads.
///
/// The closure gets a transaction that is not Sendable: the compiler refuses to keep it, return it or await inside it.
package protocol Store: Sendable {
    /// The engine's dialect.
    var dialect: Dialect { get }

    /// Runs a read transaction, which sees one state of the database.
    ///
    /// - Parameter body: Plain blocking code; it may run on any thread of the store.
    /// - Returns: What the closure returns.
    /// - Throws: ``StoreError``, or what the closure throws.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result

    /// Runs a write transaction: it commits when the closure returns and leaves nothing behind when it throws.
    ///
    /// The closure may run more than once (a lost race is run again, at most ten times within five seconds), so it has no
    /// effects outside the transaction.
    ///
    /// - Parameter body: Plain blocking code.
    /// - Returns: What the closure returns.
    /// - Throws: ``StoreError``, or what the closure throws.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result

    /// Calls a doorbell after each commit that notified a topic, in this process or in another one on the same database.
    ///
    /// A ring can be missed when the connection breaks, so a listener polls as well, if rarely.
    ///
    /// - Parameters:
    ///   - doorbell: Rung from any thread.
    ///   - topic: What to listen for.
    func ring(_ doorbell: Doorbell, on topic: Topic)

    /// One line about the engine, for `parley doctor`: name, version and what makes its commits durable.
    func describe() async throws -> String

    /// Waits for what is running and closes every connection.
    func close() async
}

/// What commits can announce.
package enum Topic: String, Sendable, CaseIterable {
    /// Events were appended that have no position yet.
    case eventsAppended = "events_appended"
    /// Events got their positions and can be read.
    case eventsSequenced = "events_sequenced"
    /// A message waits to be sent.
    case outbox
    /// A webhook body waits to be processed.
    case inbound
    /// A job was added or its due time was moved.
    case jobs
}

/// What may be asked of the database inside a transaction.
package protocol ReadTransaction {
    /// Runs a query.
    ///
    /// - Parameter statement: The query.
    /// - Returns: Its rows, all of them: a query says its own limit.
    /// - Throws: ``StoreError``.
    func run(_ statement: SQLStatement) throws -> [SQLRow]
}

/// What may be done in a transaction that writes.
package protocol WriteTransaction: ReadTransaction {
    /// Runs a statement that returns no rows.
    ///
    /// - Parameter statement: The statement.
    /// - Returns: How many rows it changed.
    /// - Throws: ``StoreError``.
    @discardableResult
    func execute(_ statement: SQLStatement) throws -> Int

    /// Makes transactions with the same lock run one after the other, until the end of each.
    ///
    /// Nothing on SQLite, whose writers take turns anyway.
    ///
    /// - Parameter lock: The lock.
    /// - Throws: ``StoreError``.
    func lock(_ lock: AdvisoryLock) throws

    /// Adds an event, to be written with all others of the transaction before it commits; for ``EventLog``.
    ///
    /// - Parameter event: What happened.
    func tell(_ event: UntoldEvent)

    /// Announces a topic once this transaction has committed. See ``Store/ring(_:on:)``.
    ///
    /// - Parameter topic: The topic.
    /// - Throws: ``StoreError``.
    func notify(_ topic: Topic) throws
}

/// A lock that is taken by name.
///
/// Whoever takes several takes them in the order of their keys, so that no two wait for each other.
package struct AdvisoryLock: Sendable, Hashable, Comparable {
    /// The key in PostgreSQL.
    package let key: Int64

    private init(key: Int64) {
        self.key = key
    }

    /// The lock of some one thing, such as one person's conversation.
    ///
    /// - Parameter name: Names the kind of thing and the thing; two names share a key once in 2^64.
    package init(named name: String) {
        key = SHA256.hash(data: Data(name.utf8)).withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
    }

    package static func < (left: AdvisoryLock, right: AdvisoryLock) -> Bool { left.key < right.key }

    /// Held by whoever changes the schema.
    package static let migrations = AdvisoryLock(key: 7_270_001)
    /// Held by whoever gives events their positions.
    package static let eventSequence = AdvisoryLock(key: 7_270_002)
    /// Held by whoever takes a node.
    package static let nodes = AdvisoryLock(key: 7_270_003)
    /// Held by whoever makes an organisation.
    package static let setUp = AdvisoryLock(key: 7_270_004)
}

extension ReadTransaction {
    /// Runs a query that has at most one row.
    ///
    /// - Parameter statement: The query.
    /// - Returns: The first row, if there is one.
    /// - Throws: ``StoreError``.
    package func first(_ statement: SQLStatement) throws -> SQLRow? {
        try run(statement).first
    }
}
