import Identity
import Storage

/// Moves a demo's clock forward, in this server, its screens and its simulator.
struct MoveDemoClock: Sendable {
    static let maximumMs: Int64 = 400 * 86_400_000

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator
    let demoClock: DemoClock
    /// The simulator, where the demo has one.
    let simulator: SimulatorLink?

    /// - Returns: The new offset, milliseconds; nil where the database is no demo's.
    func callAsFunction(byMs milliseconds: Int64, by user: SignedIn) async throws -> Int64? {
        try user.requireAdministrator()
        guard (1...Self.maximumMs).contains(milliseconds) else {
            throw InvalidInput(
                field: "advance_ms",
                code: "not_valid",
                detail: "From 1 to \(Self.maximumMs) milliseconds: the clock only goes forward."
            )
        }
        guard let offset = try await demoClock.advance(byMs: milliseconds) else { return nil }
        await simulator?.follow(offsetMs: offset)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "clock.moved",
                subjectID: user.organization.rawValue,
                atMs: now
            )
        }
        return offset
    }
}
