import Foundation
package import Storage

/// SQL that reads the audit trail.
package enum AuditQueries {
    /// Where a page of the trail ends: the next one starts below it.
    package struct Cursor: Sendable, Hashable {
        /// The last entry's time, Unix milliseconds.
        package let atMs: Int64
        /// The last entry.
        package let id: ID<AuditEntry>

        /// A place in the trail.
        package init(atMs: Int64, id: ID<AuditEntry>) {
            self.atMs = atMs
            self.id = id
        }
    }

    /// Some of an area's entries, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - area: The area.
    ///   - cursor: Where the page before ended; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The entries.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        area: AuditTrail.Area,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [AuditEntry] {
        try page(tx, organization, where: "area = \(area.rawValue)", before: cursor, limit: limit)
    }

    /// Some of what was done to one row, the newest first.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - subject: The row.
    ///   - cursor: Where the page before ended; nil at first.
    ///   - limit: How many at most.
    /// - Returns: The entries.
    /// - Throws: ``StoreError``.
    package static func page(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        subject: Int64,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [AuditEntry] {
        try page(tx, organization, where: "subject_id = \(subject)", before: cursor, limit: limit)
    }

    private static func page(
        _ tx: any ReadTransaction,
        _ organization: ID<Organization>,
        where condition: SQLStatement,
        before cursor: Cursor?,
        limit: Int
    ) throws -> [AuditEntry] {
        let below: SQLStatement = if let cursor { "AND (at_ms, id) < (\(cursor.atMs), \(cursor.id))" } else { "" }
        return try tx.run(
            """
            SELECT id, user_id, action, subject_id, subject_name, changes, at_ms FROM audit_entries
             WHERE organization_id = \(organization) AND \(fragment: condition) \(fragment: below)
             ORDER BY at_ms DESC, id DESC
             LIMIT \(limit)
            """
        ).map(AuditEntry.init(row:))
    }
}

extension AuditEntry {
    init(row: SQLRow) throws {
        id = try row.get("id")
        user = try row.get("user_id")
        action = try row.get("action")
        subject = try row.get("subject_id")
        subjectName = try row.get("subject_name")
        changes =
            try row.get("changes", as: String?.self)
            .map { try JSONDecoder().decode([AuditChange].self, from: Data($0.utf8)) } ?? []
        atMs = try row.get("at_ms")
    }
}
