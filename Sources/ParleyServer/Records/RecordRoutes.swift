import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Modules, records and what happened to them.
struct RecordRoutes: Sendable {
    let reader: RecordReader
    let createRecord: CreateRecord
    let updateRecord: UpdateRecord
    let logEmail: LogEmail
    let changeOwner: ChangeOwner

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("modules", use: modules)
        group.get("modules/:module/records", use: page)
        group.post("modules/:module/records", use: create)
        group.get("records/:id", use: get)
        group.patch("records/:id", use: update)
        group.get("records/:id/timeline", use: timeline)
        group.get("records/:id/related", use: related)
        group.get("users", use: users)
        group.post("records/:id/emails", use: noteEmail)
        group.put("records/:id/owner", use: setOwner)
    }

    @Sendable private func modules(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.modules(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let module = try context.parameters.require("module")
        let resource = try await reader.page(PageRequest(request), of: module, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let module = try context.parameters.require("module")
        let body = try await request.decode(as: NewRecordBody.self, context: context)
        let record = try await createRecord(body.values.checked(), in: module, by: context.user)
        let resource = try await reader.record(record.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.record(context.recordID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func update(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let body = try await request.decode(as: RecordChangeBody.self, context: context)
        try await updateRecord(id, version: body.version, values: body.values.checked(), by: context.user)
        let resource = try await reader.record(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func timeline(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.timeline(PageRequest(request), of: context.recordID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func related(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.related(to: context.recordID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func users(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.users(PageRequest(request), for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func setOwner(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: OwnerChangeBody.self, context: context)
        // Whoever gave the record away may not see it any more, so it is not read again.
        try await changeOwner(context.recordID, to: body.owner, by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func noteEmail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let body = try await request.decode(as: EmailNoteBody.self, context: context)
        let note = try EmailNote(to: body.to, subject: body.subject)
        let entry = try await logEmail(note, to: id, by: context.user)
        let resource = try await reader.entry(entry, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }
}

extension SignedInContext {
    /// The record that the path names; what cannot be an id is the id of nothing.
    var recordID: ID<Record> {
        get throws {
            guard let id = parameters.get("id", as: ID<Record>.self) else { throw RecordNotFound() }
            return id
        }
    }
}
