import Foundation
package import Logging
import ServiceLifecycle

/// This process's place among those that share a database: a node number for its ids, and the floor they start above.
///
/// The floor is written ahead of the ids, with every renewal, so that after a crash or a clock set back the next holder of any
/// node still starts above all stored ids.
package struct NodeLease: Sendable {
    /// The lease lasts this long past its last renewal, real time.
    static let lengthMs: Int64 = 30_000
    /// How often it is renewed.
    static let renewal: Duration = .seconds(5)

    /// The leased number, 0…1023.
    package let node: Int64
    /// Makes this process's ids.
    package let ids: IDGenerator
    private let holder: String
    private let store: any Store
    private let clock: WallClock

    /// Why this process may not go on.
    package enum Failure: Error, CustomStringConvertible {
        case noneFree
        case lost(node: Int64)

        package var description: String {
            switch self {
            case .noneFree: "1024 programs already use this database"
            case .lost(let node): "node \(node) was not renewed in time and is another program's now"
            }
        }
    }

    /// Takes the lowest free node.
    ///
    /// - Parameters:
    ///   - store: A migrated database.
    ///   - clock: The process's clock.
    ///   - holder: Tells this process from others; random.
    /// - Returns: The lease.
    /// - Throws: ``Failure/noneFree`` or ``StoreError``.
    package static func acquire(
        from store: any Store,
        clock: WallClock,
        holder: String = UUID().uuidString
    ) async throws -> NodeLease {
        let realNow = clock.realMs
        let now = clock.nowMs
        let (node, floor) = try await store.write { tx -> (Int64, Int64) in
            try tx.lock(.nodes)
            let rows = try tx.run("SELECT node, leased_until_ms, floor_ms FROM nodes ORDER BY node")
            var taken: Set<Int64> = []
            var floor: Int64 = 0
            for row in rows {
                floor = max(floor, try row.get("floor_ms"))
                if try row.get("leased_until_ms", as: Int64.self) > realNow { taken.insert(try row.get("node")) }
            }
            guard let node = (0..<1024).first(where: { !taken.contains($0) }) else { throw Failure.noneFree }
            let ahead = max(floor, now) + lengthMs
            try tx.execute(
                """
                INSERT INTO nodes (node, holder, leased_until_ms, floor_ms)
                VALUES (\(node), \(holder), \(realNow + lengthMs), \(ahead))
                ON CONFLICT (node) DO UPDATE
                   SET holder = excluded.holder, leased_until_ms = excluded.leased_until_ms, floor_ms = excluded.floor_ms
                """
            )
            return (node, floor)
        }
        return NodeLease(
            node: node,
            ids: IDGenerator(node: node, clock: clock, floorMs: floor),
            holder: holder,
            store: store,
            clock: clock
        )
    }

    /// Renews the lease and moves the floor ahead.
    ///
    /// - Throws: ``Failure/lost(node:)`` or ``StoreError``.
    package func renew() async throws {
        try await write(
            leasedUntilMs: clock.realMs + Self.lengthMs,
            floorMs: max(clock.nowMs, ids.lastMs) + Self.lengthMs
        )
    }

    /// Gives the node back, with the floor at the last id made.
    ///
    /// - Throws: ``Failure/lost(node:)`` or ``StoreError``.
    package func release() async throws {
        try await write(leasedUntilMs: 0, floorMs: ids.lastMs)
    }

    private func write(leasedUntilMs: Int64, floorMs: Int64) async throws {
        let changed = try await store.write { [node, holder] tx in
            try tx.execute(
                """
                UPDATE nodes SET leased_until_ms = \(leasedUntilMs), floor_ms = \(floorMs)
                 WHERE node = \(node) AND holder = \(holder)
                """
            )
        }
        if changed == 0 { throw Failure.lost(node: node) }
    }
}

/// Keeps the lease while the program runs; a lost lease ends the program, since its ids could be another's.
package struct NodeLeaseService: Service {
    private let lease: NodeLease
    private let logger: Logger

    /// Keeps a lease.
    package init(lease: NodeLease, logger: Logger) {
        self.lease = lease
        self.logger = logger
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown { try await keep() }
        try await lease.release()
    }

    /// A database that is away for a moment is no reason to stop: the lease outlives a few missed renewals.
    private func keep() async throws {
        var renewedAt = ContinuousClock.now
        while true {
            do {
                try await Task.sleep(for: NodeLease.renewal)
                try await lease.renew()
                renewedAt = .now
            } catch is CancellationError {
                return
            } catch let error as StoreError {
                logger.error("the node lease was not renewed", metadata: ["error": "\(error)"])
                let limit = Duration.milliseconds(NodeLease.lengthMs)
                if renewedAt.duration(to: .now) >= limit { throw NodeLease.Failure.lost(node: lease.node) }
            }
        }
    }
}
