package import FileStore
package import Identity
import Records
package import Storage

/// Takes a file that somebody is about to send; what is not sent within a day goes again.
///
/// Source: spec rows 2.62, 2.63.
package struct UploadMessageFile: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let files: FileStore

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, files: FileStore) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.files = files
    }

    /// Stores a file for a conversation whose window is open.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces.
    ///   - name: What it is called.
    ///   - conversation: Where it is to be sent.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The file.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `name`, ``SendRefusal``, ``ChannelRefusal``, ``MediaRules/Refusal``,
    ///   ``FileStore/TooLarge``, ``RecordReadOnly``, ``StoreError``, or what the content throws.
    package func callAsFunction<Content: AsyncSequence & Sendable>(
        _ content: Content,
        name: String,
        in conversation: ID<Conversation>,
        by user: SignedIn
    ) async throws -> MessageFile where Content.Element: Collection<UInt8> {
        try user.require(.sendMessages)
        let name = try AttachFile.checked(name)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        _ = try await store.write { tx in try outgoing.open(tx, conversation, by: user) }
        let stored = try await files.write(content, limit: MediaRules.maximumOutbound)
        _ = try MediaRules.outbound(kind: stored.kind, name: name, size: stored.size)
        let file = MessageFile(
            id: ids.next(),
            conversation: conversation,
            message: nil,
            user: user.user,
            state: .stored,
            name: name,
            kind: stored.kind,
            digest: stored.digest,
            size: stored.size,
            mediaID: nil,
            mediaDigest: nil,
            fault: nil,
            atMs: clock.nowMs
        )
        try await store.write { tx in
            _ = try outgoing.open(tx, conversation, by: user)
            try MessageFileQueries.insert(tx, organization: user.organization, file)
        }
        return file
    }
}

/// Forgets files that were uploaded and neither sent nor put into a template.
package struct SweepUnsentFiles: JobHandler {
    private static let kind = "messages.sweep_unsent_files"
    private static let lifeMs: Int64 = 86_400_000
    private static let batch = 500

    package var kind: String { Self.kind }

    package var recurrence: Recurrence? { .hourly }

    private let store: any Store
    private let clock: WallClock

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let before = clock.nowMs - Self.lifeMs
        let removed = try await store.write { tx in
            [
                try MessageFileQueries.deleteUnsent(tx, before: before, limit: Self.batch),
                try TemplateFileQueries.deleteUnused(tx, before: before, limit: Self.batch),
            ]
        }
        return .again(atMs: clock.nowMs + (removed.contains(Self.batch) ? 0 : Recurrence.hourly.intervalMs))
    }
}
