package import Storage

/// SQL of organisations.
package enum OrganizationQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Organization>,
        _ organization: NewOrganization,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            INSERT INTO organizations (id, name, time_zone, default_country, created_at_ms)
            VALUES (\(id), \(organization.name), \(organization.timeZone), \(organization.defaultCountry), \(atMs))
            """
        )
    }

    /// Whether the server has any organisation.
    ///
    /// - Parameter tx: The transaction.
    /// - Returns: False on a new server.
    /// - Throws: ``StoreError``.
    package static func exists(_ tx: any ReadTransaction) throws -> Bool {
        try tx.first("SELECT id FROM organizations LIMIT 1") != nil
    }

    /// Finds an organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: Its id.
    /// - Returns: The organisation, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(_ tx: any ReadTransaction, id: ID<Organization>) throws -> Organization? {
        try tx.first("SELECT id, name, time_zone, default_country FROM organizations WHERE id = \(id)")
            .map(Organization.init(row:))
    }
}

extension Organization {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        timeZone = try row.get("time_zone")
        defaultCountry = try row.get("default_country")
    }
}
