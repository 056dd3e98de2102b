package import Storage

/// SQL of organisations.
package enum OrganizationQueries {
    static func insert(
        _ tx: any WriteTransaction,
        id: ID<Organization>,
        _ organization: NewOrganization,
        language: Language,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            INSERT INTO organizations (id, name, time_zone, default_country, currency, default_language, created_at_ms)
            VALUES (\(id), \(organization.name), \(organization.timeZone), \(organization.defaultCountry),
                    \(organization.currency), \(language.rawValue), \(atMs))
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

    /// The server's organisations, for what the product does for each by itself.
    ///
    /// - Parameter tx: The transaction.
    /// - Returns: Their ids.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction) throws -> [ID<Organization>] {
        try tx.run("SELECT id FROM organizations ORDER BY id").map { try $0.get("id") }
    }

    /// Finds an organisation.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: Its id.
    /// - Returns: The organisation, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(_ tx: any ReadTransaction, id: ID<Organization>) throws -> Organization? {
        try tx.first(
            """
            SELECT id, name, time_zone, default_country, currency, default_language FROM organizations WHERE id = \(id)
            """
        ).map(Organization.init(row:))
    }

    static func update(_ tx: any WriteTransaction, _ organization: Organization) throws {
        try tx.execute(
            """
            UPDATE organizations
               SET name = \(organization.name), time_zone = \(organization.timeZone),
                   default_country = \(organization.defaultCountry), currency = \(organization.currency),
                   default_language = \(organization.defaultLanguage.rawValue)
             WHERE id = \(organization.id)
            """
        )
    }
}

extension Organization {
    init(row: SQLRow) throws {
        id = try row.get("id")
        name = try row.get("name")
        timeZone = try row.get("time_zone")
        defaultCountry = try row.get("default_country")
        currency = try row.get("currency")
        defaultLanguage = Language(rawValue: try row.get("default_language")) ?? .chinese
    }
}
