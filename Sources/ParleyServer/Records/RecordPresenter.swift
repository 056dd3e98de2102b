import Identity
import Records
import Storage

/// Turns records and timeline entries of one module into resources, within one transaction.
///
/// What a page names, records and users alike, is asked for once for the whole page.
struct RecordPresenter {
    private let tx: any ReadTransaction
    private let user: SignedIn
    private let fields: [Field]
    private let language: Language
    private let defaultCountry: String?

    init(_ tx: any ReadTransaction, module: ID<Module>, for user: SignedIn) throws {
        self.tx = tx
        self.user = user
        fields = try FieldQueries.shown(tx, to: user, module: module)
        language = try Self.language(tx, of: user)
        defaultCountry = try OrganizationQueries.find(tx, id: user.organization)?.defaultCountry
    }

    static func language(_ tx: any ReadTransaction, of user: SignedIn) throws -> Language {
        try UserQueries.find(tx, organization: user.organization, id: user.user)?.language ?? .chinese
    }

    func resources(_ records: [Record]) throws -> [RecordResource] {
        let names = try names(of: records)
        return records.map { resource($0, names) }
    }

    func resource(_ record: Record) throws -> RecordResource {
        let conversion =
            record.module.name == "Leads"
            ? try ConversionQueries.find(tx, organization: user.organization, lead: record.id) : nil
        return resource(
            record,
            try names(of: [record]),
            conversion: try conversion.map { try ConversionResource($0, tx, for: user) }
        )
    }

    /// What records name: each other, and users.
    private struct Names {
        let records: [ID<Record>: (name: String, module: String)]
        let tags: [ID<Record>: [Tag]]
        let users: [ID<User>: String]
        let writable: Set<ID<Record>>
        let deletable: Set<ID<Record>>

        func user(_ id: ID<User>) -> UserReference { UserReference(id: id, name: users[id] ?? "") }
    }

    private func names(of records: [Record]) throws -> Names {
        var linked: Set<ID<Record>> = []
        var people: Set<ID<User>> = []
        for record in records {
            people.insert(record.owner)
            people.formUnion([record.createdBy, record.updatedBy].compactMap { $0 })
            for field in fields {
                guard case .text(let text)? = record.values[field.id] else { continue }
                if field.type == .lookup, let id = ID<Record>(text) { linked.insert(id) }
                if field.type == .user, let id = ID<User>(text) { people.insert(id) }
            }
        }
        let permitted = try RecordQueries.permitted(tx, to: user, ids: records.map(\.id))
        return Names(
            records: try RecordQueries.names(tx, visibleTo: user, ids: linked.sorted()),
            tags: try TagQueries.of(tx, organization: user.organization, records: records.map(\.id)),
            users: try UserQueries.names(tx, organization: user.organization, ids: people.sorted()),
            writable: permitted.writable,
            deletable: permitted.deletable
        )
    }

    private func resource(
        _ record: Record,
        _ names: Names,
        conversion: ConversionResource? = nil
    ) -> RecordResource {
        let values = fields.map { ($0.name, Nullable(record.values[$0.id])) }
        let phones = RecordPhones.of(record, fields: fields, defaultCountry: defaultCountry)
        return RecordResource(
            id: record.id,
            module: record.module.name,
            name: record.name,
            owner: names.user(record.owner),
            is_writable: names.writable.contains(record.id),
            is_deletable: names.deletable.contains(record.id),
            values: Dictionary(uniqueKeysWithValues: values),
            links: links(of: record, names),
            phones: phones.map { RecordResource.Phone($0, language: language) },
            tags: names.tags[record.id, default: []].map(\.name),
            conversion: Nullable(conversion),
            version: record.version,
            created_at: record.createdAtMs.rfc3339,
            created_by: Nullable(record.createdBy.map(names.user)),
            updated_at: record.updatedAtMs.rfc3339,
            updated_by: Nullable(record.updatedBy.map(names.user))
        )
    }

    private func links(of record: Record, _ names: Names) -> [String: RecordResource.Link] {
        var links: [String: RecordResource.Link] = [:]
        for field in fields {
            guard case .text(let text)? = record.values[field.id] else { continue }
            switch field.type {
            case .lookup:
                guard let id = ID<Record>(text), let found = names.records[id] else { continue }
                links[field.name] = RecordResource.Link(id: text, module: Nullable(found.module), name: found.name)
            case .user:
                guard let id = ID<User>(text), let name = names.users[id] else { continue }
                links[field.name] = RecordResource.Link(id: text, module: Nullable(nil), name: name)
            default: continue
            }
        }
        return links
    }

    func resources(_ entries: [TimelineEntry]) throws -> [TimelineEntryResource] {
        let people = Set(entries.flatMap { [$0.user].compactMap { $0 } + $0.event.people }).sorted()
        let names = try UserQueries.names(tx, organization: user.organization, ids: people)
        let showsAddresses = fields.contains { $0.type == .email }
        func reference(_ id: ID<User>) -> UserReference { UserReference(id: id, name: names[id] ?? "") }
        return entries.compactMap { entry in
            let changed = entry.event.fields.map { Set($0) }
            let changedFields = changed.map { ids in
                fields.filter { ids.contains($0.id) }.map { field in
                    TimelineEntryResource.ChangedField(name: field.name, label: field.label(in: language))
                }
            }
            // A change of nothing that the reader may see is none to them.
            if changedFields?.isEmpty == true { return nil }
            return TimelineEntryResource(
                id: entry.id,
                kind: entry.event.kind.rawValue,
                at: entry.atMs.rfc3339,
                user: Nullable(entry.user.map(reference)),
                cause: Nullable(entry.event.cause),
                fields: Nullable(changedFields),
                email: Nullable(showsAddresses ? TimelineEntryResource.Email(entry.event) : nil),
                lead: Nullable(entry.event.lead.map { TimelineEntryResource.Lead(id: $0.id, name: $0.name) }),
                file: Nullable(entry.event.file),
                owners: Nullable(
                    entry.event.owners.map {
                        TimelineEntryResource.Owners(old: reference($0.old), new: reference($0.new))
                    }
                )
            )
        }
    }
}
