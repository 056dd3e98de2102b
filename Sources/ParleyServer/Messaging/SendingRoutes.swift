import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Templates sent from records.
struct SendingRoutes: Sendable {
    let reader: SendingReader
    let sendTemplate: SendTemplate
    let messages: MessageReader

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("records/:id/recipients", use: recipients)
        group.post("records/:id/messages", use: send)
        group.post("records/:id/messages/dry-run", use: dryRun)
    }

    @Sendable private func recipients(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.recipients(about: context.recordID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func send(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let record = try context.recordID
        let body = try await request.decode(as: SendTemplateBody.self, context: context)
        let message = try await sendTemplate(
            body.question,
            about: record,
            idempotencyKey: try request.idempotencyKey,
            by: context.user
        )
        let resource = try await messages.message(message.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func dryRun(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let record = try context.recordID
        let body = try await request.decode(as: DryRunBody.self, context: context)
        let resource = try await reader.dryRun(body.question, about: record, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct SendTemplateBody: Decodable {
    let template: ID<MessageTemplate>
    let phone: String
    let lookup: ID<Field>?
    let business_number: ID<BusinessNumber>?

    var question: TemplateSending.Question {
        TemplateSending.Question(template: template, phone: phone, lookup: lookup, businessNumber: business_number)
    }
}

struct DryRunBody: Decodable {
    let template: ID<MessageTemplate>
    let phone: String?
    let lookup: ID<Field>?
    let business_number: ID<BusinessNumber>?

    var question: TemplateSending.Question {
        TemplateSending.Question(template: template, phone: phone, lookup: lookup, businessNumber: business_number)
    }
}
