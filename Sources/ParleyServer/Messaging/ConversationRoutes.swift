import HTTPTypes
import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Conversations, whom they are with, and what was read in them.
struct ConversationRoutes: Sendable {
    let reader: ConversationReader
    let markRead: MarkRead
    let link: LinkConversation
    let block: BlockPerson

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("conversations", use: page)
        group.get("conversations/:id", use: get)
        group.post("conversations/:id/read", use: read)
        group.get("conversations/:id/records", use: candidates)
        group.put("conversations/:id/record", use: relink)
        group.put("conversations/:id/block", use: setBlocked)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let record = try ConversationReader.record(request.uri.queryParameters["record"].map(String.init))
        let resource = try await reader.page(PageRequest(request), record: record, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.conversation(context.conversationID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func read(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await markRead(context.conversationID, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func candidates(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.candidates(context.conversationID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func relink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.conversationID
        let body = try await request.decode(as: ConversationLinkBody.self, context: context)
        try await link(id, to: body.record, by: context.user)
        let resource = try await reader.conversation(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func setBlocked(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.conversationID
        let body = try await request.decode(as: ConversationBlockBody.self, context: context)
        try await block(id, isBlocked: body.blocked, by: context.user)
        let resource = try await reader.conversation(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

extension SignedInContext {
    var conversationID: ID<Conversation> {
        get throws {
            guard let id = parameters.get("id", as: ID<Conversation>.self) else { throw SendRefusal.notFound }
            return id
        }
    }
}

extension Request {
    /// The client's own key for what it asks to be done once.
    var idempotencyKey: String? {
        get throws {
            guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name] else { return nil }
            return try TextRule.line(key, field: "Idempotency-Key", maximum: 100)
        }
    }
}
