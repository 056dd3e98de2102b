import Identity
import Messaging
import Records
import Storage

/// Searches for a user.
struct SearchReader: Sendable {
    private static let maximumHits = 20

    let store: any Store

    func search(_ text: String, for user: SignedIn) async throws -> SearchResource {
        let question = SearchQuestion(text)
        return try await store.read { tx in
            let hits = try SearchQueries.find(tx, visibleTo: user, question, limit: Self.maximumHits)
            let people = hits.map(\.record).filter { ["Leads", "Contacts"].contains($0.module.name) }.map(\.id)
            let conversations =
                user.rights.contains(.viewMessages)
                ? try ConversationQueries.latest(tx, organization: user.organization, with: people) : [:]
            let words = try HitWords(tx, hits, for: user)
            var groups: [SearchResource.Group] = []
            for hit in hits {
                let resource = words.resource(hit, conversation: conversations[hit.record.id])
                if let index = groups.firstIndex(where: { $0.module == hit.record.module.name }) {
                    groups[index].hits.append(resource)
                } else {
                    groups.append(SearchResource.Group(module: hit.record.module.name, hits: [resource]))
                }
            }
            return SearchResource(groups: groups)
        }
    }
}

/// What is told of a hit: the field that was found, else the one that says most.
private struct HitWords {
    private let fields: [ID<Module>: [Field]]
    private let language: Language

    init(_ tx: any ReadTransaction, _ hits: [SearchHit], for user: SignedIn) throws {
        fields = try FieldQueries.shown(tx, to: user, modules: Set(hits.map(\.record.module.id)).sorted())
        language = try RecordPresenter.language(tx, of: user)
    }

    func resource(_ hit: SearchHit, conversation: ID<Conversation>?) -> SearchResource.Hit {
        let detail = hit.field ?? telling(hit.record)
        return SearchResource.Hit(
            id: hit.record.id,
            name: hit.record.name,
            detail: Nullable(
                detail.flatMap { field in
                    hit.record.values[field.id].map {
                        SearchResource.Detail(label: field.label(in: language), text: $0.displayText)
                    }
                }
            ),
            conversation: Nullable(conversation)
        )
    }

    /// The first field with words of its own that the name does not have.
    private func telling(_ record: Record) -> Field? {
        fields[record.module.id]?.first { field in
            guard [.text, .autonumber, .phone, .email].contains(field.type),
                !["first_name", "last_name"].contains(field.name),
                let text = record.values[field.id]?.displayText
            else { return false }
            return text != record.name
        }
    }
}
