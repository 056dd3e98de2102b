import Hummingbird
import Identity
import Records
import Storage

/// The audit trail.
struct AuditRoutes: Sendable {
    let reader: AuditReader

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("audit", use: page)
        group.get("records/:id/history", use: history)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let text = request.uri.queryParameters["area"].map(String.init) ?? AuditTrail.Area.settings.rawValue
        guard let area = AuditTrail.Area(rawValue: text) else {
            throw InvalidInput(field: "area", code: "not_valid", detail: "There is no such part of the trail.")
        }
        let resource = try await reader.page(PageRequest(request), of: area, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func history(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let id = context.parameters.get("id", as: ID<Record>.self) else { throw RecordNotFound() }
        let resource = try await reader.history(PageRequest(request), of: id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}
