import Identity
import Storage

/// SQL of the values that criteria and sorts compare.
enum FieldValueQueries {
    /// Writes the mirror of what changed.
    ///
    /// - Parameters:
    ///   - tx: The transaction that writes the record.
    ///   - record: The record as it now is.
    ///   - fields: All fields of its module.
    ///   - previous: What it had before; empty for a new record.
    /// - Throws: ``StoreError``.
    static func rewrite(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue]
    ) throws {
        let changed = fields.filter { record.values[$0.id] != previous[$0.id] }
        if changed.isEmpty { return }
        if !previous.isEmpty {
            try tx.execute(
                """
                DELETE FROM field_values
                 WHERE organization_id = \(record.organization) AND record_id = \(record.id)
                   AND field_id IN (\(list: changed.map(\.id)))
                """
            )
        }
        let rows = changed.flatMap { field -> [SQLStatement] in
            guard let value = record.values[field.id] else { return [] }
            return TypedKey.all(of: value, type: field.type).enumerated().map { place, key in
                row(record, field, place: place, key)
            }
        }
        if rows.isEmpty { return }
        try tx.execute(
            """
            INSERT INTO field_values (organization_id, record_id, field_id, place, text_key, whole_text, number_key)
            VALUES \(fragment: .joined(rows, separator: ", "))
            """
        )
    }

    private static func row(_ record: Record, _ field: Field, place: Int, _ key: TypedKey) -> SQLStatement {
        switch key {
        case .text(let key, let whole):
            let none: Int64? = nil
            return "(\(record.organization), \(record.id), \(field.id), \(place), \(key), \(whole), \(none))"
        case .number(let number):
            let none: String? = nil
            return "(\(record.organization), \(record.id), \(field.id), \(place), \(none), \(none), \(number))"
        }
    }

    /// Takes a record's values for fields that allow each value once.
    ///
    /// - Throws: ``InvalidInput`` with `taken` and the field's name where another record has the value; ``StoreError``.
    static func claimUnique(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue]
    ) throws {
        for field in fields where field.isUnique && record.values[field.id] != previous[field.id] {
            try tx.execute(
                """
                DELETE FROM unique_values
                 WHERE organization_id = \(record.organization) AND field_id = \(field.id) AND record_id = \(record.id)
                """
            )
            guard let value = record.values[field.id] else { continue }
            let count = try tx.execute(
                """
                INSERT INTO unique_values (organization_id, field_id, value_key, record_id)
                VALUES (\(record.organization), \(field.id), \(TypedKey.fold(value.displayText)), \(record.id))
                ON CONFLICT (organization_id, field_id, value_key) DO NOTHING
                """
            )
            if count == 0 {
                throw InvalidInput(field: field.name, code: "taken", detail: "Another record has this value.")
            }
        }
    }

    /// Gives the next automatic number of a field.
    static func nextNumber(_ tx: any WriteTransaction, organization: ID<Organization>, _ field: Field) throws -> String
    {
        let row = try tx.first(
            """
            UPDATE fields SET next_number = next_number + 1
             WHERE organization_id = \(organization) AND id = \(field.id)
            RETURNING next_number
            """
        )
        guard let next = try row?.get("next_number", as: Int64.self) else { throw RecordNotFound() }
        let digits = String(next - 1)
        return (field.numberPrefix ?? "") + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
