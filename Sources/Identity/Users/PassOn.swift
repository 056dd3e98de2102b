package import Storage

/// Passes on what belonged to somebody who was deactivated, a page at a time.
package struct PassOn: JobHandler {
    /// The handler's kind; each job is about a user.
    package static let kind = "identity.pass_on"
    /// What one transaction passes on, so that others can write in between.
    private static let pageSize = 200

    private let store: any Store
    private let clock: WallClock
    private let successions: [any UserSuccession]

    init(store: any Store, clock: WallClock, successions: [any UserSuccession]) {
        self.store = store
        self.clock = clock
        self.successions = successions
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").compactMap { Int64($0) }
        guard parts.count == 4 else { return .done }
        let succession = Succession(
            organization: ID(parts[0]),
            from: ID(parts[1]),
            to: ID(parts[2]),
            by: ID(parts[3]),
            atMs: clock.nowMs
        )
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) { try await page(succession) }
        return isDone ? .done : .again(atMs: clock.nowMs)
    }

    static func enqueue(_ tx: any WriteTransaction, id: ID<Job>, _ succession: Succession) throws {
        let people = [succession.from, succession.to, succession.by].map(\.description).joined(separator: " ")
        try JobQueue.add(
            tx,
            id: id,
            kind: kind,
            payload: "\(succession.organization) \(people)",
            dueAtMs: succession.atMs
        )
    }

    /// Passes some of it on.
    ///
    /// - Returns: Whether there may be more.
    func page(_ succession: Succession) async throws -> Bool {
        let organization = succession.organization
        return try await store.write { tx in
            let account = try UserAccountQueries.find(tx, organization: organization, id: succession.from)
            // Whoever was let in again keeps what they still have.
            guard account?.status == .inactive else { return false }
            let heir = try UserAccountQueries.find(tx, organization: organization, id: succession.to)
            let current = Succession(
                organization: organization,
                from: succession.from,
                // Whoever followed may have gone meanwhile; then it falls to whoever decided.
                to: heir?.status == .active ? succession.to : succession.by,
                by: succession.by,
                atMs: succession.atMs
            )
            for one in successions where try one.pass(tx, current, limit: Self.pageSize) == Self.pageSize {
                return true
            }
            return false
        }
    }
}
