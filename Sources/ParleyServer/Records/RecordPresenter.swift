import Identity
import Records
import Storage

/// Turns records and timeline entries of one module into resources, within one transaction.
struct RecordPresenter {
    private let tx: any ReadTransaction
    private let organization: ID<Organization>
    private let fields: [Field]
    private let language: Language
    private let defaultCountry: String?
    /// A page has few users, each asked for once.
    private var userNames: [ID<User>: String] = [:]

    init(_ tx: any ReadTransaction, module: ID<Module>, for user: SignedIn) throws {
        self.tx = tx
        organization = user.organization
        fields = try FieldQueries.all(tx, organization: user.organization, module: module)
        language = try Self.language(tx, of: user)
        defaultCountry = try OrganizationQueries.find(tx, id: user.organization)?.defaultCountry
    }

    static func language(_ tx: any ReadTransaction, of user: SignedIn) throws -> Language {
        try UserQueries.find(tx, organization: user.organization, id: user.user)?.language ?? .chinese
    }

    mutating func resource(_ record: Record) throws -> RecordResource {
        let values = fields.map { ($0.name, record.values[$0.id]) }
        let phones = RecordPhones.of(record, fields: fields, defaultCountry: defaultCountry)
        return RecordResource(
            id: record.id,
            module: record.module.name,
            name: record.name,
            owner: try reference(record.owner),
            values: Dictionary(uniqueKeysWithValues: values),
            phones: phones.map { phone in
                RecordResource.Phone(
                    field: phone.field.name,
                    label: phone.field.label(in: language),
                    typed: phone.typed,
                    e164: phone.e164
                )
            },
            version: record.version,
            created_at: record.createdAtMs.rfc3339,
            updated_at: record.updatedAtMs.rfc3339
        )
    }

    mutating func resource(_ entry: TimelineEntry) throws -> TimelineEntryResource {
        let changed = entry.event.fields.map { Set($0) }
        let changedFields = changed.map { ids in
            fields.filter { ids.contains($0.id) }.map { field in
                TimelineEntryResource.ChangedField(name: field.name, label: field.label(in: language))
            }
        }
        return TimelineEntryResource(
            id: entry.id,
            kind: entry.event.kind.rawValue,
            at: entry.atMs.rfc3339,
            user: try entry.user.map { try reference($0) },
            cause: entry.event.cause,
            fields: changedFields,
            email: TimelineEntryResource.Email(entry.event)
        )
    }

    private mutating func reference(_ user: ID<User>) throws -> UserReference {
        if let name = userNames[user] { return UserReference(id: user, name: name) }
        let name = try UserQueries.find(tx, organization: organization, id: user)?.name ?? ""
        userNames[user] = name
        return UserReference(id: user, name: name)
    }
}
