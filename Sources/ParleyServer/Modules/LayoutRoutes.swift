import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// How a module's page is arranged.
struct LayoutRoutes: Sendable {
    let reader: RecordReader
    let arrange: ArrangePage

    func add(to group: RouterGroup<SignedInContext>) {
        group.put("modules/:module/layout", use: put)
    }

    @Sendable private func put(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try context.parameters.require("module")
        let body = try await request.decode(as: LayoutBody.self, context: context)
        try await arrange(name, body.checked(), by: context.user)
        let resource = try await reader.module(name, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }
}

struct LayoutBody: Decodable {
    struct Section: Decodable {
        let name: String?
        let labels: LabelsBody?
        let fields: [ID<Field>]
    }

    let sections: [Section]

    func checked() throws(InvalidInput) -> [ArrangePage.Part] {
        var parts: [ArrangePage.Part] = []
        for section in sections {
            parts.append(
                try ArrangePage.Part(
                    name: section.name,
                    labels: section.labels.map { ($0.en, $0.zh) },
                    fields: section.fields
                )
            )
        }
        return parts
    }
}
