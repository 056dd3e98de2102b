import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Notes on records.
struct NoteRoutes: Sendable {
    let store: any Store
    let notes: WriteNotes

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("records/:id/notes", use: page)
        group.post("records/:id/notes", use: write)
        group.patch("notes/:id", use: change)
        group.delete("notes/:id", use: delete)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let page = try PageRequest(request)
        let id = try context.recordID
        let user = context.user
        let resource = try await store.read { tx in
            guard try RecordQueries.find(tx, visibleTo: user, id: id) != nil else { throw RecordNotFound() }
            let rows = try NoteQueries.page(
                tx,
                organization: user.organization,
                record: id,
                before: page.cursor.map { ID($0.id) },
                limit: page.fetched
            )
            let (notes, next) = page.cut(rows) { PageCursor(atMs: $0.atMs, id: $0.id.rawValue) }
            return NotePageResource(notes: try Self.resources(notes, tx, for: user), next_cursor: Nullable(next))
        }
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func write(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let body = try await request.decode(as: NoteBody.self, context: context)
        let note = try await notes.write(body.text, on: id, by: context.user)
        var response = try await answer(note, request, context)
        response.status = .created
        return response
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.noteID
        let body = try await request.decode(as: NoteBody.self, context: context)
        return try await answer(notes.change(id, to: body.text, by: context.user), request, context)
    }

    @Sendable private func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await notes.delete(context.noteID, by: context.user)
        return Response(status: .noContent)
    }

    private func answer(_ note: Note, _ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = context.user
        let resources = try await store.read { tx in try Self.resources([note], tx, for: user) }
        guard let resource = resources.first else { throw RecordNotFound() }
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    private static func resources(
        _ notes: [Note],
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws -> [NoteResource] {
        let names = try UserQueries.names(
            tx,
            organization: user.organization,
            ids: Set(notes.map(\.user)).sorted()
        )
        return notes.map { note in
            NoteResource(
                id: note.id,
                text: note.text,
                user: UserReference(id: note.user, name: names[note.user] ?? ""),
                at: note.atMs.rfc3339,
                changed_at: Nullable(note.changedAtMs?.rfc3339),
                is_own: note.user == user.user
            )
        }
    }
}

extension SignedInContext {
    fileprivate var noteID: ID<Note> {
        get throws {
            guard let id = parameters.get("id", as: ID<Note>.self) else { throw RecordNotFound() }
            return id
        }
    }
}

struct NoteBody: Decodable {
    let text: String
}

struct NotePageResource: Encodable {
    let notes: [NoteResource]
    let next_cursor: Nullable<String>
}

struct NoteResource: Encodable {
    let id: ID<Note>
    let text: String
    let user: UserReference
    let at: String
    let changed_at: Nullable<String>
    let is_own: Bool
}
