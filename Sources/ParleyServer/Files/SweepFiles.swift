import FileStore
import Identity
import Messaging
import Records
import Storage

/// Removes, once a day, stored contents that nothing refers to any more.
struct SweepFiles: JobHandler {
    static let kind = "files.sweep"

    let store: any Store
    let clock: WallClock
    let files: FileStore

    var kind: String { Self.kind }

    var recurrence: Recurrence? { .daily }

    func perform(_ job: Job) async throws -> JobOutcome {
        try await files.sweep { digests in
            try await store.read { tx in
                try RecordFileQueries.used(tx, among: digests)
                    .union(try MessageFileQueries.used(tx, among: digests))
                    .union(try TemplateFileQueries.used(tx, among: digests))
                    .union(try OrganizationLogo.used(tx, among: digests))
            }
        }
        return .again(atMs: clock.nowMs + Recurrence.daily.intervalMs)
    }
}
