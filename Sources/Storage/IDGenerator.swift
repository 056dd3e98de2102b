import Synchronization

/// Makes ids that are unique across nodes and rise with time: 41 bits of milliseconds, 10 of node, 12 of sequence.
///
/// They never fall, whatever the clock does, and start above ``NodeLease``'s floor, so above every stored id.
package final class IDGenerator: Sendable {
    /// Milliseconds count from 2025-01-01T00:00:00Z; 41 bits last until 2094.
    static let epochMs: Int64 = 1_735_689_600_000

    private struct State {
        var lastMs: Int64
        var sequence: Int64
    }

    /// The node's number, 0…1023.
    package let node: Int64
    private let clock: WallClock
    private let state: Mutex<State>

    /// Starts above a floor.
    ///
    /// - Parameters:
    ///   - node: 0…1023, leased to this process alone.
    ///   - clock: The movable clock.
    ///   - floorMs: Ids of this millisecond and earlier may be taken; Unix milliseconds.
    package init(node: Int64, clock: WallClock, floorMs: Int64) {
        precondition((0..<1024).contains(node), "a node number has 10 bits")
        self.node = node
        self.clock = clock
        state = Mutex(State(lastMs: floorMs, sequence: 4095))
    }

    /// Makes the next id.
    ///
    /// - Returns: An id above all earlier ones of this generator.
    package func next<Subject>(_ subject: Subject.Type = Subject.self) -> ID<Subject> {
        let now = clock.nowMs
        return state.withLock { state in
            if now > state.lastMs {
                state.lastMs = now
                state.sequence = 0
            } else if state.sequence < 4095 {
                state.sequence += 1
            } else {
                // 4096 ids in one millisecond, or a clock that stands still: the next one is borrowed from the future.
                state.lastMs += 1
                state.sequence = 0
            }
            return ID((state.lastMs - Self.epochMs) << 22 | node << 12 | state.sequence)
        }
    }

    /// The latest millisecond an id was made for, Unix time.
    package var lastMs: Int64 { state.withLock { $0.lastMs } }

    /// The lowest id that can be made in a millisecond.
    ///
    /// - Parameters:
    ///   - atMs: Unix milliseconds.
    ///   - subject: What it is the id of.
    /// - Returns: An id that no earlier one reaches.
    package static func first<Subject>(atMs: Int64, of subject: Subject.Type = Subject.self) -> ID<Subject> {
        ID(max(0, atMs - epochMs) << 22)
    }

    /// The time an id was made at, Unix milliseconds.
    ///
    /// - Parameter id: An id of any generator.
    /// - Returns: Its millisecond.
    package static func timeMs<Subject>(of id: ID<Subject>) -> Int64 {
        (id.rawValue >> 22) + epochMs
    }

    /// The lowest id that can be made at a time, to find by ids what is older.
    ///
    /// - Parameters:
    ///   - atMs: Unix milliseconds.
    ///   - subject: What the ids are of.
    /// - Returns: The id; nobody's own.
    package static func first<Subject>(atMs: Int64, _ subject: Subject.Type) -> ID<Subject> {
        ID(max(0, atMs - epochMs) << 22)
    }
}
