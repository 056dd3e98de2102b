import Identity
package import Storage

/// Removes the values of a field that is gone, a page of records at a time, and then what is left of the field.
package struct RemoveField: JobHandler {
    /// The handler's kind; each job is about a field.
    package static let kind = "records.remove_field"

    private let store: any Store
    private let clock: WallClock

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").map(String.init)
        guard parts.count == 2, let organization = ID<Organization>(parts[0]), let field = ID<Field>(parts[1]) else {
            return .done
        }
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) {
            try await page(organization: organization, field)
        }
        return isDone ? .done : .again(atMs: clock.nowMs)
    }

    static func enqueue(
        _ tx: any WriteTransaction,
        id: ID<Job>,
        organization: ID<Organization>,
        _ field: ID<Field>,
        atMs: Int64
    ) throws {
        try JobQueue.add(tx, id: id, kind: kind, payload: "\(organization) \(field)", dueAtMs: atMs)
    }

    /// Removes the values of some records.
    ///
    /// - Returns: Whether there may be more.
    func page(organization: ID<Organization>, _ field: ID<Field>) async throws -> Bool {
        try await store.write { tx in try FieldQueries.erase(tx, organization: organization, field) }
    }
}
