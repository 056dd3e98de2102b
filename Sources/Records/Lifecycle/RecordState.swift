package import Identity
package import Storage

/// Where a record stands in its life.
package enum RecordState: Sendable {
    /// In lists, found, changed.
    case living
    /// In the recycle bin.
    case trashed
    /// Removed for good as soon as a job has got to it: nothing shows it and nothing brings it back.
    case givenUp
    /// A Lead that became a Contact: its page says so, and nothing else shows it.
    case converted
    /// Living or converted: what has a page.
    case kept

    /// The state as a condition on the table `records`.
    ///
    /// Where the ids are known, an engine without statistics must not be tempted by the organisation: SQLite takes one for ten records,
    /// PostgreSQL for one of two hundred, and both would read all of a hundred thousand to find fifty. The plus leaves such a condition to be
    /// checked and keeps it out of the choice of an index.
    ///
    /// - Parameters:
    ///   - organization: The organisation.
    ///   - byID: Whether the query says by their ids, or by a join on them, which records it looks at.
    /// - Returns: A condition to be joined with `AND`.
    package func condition(in organization: ID<Organization>, byID: Bool = false) -> SQLStatement {
        let isOfOrganization: SQLStatement =
            byID ? "+records.organization_id = \(organization)" : "records.organization_id = \(organization)"
        let deleted: SQLStatement = byID ? "+records.deleted_at_ms" : "records.deleted_at_ms"
        let rest: SQLStatement =
            switch self {
            case .living: "\(fragment: deleted) IS NULL AND records.converted_at_ms IS NULL"
            case .trashed: "\(fragment: deleted) IS NOT NULL AND records.purged_at_ms IS NULL"
            case .givenUp: "records.purged_at_ms IS NOT NULL"
            case .converted: "\(fragment: deleted) IS NULL AND records.converted_at_ms IS NOT NULL"
            case .kept: "\(fragment: deleted) IS NULL"
            }
        return "\(fragment: isOfOrganization) AND \(fragment: rest)"
    }
}
