package import FileStore
import Foundation
import Identity
package import Logging
import NIOCore
package import Storage
import WhatsAppCloud

/// Fetches customers' files before Meta forgets them, which is after seven days.
///
/// Source: wire reference 3.2; spec row 1.52.
package struct FetchMedia: JobHandler {
    private static let kind = "messages.fetch_media"
    /// Meta keeps a customer's file this long.
    private static let lifeMs: Int64 = 7 * 86_400_000

    /// The largest file, 100 MB, at 1.4 Mbit/s; one that stands still ends by the client's own patience.
    private static let longest: Duration = .seconds(600)

    package var kind: String { Self.kind }

    /// A transfer that takes too long is a failed try like any other, so it ends before its job would.
    package var deadline: Duration { Self.longest + .seconds(30) }

    private struct Payload: Codable {
        let organization: ID<Organization>
        let file: ID<MessageFile>
    }

    /// What to do about a try that failed.
    enum Step: Equatable {
        /// Nothing is to be had any more, with the word for the screen.
        case giveUp(String)
        case again
    }

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let files: FileStore
    private let logger: Logger

    /// Prepares the handler.
    package init(
        store: any Store,
        clock: WallClock,
        ids: IDGenerator,
        graph: GraphAccess,
        files: FileStore,
        logger: Logger
    ) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.files = files
        self.logger = logger
    }

    /// Asks for a file in the transaction that makes its row.
    static func request(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ file: MessageFile,
        of organization: ID<Organization>,
        atMs: Int64
    ) throws {
        let payload = Payload(organization: organization, file: file.id)
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            dedupeKey: file.id.description,
            payload: String(decoding: try JSONEncoder().encode(payload), as: UTF8.self),
            dueAtMs: atMs
        )
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        let organization = payload.organization
        let found = try await store.read { tx in
            try MessageFileQueries.find(tx, organization: organization, id: payload.file)
        }
        guard let file = found, file.state == .waiting, let mediaID = file.mediaID else { return .done }
        do {
            let stored = try await withDeadline(Self.longest) {
                try await fetch(mediaID, of: file, organization: organization)
            }
            try await finish(file, organization) { tx in
                try MessageFileQueries.store(
                    tx,
                    organization: organization,
                    id: file.id,
                    digest: stored.digest,
                    kind: stored.kind,
                    size: stored.size
                )
            }
            return .done
        } catch {
            logger.warning(
                "a file was not fetched",
                metadata: ["file": "\(file.id)", "error": "\(String(reflecting: error))"]
            )
            let age = clock.nowMs - file.atMs
            switch Self.step(after: error, ageMs: age) {
            case .again: return .again(atMs: clock.nowMs + Self.wait(ageMs: age))
            case .giveUp(let fault):
                try await finish(file, organization) { tx in
                    try MessageFileQueries.giveUp(tx, organization: organization, id: file.id, fault: fault)
                }
                return .done
            }
        }
    }

    /// The bytes by Meta's id; an address that has lapsed meanwhile is asked for once more.
    private func fetch(
        _ mediaID: String,
        of file: MessageFile,
        organization: ID<Organization>
    ) async throws -> FileStore.Stored {
        let conversation = file.conversation
        let channel = try await store.read { tx in
            try ChannelQueries.channel(tx, organization: organization, of: conversation)
        }
        guard let channel else { throw ChannelRefusal.noChannel }
        let client = try await graph.client(for: channel, of: organization, store: store)
        let stored: FileStore.Stored
        do {
            stored = try await download(try await client.media(mediaID), client)
        } catch CallFailure.refused(let error) where error.status == 404 {
            stored = try await download(try await client.media(mediaID), client)
        }
        guard Self.isWhole(stored, file) else { throw Damaged() }
        return stored
    }

    private func download(_ media: RemoteMedia, _ client: GraphClient) async throws -> FileStore.Stored {
        if let size = media.size, size > MediaRules.maximumInbound {
            throw FileStore.TooLarge(limit: MediaRules.maximumInbound)
        }
        return try await client.download(media) { body in
            try await files.write(body.map(\.readableBytesView), limit: MediaRules.maximumInbound)
        }
    }

    private struct Damaged: Error {}

    /// Meta tells the digest in base64; what it does not tell is not compared.
    private static func isWhole(_ stored: FileStore.Stored, _ file: MessageFile) -> Bool {
        guard let told = file.mediaDigest.flatMap({ Data(base64Encoded: $0) }), told.count == 32 else { return true }
        return told.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == stored.digest
    }

    private func finish(
        _ file: MessageFile,
        _ organization: ID<Organization>,
        _ change: @escaping @Sendable (any WriteTransaction) throws -> Bool
    ) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard try change(tx), let message = file.message else { return }
            try MessageEvent.append(tx, ids: ids, organization: organization, message: message, .file, atMs: now)
        }
    }

    /// What Meta says it does not have is asked for again for an hour, since its parts do not all know at once; what stands in
    /// between (the network, a token, a throttle) for as long as the file lives.
    static func step(after error: any Error, ageMs: Int64) -> Step {
        if error is FileStore.TooLarge { return .giveUp("too_large") }
        if ageMs >= lifeMs { return .giveUp("expired") }
        if error is Damaged { return ageMs < 3_600_000 ? .again : .giveUp("damaged") }
        guard case CallFailure.refused(let refusal) = error else { return .again }
        switch SendFailure.answer(status: refusal.status, code: refusal.code) {
        case .refused: return ageMs < 3_600_000 ? .again : .giveUp("gone")
        case .retry, .hold, .channelStopped, .unknown: return .again
        }
    }

    /// A quarter of what it has been waiting: 5 seconds at least, an hour at most.
    static func wait(ageMs: Int64) -> Int64 { min(max(ageMs / 4, 5_000), 3_600_000) }
}
