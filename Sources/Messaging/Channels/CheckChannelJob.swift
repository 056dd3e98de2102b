import Identity
package import Storage

/// Looks at Meta after each channel: hourly, sooner while something is pending or stopped, later where Meta wants to be asked less.
///
/// A look is four calls, and Meta allows 200 an hour for an account. Source: wire reference 1.4.
package struct CheckChannelJob: JobHandler {
    /// The handler's kind.
    package var kind: String { Self.kind }
    static let kind = "check_channel"
    static let patientMs: Int64 = 3_600_000
    static let impatientMs: Int64 = 300_000
    private static let throttledMs: Int64 = 7_200_000

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let check: CheckChannel

    /// Prepares the job.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: The product's clock.
    ///   - ids: For the rows of the jobs.
    ///   - check: What it does.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, check: CheckChannel) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.check = check
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").map(String.init)
        guard parts.count >= 2, let organization = ID<Organization>(parts[0]),
            let channel = ID<ChannelAccount>(parts[1])
        else { return .done }
        let isOnce = parts.count > 2
        switch try await check.look(at: channel, of: organization, repairs: false) {
        case nil, .disabled: return .done
        case .seen(let isPending):
            if isOnce, !isPending { return .done }
            return again(isPending && isOnce ? Self.impatientMs * 2 : Self.patientMs)
        case .away: return isOnce ? .done : again(Self.patientMs)
        case .throttled: return isOnce ? .done : again(Self.throttledMs)
        }
    }

    /// Up to a tenth later, so that many channels do not come at once.
    private func again(_ distanceMs: Int64) -> JobOutcome {
        .again(atMs: clock.nowMs + distanceMs + Int64(Double(distanceMs) * .random(in: 0...0.1)))
    }

    /// Makes sure that every connected channel is looked after.
    ///
    /// - Throws: ``StoreError``.
    package func schedule() async throws {
        var last: ID<ChannelAccount>?
        repeat {
            let page = try await store.read { [last] tx in try ChannelQueries.connected(tx, after: last, limit: 200) }
            last = page.last?.id
            let now = clock.nowMs
            try await store.write { [ids] tx in
                for (id, organization) in page {
                    let dueAtMs = now + .random(in: 0...Self.impatientMs)
                    try Self.schedule(tx, ids: ids, id, of: organization, dueAtMs: dueAtMs)
                }
            }
        } while last != nil
    }

    /// Looks after a channel from now on; one look after the other, however often this is called.
    static func schedule(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        dueAtMs: Int64
    ) throws {
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            dedupeKey: channel.description,
            payload: "\(organization) \(channel)",
            dueAtMs: dueAtMs
        )
    }

    /// Looks once beside that, because something has happened; again and again while it is not well.
    static func hasten(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        dueAtMs: Int64
    ) throws {
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            dedupeKey: "soon \(channel)",
            payload: "\(organization) \(channel) once",
            dueAtMs: dueAtMs
        )
    }
}
