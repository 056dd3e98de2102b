import Hummingbird
import Identity
import Records
import Storage

/// Merge fields to choose from, and what a text says with them.
struct MergeRoutes: Sendable {
    let reader: MergeReader

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("modules/:module/merge-fields", use: choices)
        group.post("merge-preview", use: preview)
    }

    @Sendable private func choices(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let module = try context.parameters.require("module")
        let resource = try await reader.choices(of: module, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func preview(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: MergePreviewBody.self, context: context)
        let resource = try await reader.preview(body, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct MergePreviewBody: Decodable {
    let module: String
    let record: ID<Record>
    let text: String
    let language: String
}
