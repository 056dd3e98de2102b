package import Storage

/// What a user changes about themselves; absent members stay.
package struct UserChange: Sendable {
    let name: String?
    let language: Language?
    let theme: Theme?
    let timeZone: String?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - name: 1…100 characters.
    ///   - language: Of the screens.
    ///   - theme: Of the screens.
    ///   - timeZone: An IANA name.
    /// - Throws: ``InvalidInput`` naming `name` or `time_zone`.
    package init(name: String?, language: Language?, theme: Theme?, timeZone: String?) throws(InvalidInput) {
        self.name = if let name { try TextRule.line(name, field: "name", maximum: 100) } else { nil }
        self.language = language
        self.theme = theme
        self.timeZone = if let timeZone { try TimeZoneRule.check(timeZone, field: "time_zone") } else { nil }
    }
}

/// Changes the signed-in user's own settings.
package struct ChangeUser: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Changes what the change names.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - user: Who is signed in.
    /// - Throws: ``StoreError``.
    package func callAsFunction(_ change: UserChange, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            try UserQueries.update(tx, organization: user.organization, id: user.user, change)
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                // What others see of somebody is their name.
                userID: change.name == nil ? user.user.rawValue : nil,
                kind: "user.settings_changed",
                subjectID: user.user.rawValue,
                atMs: now
            )
        }
    }
}
