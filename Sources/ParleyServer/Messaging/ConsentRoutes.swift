import Hummingbird
import Identity
import Messaging
import PhoneNumbers
import Records
import Storage

/// What people have said about marketing, and what the organisation makes of it.
struct ConsentRoutes: Sendable {
    let store: any Store
    let setConsent: SetConsent
    let changeRules: ChangeSendingRules

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("records/:id/consent", use: get)
        group.put("records/:id/consent", use: set)
        group.get("sending-rules", use: rules)
        group.put("sending-rules", use: setRules)
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> ConsentResource {
        try await resource(of: context.recordID, for: context.user)
    }

    @Sendable private func set(_ request: Request, _ context: SignedInContext) async throws -> ConsentResource {
        let id = try context.recordID
        let body = try await request.decode(as: ConsentBody.self, context: context)
        try await setConsent(body.state, wording: body.wording ?? "", for: id, by: context.user)
        return try await resource(of: id, for: context.user)
    }

    @Sendable private func rules(_ request: Request, _ context: SignedInContext) async throws -> SendingRulesResource {
        let organization = context.user.organization
        return SendingRulesResource(
            try await store.read { tx in try SendingRuleQueries.find(tx, organization: organization) }
        )
    }

    @Sendable private func setRules(_ request: Request, _ context: SignedInContext) async throws -> SendingRulesResource
    {
        let body = try await request.decode(as: SendingRulesResource.self, context: context)
        let rules = SendingRules(needsConsent: body.needs_consent, allowsUSMarketing: body.allows_us_marketing)
        try await changeRules(rules, by: context.user)
        return body
    }

    private func resource(of id: ID<Record>, for user: SignedIn) async throws -> ConsentResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            guard record.module.name == "Leads" || record.module.name == "Contacts" else {
                throw SendRefusal.notAPerson
            }
            let history = try ConsentQueries.history(tx, organization: user.organization, of: id, limit: 100)
            let names = try UserQueries.names(
                tx,
                organization: user.organization,
                ids: Array(Set(history.compactMap(\.user)))
            )
            let rules = try SendingRuleQueries.find(tx, organization: user.organization)
            let state = history.first?.state ?? .unknown
            return ConsentResource(
                state: state.rawValue,
                allows_marketing: state == .optedIn || (state == .unknown && !rules.needsConsent),
                history: history.map { change in
                    ConsentResource.Change(
                        id: change.id,
                        state: change.state.rawValue,
                        source: change.source.rawValue,
                        wording: change.wording,
                        user: Nullable(change.user.flatMap { names[$0] }),
                        at: change.atMs.rfc3339
                    )
                }
            )
        }
    }
}

struct ConsentBody: Decodable {
    let state: ConsentState
    let wording: String?
}

struct ConsentResource: ResponseEncodable {
    struct Change: Encodable {
        let id: ID<ConsentChange>
        let state: String
        let source: String
        let wording: String
        let user: Nullable<String>
        let at: String
    }

    let state: String
    let allows_marketing: Bool
    let history: [Change]
}

struct SendingRulesResource: ResponseCodable {
    let needs_consent: Bool
    let allows_us_marketing: Bool

    init(_ rules: SendingRules) {
        needs_consent = rules.needsConsent
        allows_us_marketing = rules.allowsUSMarketing
    }
}
