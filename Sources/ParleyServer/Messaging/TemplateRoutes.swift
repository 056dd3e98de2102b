import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Templates: written, submitted, looked at.
struct TemplateRoutes: Sendable {
    let reader: TemplateReader
    let submit: SubmitTemplate
    let check: CheckTemplate
    let change: ChangeTemplate
    let delete: DeleteTemplate
    let map: MapTemplate
    let refresh: RefreshTemplates

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("templates", use: page)
        group.post("templates", use: create)
        group.post("templates/refresh", use: refreshAll)
        group.get("templates/:id", use: get)
        group.patch("templates/:id", use: changeOne)
        group.delete("templates/:id", use: deleteOne)
        group.put("templates/:id/module", use: mapOne)
        group.post("templates/:id/preview", use: preview)
        group.post("template-checks", use: checkDraft)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.page(PageRequest(request), TemplatePageQuery(request), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewTemplateBody.self, context: context)
        let template = try await submit(body.checked(), by: context.user)
        let resource = try await reader.template(template.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.template(context.templateID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func checkDraft(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: TemplateDraftBody.self, context: context)
        let report = try await check(
            body.checked(),
            correcting: body.template,
            in: body.channel,
            by: context.user
        )
        return try context.responseEncoder.encode(TemplateCheckResource(report), from: request, context: context)
    }

    @Sendable private func changeOne(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.templateID
        let body = try await request.decode(as: NewTemplateBody.self, context: context)
        try await change(id, body.checked(), by: context.user)
        return try await get(request, context)
    }

    @Sendable private func deleteOne(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await delete(context.templateID, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func mapOne(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.templateID
        let body = try await request.decode(as: MapTemplateBody.self, context: context)
        try await map(id, to: body.module, fields: body.fields ?? [], by: context.user)
        return try await get(request, context)
    }

    @Sendable private func refreshAll(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await refresh(by: context.user)
        return Response(status: .accepted)
    }

    @Sendable private func preview(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.templateID
        let body = try await request.decode(as: PreviewTemplateBody.self, context: context)
        let resource = try await reader.preview(id, of: body.record, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

extension SignedInContext {
    fileprivate var templateID: ID<MessageTemplate> {
        get throws {
            guard let id = parameters.get("id", as: ID<MessageTemplate>.self) else { throw TemplateRefusal.notFound }
            return id
        }
    }
}

struct MapTemplateBody: Decodable {
    let module: String
    let fields: [String]?
}

struct PreviewTemplateBody: Decodable {
    let record: ID<Record>
}
