import Hummingbird
import Identity
import Signals

/// What stands behind one's bell, and what rings it.
struct SignalRoutes: Sendable {
    let reader: SignalReader
    let markRead: ReadSignals
    let switchSignals: SwitchSignals

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("signals", use: list)
        group.post("signals/read", use: read)
        group.get("signals/switches", use: switches)
        group.patch("signals/switches", use: setSwitches)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.list(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func read(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let text = request.uri.queryParameters["group"].map(String.init)
        let group = text.flatMap { Int64($0) }
        if text != nil, group == nil {
            throw InvalidInput(field: "group", code: "not_valid", detail: "This is no group's id.")
        }
        try await markRead(group: group, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func switches(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.switches(of: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func setSwitches(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: SignalSwitchesBody.self, context: context)
        let wanted = Dictionary(body.switches.map { ($0.kind, $0.on) }, uniquingKeysWith: { _, last in last })
        try await switchSignals(wanted, by: context.user)
        return try await switches(request, context)
    }
}

struct SignalSwitchesBody: Decodable {
    struct Switch: Decodable {
        let kind: Signal.Kind
        let on: Bool
    }

    let switches: [Switch]
}
