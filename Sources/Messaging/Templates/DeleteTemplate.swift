package import Identity
package import Storage
import WhatsAppCloud

/// Deletes a template that nothing uses, here at once and at Meta by a job; what was sent with it stays.
///
/// Source: spec row A-40.
package struct DeleteTemplate: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let uses: [any TemplateUses]

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: Product time.
    ///   - ids: For events and the job.
    ///   - uses: Who may use a template.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, uses: [any TemplateUses]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.uses = uses
    }

    /// Deletes a template.
    ///
    /// - Parameters:
    ///   - id: The template.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Throws: ``NotPermitted``, ``TemplateRefusal/notFound``, ``TemplateRefusal/locked(_:)`` while it is in review,
    ///   ``TemplateRefusal/inUse(_:)`` or ``StoreError``.
    package func callAsFunction(_ id: ID<MessageTemplate>, by user: SignedIn) async throws {
        try user.require(.manageTemplates)
        let now = clock.nowMs
        try await store.write { [ids, uses] tx in
            guard let template = try TemplateQueries.find(tx, shownTo: user, id: id) else {
                throw TemplateRefusal.notFound
            }
            try TemplateQueries.delete(tx, template, atMs: now)
            let found = try uses.flatMap { try $0.uses(tx, organization: user.organization, of: id) }
            guard found.isEmpty else { throw TemplateRefusal.inUse(found) }
            try JobQueue.add(
                tx,
                id: ids.next(),
                kind: DeleteTemplateJob.kind,
                payload: "\(template.organization) \(id) \(template.providerName) \(template.language)",
                dueAtMs: now
            )
            try TemplateVerdict.tell(tx, ids: ids, template, "deleted", atMs: now)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .templateDeleted,
                subject: id.rawValue,
                subjectName: template.name,
                atMs: now
            )
        }
    }
}

/// Deletes at Meta what was deleted here.
package struct DeleteTemplateJob: JobHandler {
    /// The handler's kind.
    package static let kind = "messaging.delete_template"

    private let store: any Store
    private let graph: GraphAccess

    /// Prepares the handler.
    package init(store: any Store, graph: GraphAccess) {
        self.store = store
        self.graph = graph
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").map(String.init)
        guard parts.count == 4, let organization = ID<Organization>(parts[0]),
            let id = ID<MessageTemplate>(parts[1])
        else { return .done }
        let found = try await store.read { tx in
            try TemplateQueries.deleted(tx, organization: organization, id: id)
        }
        // Where the account was taken away, nothing can be deleted any more.
        guard let (channel, providerID) = found, channel.isConnected else { return .done }
        let client = try await graph.client(for: channel.id, of: organization, store: store)
        do throws(CallFailure) {
            // One whose submission was never answered may be there all the same.
            var remote = providerID
            if remote == nil { remote = try await existing(parts[2], parts[3], in: channel, client) }
            if let remote { try await client.deleteTemplate(remote, name: parts[2], in: channel.wabaID) }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            switch SendFailure.answer(status: refusal.status, code: refusal.code) {
            case .retry, .hold, .unknown, .channelStopped: throw error
            // It is gone already, or one that Meta deletes for nobody. Source: wire reference 4.7.
            case .refused: break
            }
        }
        return .done
    }

    private func existing(
        _ name: String,
        _ language: String,
        in channel: ChannelAccount,
        _ client: GraphClient
    ) async throws(CallFailure) -> String? {
        let remotes = try await client.templates(of: channel.wabaID, name: name)
        return remotes.first { $0.name == name && $0.language == language }?.id
    }
}
