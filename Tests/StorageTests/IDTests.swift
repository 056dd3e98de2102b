import Foundation
import ParleyTestSupport
import Storage
import Testing

@Suite("ids, nodes and clocks")
struct IDTests {
    enum Thing {}

    @Test("ids rise although the clock stands still, and are unique across threads")
    func idsRise() async {
        let ids = IDGenerator(node: 5, clock: WallClock(standingAtMs: TestDatabase.startMs), floorMs: 0)
        let all = await withTaskGroup(of: [ID<Thing>].self) { group in
            for _ in 0..<4 { group.addTask { (0..<5_000).map { _ in ids.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 20_000)
        let next = (0..<10_000).map { _ in ids.next(Thing.self) }
        #expect(next == next.sorted())
    }

    @Test("two nodes never make the same id")
    func nodesDiffer() {
        let clock = WallClock(standingAtMs: TestDatabase.startMs)
        let one = IDGenerator(node: 1, clock: clock, floorMs: 0)
        let two = IDGenerator(node: 2, clock: clock, floorMs: 0)
        let ids = Set((0..<5_000).flatMap { _ in [one.next(Thing.self), two.next(Thing.self)] })
        #expect(ids.count == 10_000)
    }

    @Test("an id is decimal text in JSON, and nothing else is an id")
    func json() throws {
        let id = ID<Thing>(9_007_199_254_740_993)
        #expect(String(decoding: try JSONEncoder().encode([id]), as: UTF8.self) == "[\"9007199254740993\"]")
        for wrong in ["[1]", "[\"01\"]", "[\"-1\"]", "[\"0\"]", "[\"x\"]", "[\"9223372036854775808\"]"] {
            #expect(throws: (any Error).self) { try JSONDecoder().decode([ID<Thing>].self, from: Data(wrong.utf8)) }
        }
    }

    @Test("after a crash and a clock set back, ids start above all stored ones", arguments: Engine.allCases)
    func floorHolds(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let lease = try await NodeLease.acquire(from: database.store, clock: database.clock)
            database.clock.advance(byMs: 4_000)
            let stored = lease.ids.next(Thing.self)
            // No release: the program was killed. The machine's clock is an hour back when it starts again.
            let back = WallClock(standingAtMs: TestDatabase.startMs - 3_600_000)
            let next = try await NodeLease.acquire(from: database.store, clock: back)
            #expect(next.ids.next(Thing.self) > stored)
        }
    }

    @Test("programs on one database get nodes of their own, and a node comes free again", arguments: Engine.allCases)
    func nodesAreLeased(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let leases = try await withThrowingTaskGroup(of: NodeLease.self) { group in
                for _ in 0..<5 {
                    group.addTask { try await NodeLease.acquire(from: database.store, clock: database.clock) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(leases.map(\.node)) == [0, 1, 2, 3, 4])
            try await leases[0].release()
            let again = try await NodeLease.acquire(from: database.store, clock: database.clock)
            #expect(again.node == leases[0].node)
        }
    }

    @Test("a lease that ran out and was taken is lost", arguments: Engine.allCases)
    func lostLease(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let first = try await NodeLease.acquire(from: database.store, clock: database.clock)
            database.clock.advance(byMs: 31_000)
            let second = try await NodeLease.acquire(from: database.store, clock: database.clock)
            #expect(second.node == first.node)
            await #expect(throws: NodeLease.Failure.self) { try await first.renew() }
        }
    }

    @Test("the demo clock keeps its offset over a restart and only goes forward", arguments: Engine.allCases)
    func demoClock(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let september: Int64 = 1_756_684_800_000
            let demo = DemoClock(store: database.store, clock: database.clock)
            #expect(try await demo.advance(byMs: 1_000) == nil)
            try await demo.start(atMs: september)
            #expect(database.clock.nowMs == september)
            #expect(try await demo.advance(byMs: 86_400_000) != nil)
            #expect(database.clock.nowMs == september + 86_400_000)
            // A second start keeps the time it had.
            try await demo.start(atMs: september)
            let restarted = WallClock(standingAtMs: TestDatabase.startMs)
            try await DemoClock(store: database.store, clock: restarted).restore()
            #expect(restarted.nowMs == september + 86_400_000)
        }
    }
}
