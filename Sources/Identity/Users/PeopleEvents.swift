package import Storage

/// Tells audit trail and event log what an administrator did to people, roles, groups and profiles.
package enum PeopleEvents {
    /// Writes both entries in the transaction that does the deed.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - action: What was done.
    ///   - subject: The row it was done to.
    ///   - changes: What became what.
    ///   - kind: Of the event; as a rule that the kind of thing changed, such as `role.changed`.
    ///   - user: Who did it.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func append<Subject>(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ action: AuditTrail.Action,
        _ subject: ID<Subject>,
        _ changes: [AuditChange],
        kind: String? = nil,
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: user.organization,
            user: user.user,
            action: action,
            subject: subject.rawValue,
            changes: changes,
            atMs: atMs
        )
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: user.organization.rawValue,
            kind: kind ?? action.rawValue.prefix { $0 != "." } + ".changed",
            subjectID: subject.rawValue,
            atMs: atMs
        )
    }
}

extension AuditChange {
    /// A change, or nothing where both are alike.
    ///
    /// - Parameters:
    ///   - name: What changed.
    ///   - old: What it was.
    ///   - new: What it is from then on.
    /// - Returns: One change or none.
    package static func between(_ name: String, _ old: String?, _ new: String?) -> [AuditChange] {
        old == new ? [] : [AuditChange(name: name, old: old, new: new)]
    }
}
