import FileStore
import Foundation
import Identity
package import Storage
import WhatsAppCloud

/// Hands Meta the files that messages are sent with; what it has is not handed over again.
///
/// Source: wire reference 3.2: an id holds for thirty days, on the number it was made for.
struct MediaUpload: Sendable {
    /// A day less than Meta keeps it.
    fileprivate static let lifeMs: Int64 = 29 * 86_400_000
    /// How long handing over the largest file may take.
    static let longest = GraphClient.patience + GraphClient.transferTime(of: MediaRules.maximumOutbound)

    let store: any Store
    let clock: WallClock
    let files: FileStore

    /// Sees to it that Meta has the payload's file.
    ///
    /// - Returns: The payload with Meta's id in it.
    /// - Throws: ``SendFailure``: nothing has been sent, so it never is unknown.
    func prepare(
        _ payload: OutboxPayload,
        of row: OutboxRow,
        with client: GraphClient
    ) async throws(SendFailure) -> OutboxPayload {
        guard let file = payload.file else { return payload }
        var ready = payload
        do {
            if let known = try await known(file, row) {
                ready.file?.mediaID = known
                return ready
            }
            guard let size = await files.size(of: file.digest) else {
                throw SendFailure(answer: .refused, code: LastLook.Refusal.noFile.code, detail: file.digest)
            }
            let id = try await client.upload(
                files.pieces(of: file.digest),
                size: size,
                kind: file.type,
                name: file.name,
                on: payload.phoneNumberID
            )
            try await remember(id, file, row)
            ready.file?.mediaID = id
            return ready
        } catch let failure as CallFailure {
            throw Self.failure(failure)
        } catch let failure as SendFailure {
            throw failure
        } catch {
            throw SendFailure(answer: .hold(after: .seconds(5)), code: "internal", detail: String(reflecting: error))
        }
    }

    /// Forgets that Meta has a file.
    static func forget(
        _ tx: any WriteTransaction,
        _ file: OutboxPayload.File,
        of organization: ID<Organization>,
        on number: ID<BusinessNumber>
    ) throws {
        try tx.execute(
            """
            DELETE FROM uploaded_media
             WHERE organization_id = \(organization) AND business_number_id = \(number)
               AND digest = \(file.digest) AND kind = \(file.type)
            """
        )
    }

    /// An upload that was not answered is made again: a file too many at Meta harms nobody.
    ///
    /// Only its message waits for that, since large files on a slow line are no trouble of the number's.
    private static func failure(_ failure: CallFailure) -> SendFailure {
        let failed = SendFailure(failure)
        guard failed.answer == .unknown else { return failed }
        return SendFailure(answer: .retry(after: .seconds(30)), code: "unreachable", detail: failed.detail)
    }

    private func known(_ file: OutboxPayload.File, _ row: OutboxRow) async throws -> String? {
        let since = clock.nowMs - Self.lifeMs
        return try await store.read { tx in
            try tx.first(
                """
                SELECT media_id FROM uploaded_media
                 WHERE organization_id = \(row.organization) AND business_number_id = \(row.businessNumber)
                   AND digest = \(file.digest) AND kind = \(file.type) AND uploaded_at_ms > \(since)
                """
            )?.get("media_id")
        }
    }

    private func remember(_ id: String, _ file: OutboxPayload.File, _ row: OutboxRow) async throws {
        let now = clock.nowMs
        try await store.write { tx in
            try tx.execute(
                """
                INSERT INTO uploaded_media (organization_id, business_number_id, digest, kind, media_id, uploaded_at_ms)
                VALUES (\(row.organization), \(row.businessNumber), \(file.digest), \(file.type), \(id), \(now))
                ON CONFLICT (organization_id, business_number_id, digest, kind) DO UPDATE
                   SET media_id = excluded.media_id, uploaded_at_ms = excluded.uploaded_at_ms
                """
            )
        }
    }
}

/// Forgets Meta's ids of files that Meta has forgotten.
package struct SweepUploads: JobHandler {
    private static let kind = "messages.sweep_uploads"
    private static let batch = 500

    package var kind: String { Self.kind }

    package var recurrence: Recurrence? { .daily }

    private let store: any Store
    private let clock: WallClock

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let now = clock.nowMs
        let removed = try await store.write { tx in
            try tx.execute(
                """
                DELETE FROM uploaded_media
                 WHERE (organization_id, business_number_id, digest, kind) IN
                       (SELECT organization_id, business_number_id, digest, kind FROM uploaded_media
                         WHERE uploaded_at_ms <= \(now - MediaUpload.lifeMs) LIMIT \(Self.batch))
                """
            )
        }
        return .again(atMs: now + (removed == Self.batch ? 0 : Recurrence.daily.intervalMs))
    }
}
