package import Identity
import PhoneNumbers
package import Storage

/// What a conversion would find and leave behind, before anybody decides.
package struct ConversionPreview: Sendable {
    /// Why a record is offered.
    package enum Reason: String, Sendable {
        case email
        case phone
        case name
    }

    /// A record that may be the same person or company.
    package struct Match: Sendable, Hashable {
        /// The record.
        package let id: ID<Record>
        /// What it has in common with the Lead.
        package let reason: Reason
    }

    /// The Lead.
    package let lead: Record
    /// Contacts that may be the same person, the surest first.
    package let contacts: [Match]
    /// Accounts of the same name.
    package let accounts: [Match]
    /// What a new Account would be called; nil where the Lead has no company.
    package let accountName: String?
    /// The Lead's fields that have a value, and where each of them goes: to `contact`, `account` and `deal`, or nowhere.
    package let values: [(field: Field, goesTo: [String])]

    /// Looks ahead.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who would convert the Lead.
    ///   - id: The Lead.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``AlreadyConverted`` or ``StoreError``.
    package init(_ tx: any ReadTransaction, for user: SignedIn, lead id: ID<Record>) throws {
        if let conversion = try ConversionQueries.find(tx, organization: user.organization, lead: id),
            try RecordQueries.find(tx, visibleTo: user, id: id, .converted) != nil
        {
            throw AlreadyConverted(conversion: conversion)
        }
        let lead = try RecordQueries.require(tx, writableBy: user, id: id)
        guard lead.module.name == "Leads" else { throw RecordNotFound() }
        self.lead = lead
        let modules = try ConversionModules(tx, organization: user.organization, lead: lead)
        contacts = try Self.contacts(tx, for: user, lead, modules)
        let company = Self.text("company", of: lead, modules)
        // The dash stands where a message came from somebody unknown.
        accountName = company == "—" ? nil : company
        accounts =
            try accountName.map { name in
                try ConversionQueries.byName(tx, for: user, module: modules.accounts.module.id, name)
                    .map { Match(id: $0, reason: .name) }
            } ?? []
        let mappings = FieldMapping.Destination.allCases.map { ($0, modules.mapping(of: lead, to: $0).carried) }
        values = try FieldQueries.shown(tx, to: user, module: lead.module.id).compactMap { field in
            guard let value = lead.values[field.id], value != .boolean(false) else { return nil }
            return (field, mappings.filter { $0.1.contains(field.id) }.map(\.0.rawValue))
        }
    }

    private static func contacts(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        _ lead: Record,
        _ modules: ConversionModules
    ) throws -> [Match] {
        let module = modules.contacts.module.id
        var matches: [Match] = []
        func add(_ ids: [ID<Record>], _ reason: Reason) {
            for id in ids where !matches.contains(where: { $0.id == id }) {
                matches.append(Match(id: id, reason: reason))
            }
        }
        for field in modules.leads.fields where field.type == .email {
            guard let address = lead.values[field.id]?.displayText else { continue }
            add(try ConversionQueries.byEmail(tx, for: user, module: module, address), .email)
        }
        let country = try OrganizationQueries.find(tx, id: user.organization)?.defaultCountry
        for phone in RecordPhones.of(lead, fields: modules.leads.fields, defaultCountry: country) {
            guard let key = phone.number?.matchKey else { continue }
            let found = try MatchKeyQueries.find(tx, organization: user.organization, matchKey: key).map(\.record)
            add(try ConversionQueries.writable(tx, by: user, module: module, found), .phone)
        }
        add(try ConversionQueries.byName(tx, for: user, module: module, lead.name), .name)
        return Array(matches.prefix(5))
    }

    private static func text(_ name: String, of lead: Record, _ modules: ConversionModules) -> String? {
        guard let field = modules.leads.fields.first(where: { $0.name == name }) else { return nil }
        return lead.values[field.id]?.displayText
    }
}
