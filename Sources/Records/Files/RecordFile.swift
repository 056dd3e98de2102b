package import Identity
package import Storage

/// A file on a record.
package struct RecordFile: Sendable, Hashable {
    /// The file's id on this record.
    package let id: ID<RecordFile>
    /// The record.
    package let record: ID<Record>
    /// What it holds, by the name of the file store.
    package let digest: String
    /// As whoever added it called it.
    package let name: String
    /// What it is by its content, such as `image/png`.
    package let kind: String
    /// Bytes.
    package let size: Int
    /// Who added it.
    package let user: ID<User>
    /// Product time, Unix milliseconds.
    package let atMs: Int64
}

/// SQL of files on records.
package enum RecordFileQueries {
    private static let columns: SQLStatement = "id, record_id, digest, name, kind, size, user_id, at_ms"

    /// The files of a record, the newest first.
    ///
    /// Whoever asks has found the record by ``RecordQueries``, in the same transaction.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record.
    /// - Returns: The files; ``AttachFile/maximumFiles`` at most.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> [RecordFile] {
        try tx.run(
            """
            SELECT \(fragment: columns) FROM record_files
             WHERE organization_id = \(organization) AND record_id = \(record)
             ORDER BY id DESC
            """
        ).map(RecordFile.init(row:))
    }

    /// Finds a file of a record that a user may see.
    ///
    /// Source: spec row 2.135.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - id: The file.
    /// - Returns: The file, if there is one for them.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        id: ID<RecordFile>
    ) throws -> RecordFile? {
        let row = try tx.first(
            "SELECT \(fragment: columns) FROM record_files WHERE organization_id = \(user.organization) AND id = \(id)"
        )
        guard let file = try row.map(RecordFile.init(row:)) else { return nil }
        return try RecordQueries.find(tx, visibleTo: user, id: file.record) == nil ? nil : file
    }

    /// How many files a record has.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The record, which the caller may see.
    /// - Returns: The number.
    /// - Throws: ``StoreError``.
    package static func count(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>
    ) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS files FROM record_files
             WHERE organization_id = \(organization) AND record_id = \(record)
            """
        )?.get("files") ?? 0
    }

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ file: RecordFile) throws {
        try tx.execute(
            """
            INSERT INTO record_files (id, organization_id, record_id, digest, name, kind, size, user_id, at_ms)
            VALUES (\(file.id), \(organization), \(file.record), \(file.digest), \(file.name), \(file.kind),
                    \(file.size), \(file.user), \(file.atMs))
            """
        )
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<RecordFile>) throws {
        try tx.execute("DELETE FROM record_files WHERE organization_id = \(organization) AND id = \(id)")
    }

    /// Those of some contents that a record of any organisation has.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - digests: Names of the file store.
    /// - Returns: Those that are used.
    /// - Throws: ``StoreError``.
    package static func used(_ tx: any ReadTransaction, among digests: [String]) throws -> Set<String> {
        Set(
            try tx.run("SELECT DISTINCT digest FROM record_files WHERE digest IN (\(list: digests))")
                .map { try $0.get("digest") }
        )
    }

    /// Some contents that records have, in the order of their names.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - last: The last one of the page before; empty at first.
    ///   - limit: How many at most.
    /// - Returns: Names of the file store with sizes.
    /// - Throws: ``StoreError``.
    package static func contents(
        _ tx: any ReadTransaction,
        after last: String,
        limit: Int
    ) throws -> [(digest: String, size: Int)] {
        try tx.run(
            """
            SELECT digest, max(size) AS size FROM record_files
             WHERE digest > \(last)
             GROUP BY digest
             ORDER BY digest
             LIMIT \(limit)
            """
        ).map { (try $0.get("digest"), try $0.get("size")) }
    }
}

extension RecordFile {
    init(row: SQLRow) throws {
        id = try row.get("id")
        record = try row.get("record_id")
        digest = try row.get("digest")
        name = try row.get("name")
        kind = try row.get("kind")
        size = try row.get("size")
        user = try row.get("user_id")
        atMs = try row.get("at_ms")
    }
}
