import Identity
import Storage

/// SQL of what merged texts name.
enum MergeQueries {
    /// How many ids one statement names.
    private static let page = 500

    /// Records that others name, converted ones too.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - user: Whose eyes count; nil for the product's own.
    ///   - ids: The records.
    /// - Returns: Those that are there to be seen.
    /// - Throws: ``StoreError``.
    static func records(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        seenBy user: SignedIn?,
        ids: [ID<Record>]
    ) throws -> [Record] {
        let scope =
            if let user {
                RecordQueries.visible(to: user, .kept, byID: true)
            } else {
                RecordState.kept.condition(in: organization, byID: true)
            }
        var found: [Record] = []
        var rest = ids[...]
        while !rest.isEmpty {
            found += try tx.run(
                """
                \(fragment: RecordQueries.selection)
                 WHERE \(fragment: scope) AND records.id IN (\(list: Array(rest.prefix(page))))
                """
            ).map(Record.init(row:))
            rest = rest.dropFirst(page)
        }
        return found
    }
}
