import Hummingbird
import Identity
import Storage

/// Moves the demo's clock.
///
/// Added only with `--demo`.
struct DemoClockRoutes: Sendable {
    static let maximumMs: Int64 = 400 * 86_400_000

    let clock: WallClock
    let demoClock: DemoClock
    /// The simulator, where the demo has one.
    let simulator: SimulatorLink?

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("demo/clock", use: advance)
    }

    @Sendable private func advance(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try context.user.requireAdministrator()
        let body = try await request.decode(as: ClockAdvanceBody.self, context: context)
        guard (1...Self.maximumMs).contains(body.advance_ms) else {
            throw InvalidInput(
                field: "advance_ms",
                code: "not_valid",
                detail: "From 1 to \(Self.maximumMs) milliseconds: the clock only goes forward."
            )
        }
        guard let offset = try await demoClock.advance(byMs: body.advance_ms) else { throw Problem.notFound }
        await simulator?.follow(offsetMs: offset)
        let resource = DemoClockResource(now: clock.nowMs.rfc3339, offset_ms: offset)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct ClockAdvanceBody: Decodable {
    let advance_ms: Int64
}

struct DemoClockResource: Encodable {
    let now: String
    let offset_ms: Int64
}
