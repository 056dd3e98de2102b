import Identity
import Storage

/// Checks what lookups and user fields name.
enum RecordLinks {
    /// Makes sure that each newly named record and user is there.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - fields: All fields of the module.
    ///   - values: What the record shall have.
    ///   - previous: What it had: a link that stays is not looked at, since what it names may be in the recycle bin.
    ///   - scope: Which records may be named.
    /// - Throws: ``InvalidInput`` with the field's name; ``StoreError``.
    static func check(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        fields: [Field],
        values: [ID<Field>: FieldValue],
        previous: [ID<Field>: FieldValue],
        scope: SQLStatement
    ) throws {
        for field in fields where values[field.id] != previous[field.id] {
            guard case .text(let text)? = values[field.id], let id = Int64(text) else { continue }
            switch field.type {
            case .lookup: try checkRecord(tx, ID(id), field, scope: scope)
            case .user:
                guard try UserQueries.find(tx, organization: organization, id: ID(id)) != nil else {
                    throw InvalidInput(field: field.name, code: "not_valid", detail: "There is no such user.")
                }
            default: continue
            }
        }
    }

    private static func checkRecord(
        _ tx: any WriteTransaction,
        _ id: ID<Record>,
        _ field: Field,
        scope: SQLStatement
    ) throws {
        let found: ID<Module>? = try tx.first(
            // Held, so that what is named here is not purged or converted before anybody can see that it is named.
            """
            SELECT records.module_id FROM records WHERE records.id = \(id) AND \(fragment: scope)
            \(dialect: .forUpdate)
            """
        )?.get("module_id")
        guard let found, found == field.lookupModule else {
            throw InvalidInput(field: field.name, code: "not_valid", detail: "There is no such record to choose.")
        }
    }
}
