package import Identity
package import Logging
package import Storage
import WhatsAppCloud

/// Asks Meta after an account's templates: hourly, sooner while one is in review, and whenever somebody wants it.
///
/// Verdicts come by webhook; what was missed is found here, and what was made elsewhere is taken up.
///
/// Source: spec rows 1.36, 2.16 to 2.18, 2.26; wire reference 1.4, 4.1.
package struct RefreshTemplatesJob: JobHandler {
    private static let kind = "messaging.refresh_templates"
    private static let patientMs: Int64 = 3_600_000
    private static let impatientMs: Int64 = 600_000
    private static let throttledMs: Int64 = 7_200_000
    /// An account has 6,000 templates at most, and a page has 100.
    private static let maximumPages = 60
    /// Those that are missing from the list are asked for one by one, not always the same ones; more at once are no deletions
    /// but an accident.
    private static let maximumMissing = 20

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let graph: GraphAccess
    private let logger: Logger

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, graph: GraphAccess, logger: Logger) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.graph = graph
        self.logger = logger
    }

    package var kind: String { Self.kind }

    /// Sixty pages, one after the other.
    package var deadline: Duration { .seconds(600) }

    /// Why an account is asked.
    private enum Occasion: String {
        /// Again and again.
        case always
        /// While something is in review.
        case review
        /// Once.
        case asked
    }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").map(String.init)
        guard parts.count == 3, let organization = ID<Organization>(parts[0]),
            let id = ID<ChannelAccount>(parts[1]), let occasion = Occasion(rawValue: parts[2])
        else { return .done }
        let found = try await store.read { tx in try ChannelQueries.find(tx, organization: organization, id: id) }
        guard let channel = found, channel.isConnected else { return .done }
        var distanceMs = Self.patientMs
        do {
            try await refresh(channel)
        } catch let failure as CallFailure {
            // The look after the account says what is wrong with it.
            if case .refused(let refusal) = failure,
                case .hold = SendFailure.answer(status: refusal.status, code: refusal.code)
            {
                distanceMs = Self.throttledMs
            }
        } catch is SecretBox.Failure {
            // The same.
        }
        switch occasion {
        case .asked: return .done
        case .always: return again(distanceMs)
        case .review:
            let waits = try await store.read { tx in try TemplateQueries.hasReview(tx, channel: channel) }
            return waits ? again(min(distanceMs, Self.impatientMs)) : .done
        }
    }

    /// Up to a tenth later, so that many channels do not come at once.
    private func again(_ distanceMs: Int64) -> JobOutcome {
        .again(atMs: clock.nowMs + distanceMs + Int64(Double(distanceMs) * .random(in: 0...0.1)))
    }

    private func refresh(_ channel: ChannelAccount) async throws {
        let client = try await graph.client(for: channel.id, of: channel.organization, store: store)
        let startMs = clock.nowMs
        var seen: Set<String> = []
        var cursor: String?
        for _ in 0..<Self.maximumPages {
            let askedAtMs = clock.nowMs
            let page = try await client.templatePage(of: channel.wabaID, after: cursor)
            seen.formUnion(page.templates.map(\.id))
            for remote in page.templates { try await apply(remote, in: channel, toldAtMs: askedAtMs) }
            cursor = page.next
            if cursor == nil { break }
        }
        if cursor == nil { try await findMissing(seen, in: channel, client, sinceMs: startMs) }
    }

    /// Each for itself: what cannot be read or stored holds up no other.
    private func apply(_ remote: RemoteTemplate, in channel: ChannelAccount, toldAtMs: Int64) async throws {
        let sight = TemplateSight(ids: ids, channel: channel, toldAtMs: toldAtMs / 1_000 * 1_000, atMs: clock.nowMs)
        do {
            let isNews = try await store.read { tx in try sight.isNews(tx, remote) }
            if isNews { try await store.write { tx in try sight.apply(tx, remote) } }
        } catch let error as StoreError where error.code == .connection || error.isTransient {
            throw error
        } catch {
            logger.error(
                "a template of Meta's was not taken up",
                metadata: ["template": "\(remote.id)", "error": "\(String(reflecting: error))"]
            )
        }
    }

    /// Templates that are not in the list any more, where Meta says so of each.
    private func findMissing(
        _ seen: Set<String>,
        in channel: ChannelAccount,
        _ client: GraphClient,
        sinceMs: Int64
    ) async throws {
        let known = try await store.read { tx in
            try TemplateQueries.atMeta(tx, channel: channel, beforeMs: sinceMs)
        }
        let missing = known.filter { !seen.contains($0.providerID) }.shuffled()
        for (id, providerID) in missing.prefix(Self.maximumMissing) {
            do throws(CallFailure) {
                _ = try await client.template(providerID)
                continue
            } catch {
                guard case .refused(let refusal) = error, refusal.isObjectMissing else { throw error }
            }
            let now = clock.nowMs
            try await store.write { [ids] tx in
                let found = try TemplateQueries.lock(tx, organization: channel.organization, id: id)
                guard let template = found, !template.isDeleted, !template.isOnItsWay else { return }
                let subject = template.clock(.status)
                guard try ProviderClock.isLatest(tx, subject, of: channel, atMs: now / 1_000 * 1_000) else { return }
                try TemplateVerdict(status: .disabled, reason: "DELETED").apply(tx, ids: ids, to: template, atMs: now)
            }
        }
    }
}

extension RefreshTemplatesJob {
    /// Makes sure that every connected account is asked again and again.
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
                    try Self.add(tx, ids: ids, .always, id, of: organization, dueAtMs: dueAtMs)
                }
            }
        } while last != nil
    }

    /// Asks after an account from now on, first at once.
    static func begin(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        atMs: Int64
    ) throws {
        try add(tx, ids: ids, .always, channel, of: organization, dueAtMs: atMs)
    }

    /// Asks more often while something is in review.
    static func watch(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        fromMs: Int64
    ) throws {
        try add(tx, ids: ids, .review, channel, of: organization, dueAtMs: fromMs + impatientMs)
    }

    /// Asks once, at once.
    static func ask(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        atMs: Int64
    ) throws {
        try add(tx, ids: ids, .asked, channel, of: organization, dueAtMs: atMs)
    }

    /// One job for each account and occasion, however often it is added.
    private static func add(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ occasion: Occasion,
        _ channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        dueAtMs: Int64
    ) throws {
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: kind,
            dedupeKey: "\(channel) \(occasion.rawValue)",
            payload: "\(organization) \(channel) \(occasion.rawValue)",
            dueAtMs: dueAtMs
        )
    }
}

/// Asks Meta after all templates now.
package struct RefreshTemplates: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Leaves the asking to a job; what is new comes as events.
    ///
    /// - Parameter user: Needs ``Right/manageTemplates``.
    /// - Throws: ``NotPermitted``, ``ChannelRefusal/noChannel`` or ``StoreError``.
    package func callAsFunction(by user: SignedIn) async throws {
        try user.require(.manageTemplates)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let channels = try ChannelQueries.all(tx, organization: user.organization).filter(\.isConnected)
            if channels.isEmpty { throw ChannelRefusal.noChannel }
            for channel in channels {
                try RefreshTemplatesJob.ask(tx, ids: ids, channel.id, of: user.organization, atMs: now)
            }
        }
    }
}
