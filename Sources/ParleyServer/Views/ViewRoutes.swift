import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Views, and the lists that they and passing filters show.
struct ViewRoutes: Sendable {
    let reader: ViewReader
    let save: SaveView

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("modules/:module/views", use: list)
        group.post("modules/:module/views", use: create)
        group.post("modules/:module/query", use: query)
        group.put("views/:id", use: change)
        group.delete("views/:id", use: delete)
        group.put("views/:id/mark", use: mark)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.views(of: context.parameters.require("module"), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func query(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RecordQueryBody.self, context: context)
        let resource = try await reader.query(body, of: context.parameters.require("module"), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let module = try context.parameters.require("module")
        let body = try await request.decode(as: ViewRequestBody.self, context: context)
        let view = try await save.create(body.checked(), in: module, by: context.user)
        let resource = try await reader.view(view.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.viewID
        let body = try await request.decode(as: ViewRequestBody.self, context: context)
        try await save.change(id, body.checked(), by: context.user)
        let resource = try await reader.view(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await save.delete(context.viewID, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func mark(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.viewID
        let body = try await request.decode(as: ViewMarkBody.self, context: context)
        try await save.mark(id, isFavourite: body.is_favourite, isDefault: body.is_default, by: context.user)
        let resource = try await reader.view(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

extension SignedInContext {
    fileprivate var viewID: ID<RecordView> {
        get throws {
            guard let id = parameters.get("id", as: ID<RecordView>.self) else { throw ViewRefusal.notFound }
            return id
        }
    }
}

struct SortBody: Codable {
    let field: String
    let descending: Bool

    init(_ order: RecordOrder) {
        field = order.field.text
        descending = order.isDescending
    }

    func checked() throws(InvalidInput) -> RecordOrder {
        guard let known = CriterionField(text: field) else {
            throw InvalidInput(field: "sort", code: "unknown_field", detail: "There is no such field to sort by.")
        }
        return RecordOrder(field: known, isDescending: descending)
    }
}

struct RecordQueryBody: Decodable {
    let view: ID<RecordView>?
    let criteria: CriteriaDocument?
    let sort: SortBody?
    let limit: Int?
    let cursor: String?
    let count: Bool?
}

struct ViewRequestBody: Decodable {
    let label: String
    let sharing: RecordView.Sharing
    let users: [ID<User>]?
    let roles: [ID<Role>]?
    let groups: [ID<Group>]?
    let columns: [String]
    let sort: SortBody
    let criteria: CriteriaDocument?

    func checked() throws(InvalidInput) -> SaveView.Request {
        try SaveView.Request(
            label: label,
            sharing: sharing,
            shares: ViewShares(users: users ?? [], roles: roles ?? [], groups: groups ?? []),
            columns: columns,
            order: sort.checked(),
            criteria: criteria?.criteria()
        )
    }
}

struct ViewMarkBody: Decodable {
    let is_favourite: Bool
    let is_default: Bool
}
