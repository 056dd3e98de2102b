import FileStore
import HTTPTypes
import Hummingbird
import Identity
import Messaging
import NIOCore
import Storage

/// Files that templates show above their body.
struct TemplateFileRoutes: Sendable {
    let store: any Store
    let files: FileStore
    let upload: UploadTemplateFile

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("template-files", use: uploadFile)
        group.get("template-files/:id", use: download)
    }

    @Sendable private func uploadFile(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try request.requireLength(atMost: MediaRules.maximumOutbound)
        let file = try await upload(
            request.body.map(\.readableBytesView),
            name: request.uri.queryParameters["name"].map(String.init) ?? "",
            by: context.user
        )
        var response = try context.responseEncoder.encode(TemplateFileResource(file), from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = context.user
        guard let id = context.parameters.get("id", as: ID<TemplateFile>.self) else { throw TemplateRefusal.notFound }
        try user.requireAny(.sendMessages, .manageTemplates)
        let found = try await store.read { tx in
            try TemplateFileQueries.find(tx, organization: user.organization, id)
        }
        guard let file = found else { throw TemplateRefusal.notFound }
        return try await ServedFile(
            digest: file.digest,
            name: file.name,
            kind: file.type,
            size: file.size,
            isInline: request.uri.queryParameters["inline"] == "true"
        ).response(files, to: request, context: context)
    }
}
