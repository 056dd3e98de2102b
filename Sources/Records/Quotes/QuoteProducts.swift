package import Identity
package import Storage

/// What lines of quotes name.
package enum QuoteProducts {
    /// Makes sure that each newly named product is there.
    ///
    /// - Throws: ``InvalidInput`` for such as `lines.3.product`; ``StoreError``.
    static func check(
        _ tx: any ReadTransaction,
        _ lines: [QuoteLine],
        over held: [QuoteLine],
        scope: SQLStatement
    ) throws {
        // One that stays may be in the recycle bin by now.
        let known = Set(held.compactMap(\.product))
        let named = Set(lines.compactMap(\.product)).subtracting(known)
        if named.isEmpty { return }
        let found = try tx.run(
            """
            SELECT records.id FROM records JOIN modules ON modules.id = records.module_id
             WHERE \(fragment: scope) AND modules.name = 'Products' AND records.id IN (\(list: named.sorted()))
            """
        ).map { try $0.get("id", as: ID<Record>.self) }
        let missing = named.subtracting(found)
        guard let index = lines.firstIndex(where: { $0.product.map(missing.contains) ?? false }) else { return }
        throw InvalidInput(
            field: "lines.\(index).product",
            code: "not_valid",
            detail: "There is no such product to choose."
        )
    }

    /// How many of some products there are, on behalf of a user.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - ids: The products.
    /// - Returns: Of those that the user may see, and whose stock is kept.
    /// - Throws: ``StoreError``.
    package static func stock(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        _ ids: [ID<Record>]
    ) throws -> [ID<Record>: FixedDecimal] {
        guard !ids.isEmpty,
            let module = try ModuleQueries.find(tx, organization: user.organization, name: "Products"),
            let field = try FieldQueries.shown(tx, to: user, module: module.id).first(where: { $0.name == "stock" })
        else { return [:] }
        let rows = try tx.run(
            """
            SELECT records.id, field_values.number_key
              FROM records
              JOIN field_values ON field_values.organization_id = records.organization_id
                   AND field_values.record_id = records.id AND field_values.field_id = \(field.id)
             WHERE \(fragment: RecordQueries.visible(to: user, byID: true)) AND records.id IN (\(list: ids))
            """
        )
        var stock: [ID<Record>: FixedDecimal] = [:]
        for row in rows { stock[try row.get("id")] = FixedDecimal(units: try row.get("number_key")) }
        return stock
    }
}
