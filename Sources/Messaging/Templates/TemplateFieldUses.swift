package import Identity
package import Records
package import Storage

/// Templates that merge a field's value, or one that the field leads to.
///
/// Source: spec row A-41.
package struct TemplateFieldUses: FieldUses {
    /// Looks at templates.
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
        // A template of another module may name it through a lookup. The pattern leaves few to be taken apart.
        let pattern = "%\(field.id)%"
        return try tx.run(
            """
            SELECT name, body, content FROM message_templates
             WHERE organization_id = \(organization) AND deleted_at_ms IS NULL
               AND (body LIKE \(pattern) OR content LIKE \(pattern))
             ORDER BY id
            """
        )
        .filter { row in
            let content = try TemplateQueries.content(of: row)
            return ([try row.get("body")] + content.mergeTexts).contains {
                MergeText(stored: $0).fields.contains(field.id)
            }
        }
        .prefix(20)
        .map { FieldUse(kind: "template", name: try $0.get("name")) }
    }
}
