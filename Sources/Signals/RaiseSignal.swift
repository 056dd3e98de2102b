package import Identity
package import Storage

/// Rings a person's bell, in the transaction of what they are told of.
package enum RaiseSignal {
    /// Raises a signal, once for each subject.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the signal and its event.
    ///   - organization: The organisation.
    ///   - user: Whose bell.
    ///   - kind: What it is about.
    ///   - subjectID: The row it is about.
    ///   - groupID: What the bell shows together.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func apply(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        for user: ID<User>,
        _ kind: Signal.Kind,
        subjectID: Int64,
        groupID: Int64,
        atMs: Int64
    ) throws {
        let signal = Signal(
            id: ids.next(),
            user: user,
            kind: kind,
            subjectID: subjectID,
            groupID: groupID,
            atMs: atMs,
            isRead: false
        )
        guard try SignalQueries.insert(tx, organization: organization, signal) else { return }
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: organization.rawValue,
            userID: user.rawValue,
            kind: "signal.raised",
            subjectID: signal.id.rawValue,
            atMs: atMs
        )
    }
}
