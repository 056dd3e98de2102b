import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Tags of modules and records.
struct TagRoutes: Sendable {
    let store: any Store
    let reader: RecordReader
    let tagRecord: TagRecord

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("modules/:module/tags", use: list)
        group.put("records/:id/tags", use: set)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try context.parameters.require("module")
        let user = context.user
        let tags = try await store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: name) else {
                throw RecordNotFound()
            }
            return try TagQueries.all(tx, organization: user.organization, module: module.id)
        }
        let resource = TagListResource(tags: tags.map(\.name))
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func set(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let body = try await request.decode(as: TagListBody.self, context: context)
        try await tagRecord(id, body.tags, by: context.user)
        let resource = try await reader.record(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct TagListBody: Decodable {
    let tags: [String]
}

struct TagListResource: Encodable {
    let tags: [String]
}
