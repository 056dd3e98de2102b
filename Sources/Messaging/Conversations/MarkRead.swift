package import Identity
import Records
import Signals
package import Storage

/// Marks a conversation as looked at.
package struct MarkRead: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Sets the user's own signals of the conversation to read, and, for whoever may answer, the unread count to zero: that
    /// counts what the team has not looked at, and who only looks on does not speak for the team.
    ///
    /// - Parameters:
    ///   - id: The conversation.
    ///   - user: Needs ``Right/viewMessages``.
    /// - Throws: ``NotPermitted``, ``SendRefusal/notFound`` or ``StoreError``.
    package func callAsFunction(_ id: ID<Conversation>, by user: SignedIn) async throws {
        try user.require(.viewMessages)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let found = try ConversationQueries.find(tx, for: user, id: id)?.conversation else {
                throw SendRefusal.notFound
            }
            try ReadSignals.apply(tx, ids: ids, of: user, group: id.rawValue, atMs: now)
            guard try Self.mayAnswer(tx, found, user) else { return }
            guard try ConversationQueries.markRead(tx, organization: user.organization, id: id) else { return }
            try TellRead.request(tx, ids: ids, found, atMs: now)
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "conversation.read",
                subjectID: id.rawValue,
                body: found.record.map { "{\"record\":\"\($0)\"}" } ?? "{}",
                atMs: now
            )
        }
    }

    /// Source: spec row A-18.
    private static func mayAnswer(
        _ tx: any ReadTransaction,
        _ conversation: Conversation,
        _ user: SignedIn
    ) throws -> Bool {
        guard user.rights.contains(.sendMessages) else { return false }
        guard let record = conversation.record else { return true }
        return try RecordQueries.permitted(tx, to: user, ids: [record]).writable.contains(record)
    }
}
