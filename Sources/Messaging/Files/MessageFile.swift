package import Identity
package import Storage

/// The file of a message, on its way or here.
package struct MessageFile: Sendable, Hashable {
    /// Where its bytes are.
    package enum State: String, Sendable {
        /// Not here yet.
        case waiting
        /// In the file store.
        case stored
        /// Not to be had: Meta no longer has it, or it is not what it should be.
        case unavailable
    }

    /// The file's id.
    package let id: ID<MessageFile>
    /// The conversation it belongs to.
    package let conversation: ID<Conversation>
    /// The message it is in; nil while a user has only uploaded it.
    package let message: ID<Message>?
    /// Who uploaded it; nil for a customer's.
    package let user: ID<User>?
    /// Where its bytes are.
    package let state: State
    /// What it is called, without folders.
    package let name: String
    /// What it is: by its content once it is here, by the sender's word before.
    package let kind: String
    /// What it holds, by the name of the file store.
    package let digest: String?
    /// Bytes.
    package let size: Int?
    /// Meta's id of a customer's file.
    package let mediaID: String?
    /// What Meta says its SHA-256 is, base64.
    package let mediaDigest: String?
    /// Why it is not to be had: a word for the screen.
    package let fault: String?
    /// Product time, Unix milliseconds.
    package let atMs: Int64
}

/// SQL of files in messages.
package enum MessageFileQueries {
    private static let columns: SQLStatement =
        """
        id, conversation_id, message_id, user_id, state, name, kind, digest, size, media_id, media_digest, fault, at_ms
        """

    static func insert(_ tx: any WriteTransaction, organization: ID<Organization>, _ file: MessageFile) throws {
        try tx.execute(
            """
            INSERT INTO message_files (id, organization_id, conversation_id, message_id, user_id, state, name, kind, digest,
                                       size, media_id, media_digest, at_ms)
            VALUES (\(file.id), \(organization), \(file.conversation), \(file.message), \(file.user), \(file.state.rawValue),
                    \(file.name), \(file.kind), \(file.digest), \(file.size), \(file.mediaID), \(file.mediaDigest), \(file.atMs))
            """
        )
    }

    static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        id: ID<MessageFile>
    ) throws -> MessageFile? {
        try tx.first(
            "SELECT \(fragment: columns) FROM message_files WHERE organization_id = \(organization) AND id = \(id)"
        ).map(MessageFile.init(row:))
    }

    /// Finds the file of a message whose conversation a user may see.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is asking.
    ///   - id: The file.
    /// - Returns: The file, if there is one for them.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        id: ID<MessageFile>
    ) throws -> MessageFile? {
        guard let file = try find(tx, organization: user.organization, id: id),
            try ConversationQueries.find(tx, for: user, id: file.conversation) != nil
        else { return nil }
        return file
    }

    /// The files of some messages.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - messages: A page's messages, which the caller may see.
    /// - Returns: One for each message that has one.
    /// - Throws: ``StoreError``.
    package static func of(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ messages: [ID<Message>]
    ) throws -> [MessageFile] {
        if messages.isEmpty { return [] }
        return try tx.run(
            """
            SELECT \(fragment: columns) FROM message_files
             WHERE organization_id = \(organization) AND message_id IN (\(list: messages))
            """
        ).map(MessageFile.init(row:))
    }

    /// A file that somebody has uploaded to a conversation and not sent.
    static func unsent(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        in conversation: ID<Conversation>,
        _ id: ID<MessageFile>
    ) throws -> MessageFile? {
        let file = try find(tx, organization: organization, id: id)
        return file.flatMap { $0.conversation == conversation && $0.message == nil ? $0 : nil }
    }

    /// Puts an uploaded file into the message it is sent with.
    static func put(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ id: ID<MessageFile>,
        in message: ID<Message>
    ) throws {
        let count = try tx.execute(
            """
            UPDATE message_files SET message_id = \(message)
             WHERE organization_id = \(organization) AND id = \(id) AND message_id IS NULL
            """
        )
        guard count == 1 else { throw StoreError(.serialization, detail: "the file was sent meanwhile") }
    }

    /// Gives a message the file of another, which stays where it is: the content is one.
    static func copy(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        from other: ID<Message>,
        to message: Message
    ) throws {
        try tx.execute(
            """
            INSERT INTO message_files (id, organization_id, conversation_id, message_id, user_id, state, name, kind, digest,
                                       size, at_ms)
            SELECT \(ids.next(MessageFile.self)), organization_id, conversation_id, \(message.id), user_id, state, name,
                   kind, digest, size, \(message.atMs)
              FROM message_files WHERE organization_id = \(organization) AND message_id = \(other)
            """
        )
    }

    /// Says that a customer's file is here.
    static func store(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<MessageFile>,
        digest: String,
        kind: String,
        size: Int
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE message_files
               SET state = 'stored', digest = \(digest), kind = \(kind), size = \(size), fault = NULL
             WHERE organization_id = \(organization) AND id = \(id) AND state <> 'stored'
            """
        ) > 0
    }

    /// Puts a customer's file that was not to be had on its way again.
    static func wait(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<MessageFile>) throws -> Bool {
        try tx.execute(
            """
            UPDATE message_files SET state = 'waiting', fault = NULL
             WHERE organization_id = \(organization) AND id = \(id) AND state = 'unavailable' AND media_id IS NOT NULL
            """
        ) > 0
    }

    /// Says that a customer's file is not to be had.
    static func giveUp(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        id: ID<MessageFile>,
        fault: String
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE message_files SET state = 'unavailable', fault = \(fault)
             WHERE organization_id = \(organization) AND id = \(id) AND state = 'waiting'
            """
        ) > 0
    }

    static func delete(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        of message: ID<Message>
    ) throws {
        try tx.execute(
            "DELETE FROM message_files WHERE organization_id = \(organization) AND message_id = \(message)"
        )
    }

    /// Forgets files that were uploaded before a time and not sent.
    ///
    /// - Returns: How many.
    static func deleteUnsent(_ tx: any WriteTransaction, before atMs: Int64, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM message_files
             WHERE id IN (SELECT id FROM message_files WHERE message_id IS NULL AND at_ms < \(atMs)
                           ORDER BY at_ms LIMIT \(limit))
            """
        )
    }

    /// Those of some contents that a message of any organisation has.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - digests: Names of the file store.
    /// - Returns: Those that are used.
    /// - Throws: ``StoreError``.
    package static func used(_ tx: any ReadTransaction, among digests: [String]) throws -> Set<String> {
        Set(
            try tx.run("SELECT DISTINCT digest FROM message_files WHERE digest IN (\(list: digests))")
                .map { try $0.get("digest") }
        )
    }

    /// Some contents that messages have, in the order of their names.
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
            SELECT digest, max(size) AS size FROM message_files
             WHERE digest > \(last)
             GROUP BY digest
             ORDER BY digest
             LIMIT \(limit)
            """
        ).map { (try $0.get("digest"), try $0.get("size")) }
    }
}

extension MessageFile {
    init(row: SQLRow) throws {
        id = try row.get("id")
        conversation = try row.get("conversation_id")
        message = try row.get("message_id")
        user = try row.get("user_id")
        state = State(rawValue: try row.get("state")) ?? .unavailable
        name = try row.get("name")
        kind = try row.get("kind")
        digest = try row.get("digest")
        size = try row.get("size")
        mediaID = try row.get("media_id")
        mediaDigest = try row.get("media_digest")
        fault = try row.get("fault")
        atMs = try row.get("at_ms")
    }
}
