import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Templates: written, submitted, looked at.
struct TemplateRoutes: Sendable {
    let reader: TemplateReader
    let submit: SubmitTemplate

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("templates", use: page)
        group.post("templates", use: create)
        group.get("templates/:id", use: get)
        group.post("templates/:id/preview", use: preview)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = request.uri.queryParameters
        let resource = try await reader.page(
            PageRequest(request),
            module: query["module"].map(String.init),
            status: query["status"].map(String.init),
            for: context.user
        )
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

struct NewTemplateBody: Decodable {
    let name: String
    let module: String
    let language: String
    let category: MessageTemplate.Category
    let body: String
    let channel: ID<ChannelAccount>?

    func checked() throws(InvalidInput) -> SubmitTemplate.Request {
        try SubmitTemplate.Request(
            name: name,
            module: module,
            language: language,
            category: category,
            body: body,
            channel: channel
        )
    }
}

struct PreviewTemplateBody: Decodable {
    let record: ID<Record>
}
