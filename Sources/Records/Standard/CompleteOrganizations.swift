import Identity
package import Storage

/// Brings organisations that were made by an earlier version up to date, when the server starts.
package struct CompleteOrganizations: Sendable {
    private static let pageSize = 200

    private let store: any Store
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, ids: IDGenerator) {
        self.store = store
        self.ids = ids
    }

    /// Adds what is missing to each organisation, one transaction each; changes nothing where all is there.
    ///
    /// - Throws: ``StoreError``.
    package func callAsFunction() async throws {
        let behind = try await store.read { tx in
            try StandardVersionQueries.behind(tx, version: StandardModule.version)
        }
        for organization in behind {
            try await rewriteValues(of: organization)
            try await writeWords(of: organization)
            try await store.write { [ids] tx in
                try tx.lock(AdvisoryLock(named: "modules \(organization)"))
                try RecordsFounding(ids: ids).complete(tx, organization: organization)
                try StandardVersionQueries.set(tx, organization: organization, version: StandardModule.version)
            }
        }
    }

    /// Writes the values that criteria compare for records that have none of them.
    private func rewriteValues(of organization: ID<Organization>) async throws {
        try await walk(organization, RecordQueries.withoutValues(_:organization:after:limit:)) { tx, record, fields in
            try FieldValueQueries.rewrite(tx, record, fields: fields, previous: [:])
            try RecordQueries.setNameKey(tx, record)
        }
    }

    /// Writes the words by which records are found that were made before there was a search.
    private func writeWords(of organization: ID<Organization>) async throws {
        try await walk(organization, SearchQueries.withoutWords(_:organization:after:limit:)) { tx, record, fields in
            try SearchQueries.write(tx, record, fields: fields)
        }
    }

    /// Does something with records that lack something, a page at a time.
    private func walk(
        _ organization: ID<Organization>,
        _ lacking:
            @escaping @Sendable (any ReadTransaction, ID<Organization>, ID<Record>?, Int) throws -> [Record],
        _ complete: @escaping @Sendable (any WriteTransaction, Record, [Field]) throws -> Void
    ) async throws {
        var last: ID<Record>?
        repeat {
            last = try await store.write { [last] tx in
                // Another node may be starting at the same time.
                try tx.lock(AdvisoryLock(named: "modules \(organization)"))
                let records = try lacking(tx, organization, last, Self.pageSize)
                let modules = Set(records.map(\.module.id)).sorted()
                let all = try FieldQueries.all(tx, organization: organization, modules: modules)
                let fields = Dictionary(grouping: all, by: \.module)
                for record in records { try complete(tx, record, fields[record.module.id] ?? []) }
                return records.last?.id
            }
        } while last != nil
    }
}

enum StandardVersionQueries {
    static func behind(_ tx: any ReadTransaction, version: Int) throws -> [ID<Organization>] {
        try tx.run(
            """
            SELECT modules.organization_id FROM modules
              LEFT JOIN standard_versions ON standard_versions.organization_id = modules.organization_id
             WHERE modules.name = 'Leads' AND coalesce(standard_versions.version, 0) < \(version)
             ORDER BY modules.organization_id
            """
        ).map { try $0.get("organization_id") }
    }

    static func set(_ tx: any WriteTransaction, organization: ID<Organization>, version: Int) throws {
        try tx.execute(
            """
            INSERT INTO standard_versions (organization_id, version) VALUES (\(organization), \(version))
            ON CONFLICT (organization_id) DO UPDATE SET version = \(version)
            """
        )
    }
}
