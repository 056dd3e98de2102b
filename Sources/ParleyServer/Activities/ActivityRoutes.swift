import Hummingbird
import Identity
import Records
import Storage

/// Activities by day, and who takes part in meetings.
struct ActivityRoutes: Sendable {
    let reader: ActivityReader
    let setParticipants: SetParticipants

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("activities", use: agenda)
        group.get("records/:id/participants", use: participants)
        group.put("records/:id/participants", use: replaceParticipants)
    }

    @Sendable private func agenda(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = request.uri.queryParameters
        guard let days = Int(query["days"].map(String.init) ?? "7") else {
            throw InvalidInput(field: "days", code: "not_valid", detail: "From 1 to \(Agenda.maximumDays).")
        }
        let person = query["user"].map { ID<User>(String($0)) } ?? context.user.user
        guard let person else {
            throw InvalidInput(field: "user", code: "not_valid", detail: "This is no user's id.")
        }
        let wanted = try Agenda.Request(first: query["from"].map(String.init) ?? "", days: days, person: person)
        let resource = try await reader.agenda(wanted, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func participants(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.participants(of: context.meetingID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func replaceParticipants(
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> Response {
        let id = try context.meetingID
        let body = try await request.decode(as: ParticipantsBody.self, context: context)
        let wanted = body.users.map(Participant.user) + body.records.map(Participant.record)
        try await setParticipants(wanted, of: id, by: context.user)
        return try await participants(request, context)
    }
}

extension SignedInContext {
    fileprivate var meetingID: ID<Record> {
        get throws {
            guard let id = parameters.get("id", as: ID<Record>.self) else { throw RecordNotFound() }
            return id
        }
    }
}

struct ParticipantsBody: Decodable {
    let users: [ID<User>]
    let records: [ID<Record>]
}

struct ParticipantsResource: Encodable {
    struct Person: Encodable {
        let id: ID<Record>
        let module: String
        let name: String
    }

    let users: [UserReference]
    let records: [Person]
}

struct AgendaResource: Encodable {
    struct Entry: Encodable {
        let day: Nullable<String>
        let is_done: Bool
        let record: RecordResource
    }

    let entries: [Entry]
    let overdue: [Entry]
    let undated: [Entry]
}
