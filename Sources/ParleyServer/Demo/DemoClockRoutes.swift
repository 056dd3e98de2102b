import Hummingbird
import Storage

/// Moves the demo's clock.
///
/// Added only with `--demo`.
struct DemoClockRoutes: Sendable {
    let move: MoveDemoClock

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("demo/clock", use: advance)
    }

    @Sendable private func advance(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: ClockAdvanceBody.self, context: context)
        guard let offset = try await move(byMs: body.advance_ms, by: context.user) else { throw Problem.notFound }
        let resource = DemoClockResource(now: move.clock.nowMs.rfc3339, offset_ms: offset)
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
