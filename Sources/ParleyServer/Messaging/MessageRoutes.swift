import FileStore
import HTTPTypes
import Hummingbird
import Identity
import Messaging
import NIOCore
import Storage

/// Messages of conversations, and what is done with them.
struct MessageRoutes: Sendable {
    let store: any Store
    let files: FileStore
    let reader: MessageReader
    let sendReply: SendReply
    let upload: UploadMessageFile
    let fetchAgain: FetchAgain
    let react: SetReaction
    let retry: RetryMessage
    let settle: SettleMessage
    let typing: TellTyping

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("conversations/:id/messages", use: page)
        group.post("conversations/:id/messages", use: reply)
        group.post("conversations/:id/files", use: uploadFile)
        group.post("conversations/:id/typing", use: tellTyping)
        group.put("messages/:id/reaction", use: setReaction)
        group.post("messages/:id/retry", use: tryAgain)
        group.put("messages/:id/outcome", use: setOutcome)
        group.get("message-files/:id", use: download)
        group.post("message-files/:id/fetch", use: fetch)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.page(PageRequest(request), of: context.conversationID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func reply(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.conversationID
        let body = try await request.decode(as: SendReplyBody.self, context: context)
        let message = try await sendReply(
            body.content,
            in: id,
            quoting: body.quoted,
            idempotencyKey: try request.idempotencyKey,
            by: context.user
        )
        return try await answer(message, .created, request, context)
    }

    @Sendable private func uploadFile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.conversationID
        try request.requireLength(atMost: MediaRules.maximumOutbound)
        let file = try await upload(
            request.body.map(\.readableBytesView),
            name: UploadName.read(request.headers[.contentDisposition]) ?? "",
            in: id,
            by: context.user
        )
        let resource = MessageFileResource(file)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func tellTyping(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await typing(in: context.conversationID, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func setReaction(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.messageID
        let body = try await request.decode(as: ReactionBody.self, context: context)
        try await react(body.emoji, on: id, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func tryAgain(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let message = try await retry(context.messageID, by: context.user)
        return try await answer(message, .created, request, context)
    }

    @Sendable private func setOutcome(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.messageID
        let body = try await request.decode(as: OutcomeBody.self, context: context)
        let message = try await settle(id, hasArrived: body.has_arrived, by: context.user)
        return try await answer(message, .ok, request, context)
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.messageFileID
        let user = context.user
        try user.require(.viewMessages)
        let found = try await store.read { tx in try MessageFileQueries.find(tx, for: user, id: id) }
        guard let file = found, let digest = file.digest, let size = file.size else { throw SendRefusal.notFound }
        return try await ServedFile(
            digest: digest,
            name: file.name,
            kind: file.kind,
            size: size,
            isInline: request.uri.queryParameters["inline"] == "true"
        ).response(files, to: request, context: context)
    }

    @Sendable private func fetch(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await fetchAgain(context.messageFileID, by: context.user)
        return Response(status: .noContent)
    }

    private func answer(
        _ message: Message,
        _ status: HTTPResponse.Status,
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> Response {
        let resource = try await reader.message(message.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = status
        return response
    }
}

extension SignedInContext {
    fileprivate var messageID: ID<Message> {
        get throws {
            guard let id = parameters.get("id", as: ID<Message>.self) else { throw SendRefusal.notFound }
            return id
        }
    }

    fileprivate var messageFileID: ID<MessageFile> {
        get throws {
            guard let id = parameters.get("id", as: ID<MessageFile>.self) else { throw SendRefusal.notFound }
            return id
        }
    }
}

/// One of: words, a file, a place, or words with something to tap on.
struct SendReplyBody: Decodable {
    let text: String?
    let link_preview: Bool?
    let file: ID<MessageFile>?
    let location: MessageContent.Location?
    let interactive: MessageContent.Interactive?
    let quoted: ID<Message>?

    var content: ReplyContent {
        get throws(InvalidInput) {
            guard [file != nil, location != nil, interactive != nil].count(where: { $0 }) <= 1 else {
                throw InvalidInput(
                    field: "text",
                    code: "not_valid",
                    detail: "A message is a text, a file, a place or an interactive one, and one of these only."
                )
            }
            if let file { return .file(file, caption: text ?? "") }
            if let location { return .location(location) }
            if let interactive { return .interactive(body: text ?? "", interactive) }
            return .text(text ?? "", previewsLink: link_preview ?? true)
        }
    }
}

struct ReactionBody: Decodable {
    let emoji: String?
}

struct OutcomeBody: Decodable {
    let has_arrived: Bool
}
