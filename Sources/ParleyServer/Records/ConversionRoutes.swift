import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Making Contacts of Leads.
struct ConversionRoutes: Sendable {
    let store: any Store
    let reader: RecordReader
    let convert: ConvertLead

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("records/:id/conversion", use: preview)
        group.post("records/:id/conversion", use: create)
    }

    @Sendable private func preview(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let user = context.user
        let resource = try await store.read { tx in
            try ConversionPreviewResource(ConversionPreview(tx, for: user, lead: id), tx, for: user)
        }
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.recordID
        let body = try await request.decode(as: ConversionBody.self, context: context)
        _ = try await convert(id, body.checked(), by: context.user)
        let resource = try await reader.record(id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }
}

/// What a Lead shall become: an id for what is there, null for what is new; an absent account means none.
struct ConversionBody: Decodable {
    struct Target: Decodable {
        let id: ID<Record>?

        var target: ConvertLead.Target { id.map(ConvertLead.Target.existing) ?? .new }
    }

    let contact: Target
    let account: Target?
    let deal: NewRecordBody?
    let owner: ID<User>?

    func checked() throws(InvalidInput) -> ConvertLead.Request {
        ConvertLead.Request(
            contact: contact.target,
            account: account?.target,
            deal: try deal?.values.checked(),
            owner: owner
        )
    }
}

struct ConversionPreviewResource: Encodable {
    struct Match: Encodable {
        let id: ID<Record>
        let name: String
        let reason: String
    }

    struct Value: Encodable {
        let field: String
        let label: String
        let goes_to: [String]
    }

    let contacts: [Match]
    let accounts: [Match]
    let account_name: Nullable<String>
    let owner: UserReference
    let values: [Value]

    init(_ preview: ConversionPreview, _ tx: any ReadTransaction, for user: SignedIn) throws {
        let ids = (preview.contacts + preview.accounts).map(\.id)
        let names = try RecordQueries.names(tx, visibleTo: user, ids: ids)
        let language = try RecordPresenter.language(tx, of: user)
        let owner = preview.lead.owner
        let people = try UserQueries.names(tx, organization: user.organization, ids: [owner])
        let named = { (match: ConversionPreview.Match) in
            Match(id: match.id, name: names[match.id]?.name ?? "", reason: match.reason.rawValue)
        }
        contacts = preview.contacts.map(named)
        accounts = preview.accounts.map(named)
        account_name = Nullable(preview.accountName)
        self.owner = UserReference(id: owner, name: people[owner] ?? "")
        values = preview.values.map { value in
            Value(field: value.field.name, label: value.field.label(in: language), goes_to: value.goesTo)
        }
    }
}

/// What became of a Lead, with the names of what its reader may see.
struct ConversionResource: Encodable {
    let at: String
    let by: UserReference
    let contact: Nullable<RecordResource.Link>
    let account: Nullable<RecordResource.Link>
    let deal: Nullable<RecordResource.Link>

    init(_ conversion: Conversion, _ tx: any ReadTransaction, for user: SignedIn) throws {
        let ids = [conversion.contact, conversion.account, conversion.deal].compactMap { $0 }
        let names = try RecordQueries.names(tx, visibleTo: user, ids: ids)
        let people = try UserQueries.names(tx, organization: user.organization, ids: [conversion.user])
        let link = { (id: ID<Record>?) -> RecordResource.Link? in
            guard let id, let found = names[id] else { return nil }
            return RecordResource.Link(id: id.description, module: Nullable(found.module), name: found.name)
        }
        at = conversion.atMs.rfc3339
        by = UserReference(id: conversion.user, name: people[conversion.user] ?? "")
        contact = Nullable(link(conversion.contact))
        account = Nullable(link(conversion.account))
        deal = Nullable(link(conversion.deal))
    }
}
