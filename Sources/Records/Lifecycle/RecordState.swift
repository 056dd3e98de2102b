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
    /// - Parameter organization: The organisation.
    /// - Returns: A condition to be joined with `AND`.
    package func condition(in organization: ID<Organization>) -> SQLStatement {
        switch self {
        case .living:
            """
            records.organization_id = \(organization) AND records.deleted_at_ms IS NULL
            AND records.converted_at_ms IS NULL
            """
        case .trashed:
            """
            records.organization_id = \(organization) AND records.deleted_at_ms IS NOT NULL
            AND records.purged_at_ms IS NULL
            """
        case .givenUp: "records.organization_id = \(organization) AND records.purged_at_ms IS NOT NULL"
        case .converted:
            """
            records.organization_id = \(organization) AND records.deleted_at_ms IS NULL
            AND records.converted_at_ms IS NOT NULL
            """
        case .kept: "records.organization_id = \(organization) AND records.deleted_at_ms IS NULL"
        }
    }
}
