import Identity
import Messaging
import NIOCore
import Records
import Storage

/// What of some events a person may be told: ids of what they may not see stay here.
struct EventSight: Sendable {
    /// Nil where everything is seen.
    private let records: Set<Int64>?
    private let conversations: Set<Int64>

    /// Looks at what the events name with a person's own eyes.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - frames: The events; those of other organisations are passed over.
    ///   - user: Who would be told.
    /// - Throws: ``StoreError``.
    init(_ tx: any ReadTransaction, _ frames: [EventFrame], for user: SignedIn) throws {
        if user.isAdministrator {
            records = nil
            conversations = []
            return
        }
        let own = frames.filter { $0.organizationID == user.organization.rawValue }
        let named = Set(own.compactMap(\.record)).sorted().map { ID<Record>($0) }
        records = Set(try RecordQueries.seen(tx, by: user, ids: named).map(\.rawValue))
        let spoken = Set(own.compactMap(\.conversation)).sorted().map { ID<Conversation>($0) }
        let mayRead = user.rights.contains(.viewMessages)
        conversations = mayRead ? Set(try ConversationQueries.seen(tx, by: user, ids: spoken).map(\.rawValue)) : []
    }

    /// The bytes of an event for the person; nil where it is none of their business.
    func bytes(of frame: EventFrame) -> ByteBuffer? {
        guard let records else { return frame.bytes }
        let seesRecord = frame.record.map(records.contains) ?? true
        let seesConversation = frame.conversation.map(conversations.contains) ?? true
        return seesRecord && seesConversation ? frame.bytes : frame.farewell
    }
}
