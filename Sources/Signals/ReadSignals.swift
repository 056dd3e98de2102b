package import Identity
package import Storage

/// Marks one's own signals as read.
package struct ReadSignals: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Marks a person's signals as read.
    ///
    /// - Parameters:
    ///   - group: Those of one group; nil for all.
    ///   - user: Whose bell.
    /// - Throws: ``StoreError``.
    package func callAsFunction(group: Int64?, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in try Self.apply(tx, ids: ids, of: user, group: group, atMs: now) }
    }

    /// Marks the signals of one group as read, in the transaction of whoever saw what they are about.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the event.
    ///   - user: Whose bell; nobody else's signals are touched.
    ///   - group: The group; nil for all.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``StoreError``.
    package static func apply(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        of user: SignedIn,
        group: Int64?,
        atMs: Int64
    ) throws {
        guard try SignalQueries.markRead(tx, of: user, group: group) > 0 else { return }
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: user.organization.rawValue,
            userID: user.user.rawValue,
            kind: "signal.read",
            subjectID: group ?? user.user.rawValue,
            atMs: atMs
        )
    }
}
