package import Identity
package import Storage

/// Views that show, sort by or filter by a field.
package struct ViewFieldUses: FieldUses {
    /// Looks at views.
    package init() {}

    /// Finds uses.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - field: The field.
    /// - Returns: At most 20.
    /// - Throws: ``StoreError``.
    package func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of field: Field
    ) throws -> [FieldUse] {
        // Ids stand in the columns and criteria as JSON strings, quotes included.
        let quoted = "%\"\(field.id)\"%"
        return try tx.run(
            """
            SELECT label_en FROM views
             WHERE organization_id = \(organization) AND module_id = \(field.module)
               AND (columns LIKE \(quoted) OR sort_field = \(field.id.description) OR coalesce(criteria, '') LIKE \(quoted))
             ORDER BY id
             LIMIT 20
            """
        ).map { FieldUse(kind: "view", name: try $0.get("label_en")) }
    }
}
