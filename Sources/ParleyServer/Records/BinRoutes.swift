import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Deleting records, and the recycle bin they go to.
struct BinRoutes: Sendable {
    let reader: BinReader
    let bin: RecycleBin

    func add(to group: RouterGroup<SignedInContext>) {
        group.delete("records/:id", use: delete)
        group.get("bin", use: page)
        group.post("bin", use: put)
        group.delete("bin", use: empty)
        group.post("bin/restore", use: restore)
        group.post("bin/purge", use: purge)
    }

    @Sendable private func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await bin.put([context.recordID], by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = request.uri.queryParameters
        let resource = try await reader.page(
            PageRequest(request),
            module: query["module"].map(String.init),
            search: query["search"].map(String.init),
            for: context.user
        )
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func put(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RecordIDsBody.self, context: context)
        try await bin.put(body.ids, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func restore(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RecordIDsBody.self, context: context)
        try await bin.restore(body.ids, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func purge(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: RecordIDsBody.self, context: context)
        try await bin.purge(body.ids, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func empty(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let purged = try await bin.empty(by: context.user)
        let resource = EmptiedBinResource(purged: purged)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct RecordIDsBody: Decodable {
    let ids: [ID<Record>]
}

struct EmptiedBinResource: Encodable {
    let purged: Int
}

/// Reads the recycle bin for a user.
struct BinReader: Sendable {
    let store: any Store

    func page(
        _ page: PageRequest,
        module name: String?,
        search: String?,
        for user: SignedIn
    ) async throws -> BinPageResource {
        let wanted = try search.flatMap { typed throws(InvalidInput) -> String? in
            if typed.allSatisfy(\.isWhitespace) { return nil }
            return try TextRule.line(typed, field: "search", maximum: 100)
        }
        return try await store.read { tx in
            let module = try name.map { name in
                guard let found = try ModuleQueries.find(tx, organization: user.organization, name: name) else {
                    throw RecordNotFound()
                }
                return found.id
            }
            let rows = try BinQueries.page(
                tx,
                for: user,
                module: module,
                search: wanted,
                before: page.cursor.map { ($0.atMs, ID($0.id)) },
                limit: page.fetched
            )
            let (records, next) = page.cut(rows) { PageCursor(atMs: $0.deletedAtMs, id: $0.id.rawValue) }
            let people = Set(records.compactMap(\.deletedBy)).sorted()
            let names = try UserQueries.names(tx, organization: user.organization, ids: people)
            return BinPageResource(
                records: records.map { TrashedRecordResource($0, names: names) },
                next_cursor: Nullable(next)
            )
        }
    }
}

struct BinPageResource: Encodable {
    let records: [TrashedRecordResource]
    let next_cursor: Nullable<String>
}

struct TrashedRecordResource: Encodable {
    let id: ID<Record>
    let name: String
    let module: String
    let deleted_at: String
    let deleted_by: Nullable<UserReference>
    let purged_at: String

    init(_ record: TrashedRecord, names: [ID<User>: String]) {
        id = record.id
        name = record.name
        module = record.module
        deleted_at = record.deletedAtMs.rfc3339
        deleted_by = Nullable(record.deletedBy.map { UserReference(id: $0, name: names[$0] ?? "") })
        purged_at = (record.deletedAtMs + RecycleBin.keepsMs).rfc3339
    }
}
