import Foundation
package import Identity
package import Storage

/// Fills texts with the values of records: everything that they name is read at once, however many records there are.
///
/// What the sender may not see is blank, be it a field, a record that a lookup names, or a module.
///
/// Source: spec rows 1.60, 2.128, 2.130, A-12.
package struct MergeValues: Sendable {
    /// What a text gets from a record.
    package struct Fill: Sendable, Equatable {
        /// One for each token in order, blank where neither the record nor a fallback has one.
        package let values: [String]
        /// What was blank without a fallback, each once.
        package let missing: [MergeSource]

        /// The values as a template's parameters, which take no line breaks, tabs or long gaps.
        ///
        /// Source: wire reference 2.5.
        package var parameters: [String] {
            values.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        }
    }

    private let fields: [ID<Field>: Field]
    private let records: [ID<Record>: Record]
    private let users: [ID<User>: (name: String, email: String)]
    private let quoteCurrencies: [ID<Record>: String]
    private let organization: Organization?
    private let sender: ID<User>?

    /// Reads what some texts need of some records.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - texts: Texts about their module.
    ///   - records: Of one module, and the sender may see them.
    ///   - fields: Those of the module that the sender may see; all of them where nobody sends.
    ///   - sender: Who sends; nil for the product itself, which sees all and has no name to merge.
    /// - Throws: ``StoreError``.
    package init(
        _ tx: any ReadTransaction,
        for texts: [MergeText],
        from records: [Record],
        fields: [Field],
        by sender: SignedIn?
    ) throws {
        let owner = sender?.organization ?? records.first?.organization
        self.sender = sender?.user
        let sources = Set(texts.flatMap(\.sources))
        let used = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var lookups: Set<ID<Field>> = []
        for case .linked(let lookup, _) in sources where used[lookup] != nil { lookups.insert(lookup) }
        guard let owner else {
            (self.fields, self.records, users, quoteCurrencies, organization) = (used, [:], [:], [:], nil)
            return
        }
        let named = lookups.flatMap { lookup in records.compactMap { $0.link(lookup) } }
        let linked = try MergeQueries.records(tx, organization: owner, seenBy: sender, ids: Set(named).sorted())
        self.records = Dictionary(linked.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let targets = Set(linked.map(\.module.id)).sorted()
        let others = try Self.fields(tx, of: targets, organization: owner, seenBy: sender)
        let known = used.merging(others.map { ($0.id, $0) }) { first, _ in first }
        self.fields = known
        let people = Set(sources.flatMap { Self.people(in: $0, of: records, sender: sender?.user) }).sorted()
        users = try UserQueries.addressed(tx, organization: owner, ids: people)
        let quotes = (records + linked).filter { $0.module.name == "Quotes" }.map(\.id)
        quoteCurrencies = try QuoteQueries.currencies(tx, organization: owner, records: quotes)
        let needsOrganization = sources.contains { source in
            source == .organization || source.fields.contains { known[$0].map(Self.needsOrganization) ?? false }
        }
        organization = needsOrganization ? try OrganizationQueries.find(tx, id: owner) : nil
    }

    /// Fills a text.
    ///
    /// - Parameters:
    ///   - text: One of the texts.
    ///   - record: One of the records.
    ///   - language: A template's language code; values are written as its readers expect them.
    /// - Returns: The values.
    package func fill(_ text: MergeText, from record: Record, language: String) -> Fill {
        let zone = organization.flatMap { TimeZone(identifier: $0.timeZone) } ?? .gmt
        let format = MergeFormat(language: language, timeZone: zone)
        var values: [String] = []
        var missing: [MergeSource] = []
        for token in text.tokens {
            let value = value(of: token.source, from: record, format) ?? token.fallback
            values.append(value ?? "")
            if value == nil, !missing.contains(token.source) { missing.append(token.source) }
        }
        return Fill(values: values, missing: missing)
    }

    private func value(of source: MergeSource, from record: Record, _ format: MergeFormat) -> String? {
        switch source {
        case .field(let field): return value(of: field, in: record, format)
        case .linked(let lookup, let field):
            guard fields[lookup] != nil, let linked = record.link(lookup).flatMap({ records[$0] }) else { return nil }
            return value(of: field, in: linked, format)
        case .person(let person, let attribute):
            if case .field(let field) = person, fields[field] == nil { return nil }
            guard let user = Self.user(person, of: record, sender: sender).flatMap({ users[$0] }) else { return nil }
            return attribute == .name ? user.name : user.email
        case .organization: return organization?.name
        }
    }

    private func value(of id: ID<Field>, in record: Record, _ format: MergeFormat) -> String? {
        guard let field = fields[id], let value = record.values[id] else { return nil }
        let currency = quoteCurrencies[record.id] ?? organization?.currency ?? "USD"
        return format.text(value, of: field, currency: currency)
    }

    private static func fields(
        _ tx: any ReadTransaction,
        of modules: [ID<Module>],
        organization: ID<Organization>,
        seenBy sender: SignedIn?
    ) throws -> [Field] {
        if modules.isEmpty { return [] }
        if let sender { return try FieldQueries.shown(tx, to: sender, modules: modules).values.flatMap { $0 } }
        return try FieldQueries.all(tx, organization: organization, modules: modules)
    }

    private static func needsOrganization(_ field: Field) -> Bool { field.type == .currency || field.type == .datetime }

    private static func people(in source: MergeSource, of records: [Record], sender: ID<User>?) -> [ID<User>] {
        guard case .person(let person, _) = source else { return [] }
        return records.compactMap { user(person, of: $0, sender: sender) }
    }

    private static func user(_ person: MergeSource.Person, of record: Record, sender: ID<User>?) -> ID<User>? {
        switch person {
        case .owner: return record.owner
        case .sender: return sender
        case .field(let field):
            guard case .text(let text)? = record.values[field] else { return nil }
            return ID<User>(text)
        }
    }
}

extension Record {
    /// What a lookup field names.
    fileprivate func link(_ lookup: ID<Field>) -> ID<Record>? {
        guard case .text(let text)? = values[lookup] else { return nil }
        return ID<Record>(text)
    }
}
