import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// Finds records by words.
struct SearchRoutes: Sendable {
    let reader: SearchReader

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("search", use: search)
    }

    @Sendable private func search(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let text = request.uri.queryParameters["q"].map(String.init) ?? ""
        let resource = try await reader.search(text, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

/// What was found, by module; the module of the best hit first.
struct SearchResource: Encodable {
    struct Group: Encodable {
        let module: String
        var hits: [Hit]
    }

    struct Hit: Encodable {
        let id: ID<Record>
        let name: String
        let detail: Nullable<Detail>
        /// The latest conversation with them.
        let conversation: Nullable<ID<Conversation>>
    }

    struct Detail: Encodable {
        let label: String
        let text: String
    }

    let groups: [Group]
}
