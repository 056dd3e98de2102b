package import Identity
package import Records
package import Storage

/// Writes down what a person has told a user about marketing.
///
/// Source: spec row A-30.
package struct SetConsent: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Adds to the person's history.
    ///
    /// - Parameters:
    ///   - state: What holds from now on.
    ///   - wording: What the person said, and where; at most 500 characters, and needed for an agreement.
    ///   - record: A Lead or Contact that the user may change.
    ///   - user: Who writes it down.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly``, ``SendRefusal/notAPerson``, ``InvalidInput`` for `wording`, or ``StoreError``.
    package func callAsFunction(
        _ state: ConsentState,
        wording: String,
        for record: ID<Record>,
        by user: SignedIn
    ) async throws {
        let isBlank = wording.allSatisfy(\.isWhitespace)
        // Who claims that somebody has agreed says how they know.
        if state == .optedIn, isBlank {
            throw InvalidInput(field: "wording", code: "required", detail: "Say how and where the person agreed.")
        }
        let wording = isBlank ? "" : try TextRule.text(wording, field: "wording", maximum: 500)
        let now = clock.nowMs
        try await store.write { [clock, ids] tx in
            let found = try RecordQueries.require(tx, writableBy: user, id: record)
            guard found.module.name == "Leads" || found.module.name == "Contacts" else { throw SendRefusal.notAPerson }
            try LifecycleQueries.hold(tx, organization: user.organization, record)
            let change = ConsentChange(
                id: ids.next(),
                state: state,
                source: .user,
                wording: wording,
                user: user.user,
                atMs: now
            )
            try ConsentWriter(clock: clock, ids: ids, organization: user.organization).add(tx, record, change)
        }
    }
}

/// Decides how an organisation sends marketing.
package struct ChangeSendingRules: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Decides.
    ///
    /// - Parameters:
    ///   - rules: What holds for whatever is sent from now on.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted`` or ``StoreError``.
    package func callAsFunction(_ rules: SendingRules, by user: SignedIn) async throws {
        try user.require(.manageChannels)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let before = try SendingRuleQueries.find(tx, organization: user.organization)
            if before == rules { return }
            try SendingRuleQueries.set(tx, organization: user.organization, rules)
            let changes = [
                AuditChange(
                    name: "needs_consent",
                    old: "\(before.needsConsent)",
                    new: "\(rules.needsConsent)"
                ),
                AuditChange(
                    name: "allows_us_marketing",
                    old: "\(before.allowsUSMarketing)",
                    new: "\(rules.allowsUSMarketing)"
                ),
            ].filter { $0.old != $0.new }
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .sendingRulesChanged,
                subject: user.organization.rawValue,
                changes: changes,
                atMs: now
            )
        }
    }
}
