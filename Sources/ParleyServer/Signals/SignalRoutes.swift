import Hummingbird
import Signals

/// What stands behind one's bell.
struct SignalRoutes: Sendable {
    let reader: SignalReader
    let markRead: ReadSignals

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("signals", use: list)
        group.post("signals/read", use: read)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.list(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func read(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await markRead(by: context.user)
        return Response(status: .noContent)
    }
}
