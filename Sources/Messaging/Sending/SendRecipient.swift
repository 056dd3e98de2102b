package import Identity
package import PhoneNumbers
package import Records
package import Storage

/// Who gets a template about a record: the Lead or Contact that it is, or one that a lookup of it names.
///
/// Values come from the record; consent, conversation and number are the person's. Source: spec rows 1.40, 1.41, A-15.
package struct SendRecipient: Sendable {
    /// The modules of people.
    package static let modules: Set<String> = ["Leads", "Contacts"]

    /// The Lead or Contact.
    package let person: Record
    /// The record's lookup that names them; nil where they are the record.
    package let lookup: Field?
    /// Their numbers that the user may see, usable or not, in the order of the page.
    package let phones: [PhoneEntry]

    /// Everybody who can get a template about a record.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - record: The record, which the user may see.
    ///   - user: Who would send.
    /// - Returns: The record itself where it is a Lead or Contact, else whom its lookups name, in the order of the page.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        about record: Record,
        for user: SignedIn
    ) throws -> [SendRecipient] {
        if modules.contains(record.module.name) { return [try Self(tx, record, by: nil, for: user)] }
        return try lookups(tx, of: record.module.id, for: user).compactMap { lookup in
            try person(tx, lookup, of: record, for: user).map { try Self(tx, $0, by: lookup, for: user) }
        }
    }

    /// One of them.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - record: The record, which the user may see.
    ///   - lookup: A lookup of it; nil for the record itself.
    ///   - user: Who would send.
    /// - Returns: The person.
    /// - Throws: ``SendRefusal/notAPerson`` or ``SendRefusal/noRecipient``; ``InvalidInput`` for `lookup` where it leads to no person
    ///   whatever the record; ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        about record: Record,
        by lookup: ID<Field>?,
        for user: SignedIn
    ) throws -> SendRecipient {
        guard let lookup else {
            guard modules.contains(record.module.name) else { throw SendRefusal.notAPerson }
            return try Self(tx, record, by: nil, for: user)
        }
        let field = try field(tx, lookup, of: record.module.id, for: user)
        guard let person = try person(tx, field, of: record, for: user) else { throw SendRefusal.noRecipient }
        return try Self(tx, person, by: field, for: user)
    }

    private init(_ tx: any ReadTransaction, _ person: Record, by lookup: Field?, for user: SignedIn) throws {
        let fields = try FieldQueries.shown(tx, to: user, module: person.module.id)
        let country = try OrganizationQueries.find(tx, id: person.organization)?.defaultCountry
        self.person = person
        self.lookup = lookup
        phones = RecordPhones.of(person, fields: fields, defaultCountry: country)
    }

    /// The number to write to.
    ///
    /// - Parameter e164: The one asked for, in international form; nil for the first that can be used.
    /// - Returns: The number.
    /// - Throws: ``SendRefusal/phoneNotUsable``.
    package func number(_ e164: String?) throws(SendRefusal) -> PhoneNumber {
        let usable = phones.compactMap(\.number)
        guard let found = usable.first(where: { e164 == nil || $0.e164 == e164 }) else { throw .phoneNotUsable }
        return found
    }

    /// The number to write to, by fields.
    ///
    /// - Parameter fields: Phone fields of the person's module; the first that has a usable number counts.
    /// - Returns: The number.
    /// - Throws: ``SendRefusal/phoneNotUsable``.
    package func number(in fields: [ID<Field>]) throws(SendRefusal) -> PhoneNumber {
        for field in fields {
            if let number = phones.first(where: { $0.field.id == field })?.number { return number }
        }
        throw .phoneNotUsable
    }

    /// The module of the people that records of a module lead to.
    ///
    /// - Throws: ``SendRefusal/notAPerson``, ``InvalidInput`` for `lookup`, or ``StoreError``.
    static func module(
        _ tx: any ReadTransaction,
        of module: ID<Module>,
        by lookup: ID<Field>?,
        for user: SignedIn
    ) throws -> ID<Module> {
        guard let lookup else {
            guard try people(tx, for: user).contains(module) else { throw SendRefusal.notAPerson }
            return module
        }
        return try field(tx, lookup, of: module, for: user).lookupModule ?? module
    }

    private static func people(_ tx: any ReadTransaction, for user: SignedIn) throws -> Set<ID<Module>> {
        Set(try ModuleQueries.shown(tx, to: user).filter { modules.contains($0.name) }.map(\.id))
    }

    private static func lookups(
        _ tx: any ReadTransaction,
        of module: ID<Module>,
        for user: SignedIn
    ) throws -> [Field] {
        let people = try people(tx, for: user)
        return try FieldQueries.shown(tx, to: user, module: module).filter { field in
            field.type == .lookup && field.lookupModule.map(people.contains) ?? false
        }
    }

    private static func field(
        _ tx: any ReadTransaction,
        _ lookup: ID<Field>,
        of module: ID<Module>,
        for user: SignedIn
    ) throws -> Field {
        guard let field = try lookups(tx, of: module, for: user).first(where: { $0.id == lookup }) else {
            let detail = "This is no field of the record that names a Lead or Contact."
            throw InvalidInput(field: "lookup", code: "not_valid", detail: detail)
        }
        return field
    }

    private static func person(
        _ tx: any ReadTransaction,
        _ lookup: Field,
        of record: Record,
        for user: SignedIn
    ) throws -> Record? {
        guard case .text(let text)? = record.values[lookup.id], let id = ID<Record>(text) else { return nil }
        return try RecordQueries.find(tx, visibleTo: user, id: id)
    }
}
