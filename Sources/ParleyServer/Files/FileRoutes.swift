import FileStore
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Records
import Storage

/// Files on records.
struct FileRoutes: Sendable {
    let store: any Store
    let files: FileStore
    let attach: AttachFile

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("records/:id/files", use: list)
        group.post("records/:id/files", use: upload)
        group.get("files/:id", use: download)
        group.delete("files/:id", use: remove)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let user = context.user
        let resource = try await store.read { tx in
            guard try RecordQueries.find(tx, visibleTo: user, id: id) != nil else { throw RecordNotFound() }
            let found = try RecordFileQueries.all(tx, organization: user.organization, record: id)
            return FileListResource(files: try Self.resources(found, tx, for: user))
        }
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func upload(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let user = context.user
        try request.requireLength(atMost: AttachFile.maximumBytes)
        let file = try await attach.add(
            request.body.map(\.readableBytesView),
            name: UploadName.read(request.headers[.contentDisposition]) ?? "",
            to: id,
            by: user
        )
        let resources = try await store.read { tx in try Self.resources([file], tx, for: user) }
        guard let resource = resources.first else { throw RecordNotFound() }
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.fileID
        let user = context.user
        let found = try await store.read { tx in try RecordFileQueries.find(tx, visibleTo: user, id: id) }
        guard let file = found else { throw RecordNotFound() }
        return try await ServedFile(
            digest: file.digest,
            name: file.name,
            kind: file.kind,
            size: file.size,
            isInline: request.uri.queryParameters["inline"] == "true"
        ).response(files, to: request, context: context)
    }

    @Sendable private func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await attach.remove(context.fileID, by: context.user)
        return Response(status: .noContent)
    }

    private static func resources(
        _ files: [RecordFile],
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws -> [FileResource] {
        let people = Set(files.map(\.user)).sorted()
        let names = try UserQueries.names(tx, organization: user.organization, ids: people)
        return files.map { file in
            FileResource(
                id: file.id,
                name: file.name,
                kind: file.kind,
                is_shown: FileKind.shown(file.kind) != nil,
                size: file.size,
                user: UserReference(id: file.user, name: names[file.user] ?? ""),
                at: file.atMs.rfc3339
            )
        }
    }
}

extension SignedInContext {
    fileprivate var fileID: ID<RecordFile> {
        get throws {
            guard let id = parameters.get("id", as: ID<RecordFile>.self) else { throw RecordNotFound() }
            return id
        }
    }
}

extension Request {
    /// Refuses a body that says beforehand that it is too large.
    func requireLength(atMost limit: Int) throws {
        guard let length = headers[.contentLength].flatMap({ Int($0) }), length > limit else { return }
        throw Problem.fileTooLarge(limit: limit)
    }
}

struct FileListResource: Encodable {
    let files: [FileResource]
}

struct FileResource: Encodable {
    let id: ID<RecordFile>
    let name: String
    let kind: String
    let is_shown: Bool
    let size: Int
    let user: UserReference
    let at: String
}
