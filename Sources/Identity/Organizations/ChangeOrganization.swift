package import Storage

/// What an administrator changes of the organisation; absent members stay.
package struct OrganizationChange: Sendable {
    let name: String?
    let timeZone: String?
    let defaultCountry: String??
    let currency: String?
    let defaultLanguage: Language?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - name: 1…100 characters.
    ///   - timeZone: An IANA name.
    ///   - defaultCountry: ISO 3166 alpha-2; an inner nil clears it.
    ///   - currency: ISO 4217, in any case. Amounts stay the numbers they are.
    ///   - defaultLanguage: What new people's screens speak at first.
    /// - Throws: ``InvalidInput`` naming the input.
    package init(
        name: String? = nil,
        timeZone: String? = nil,
        defaultCountry: String?? = nil,
        currency: String? = nil,
        defaultLanguage: Language? = nil
    ) throws(InvalidInput) {
        self.name = if let name { try TextRule.line(name, field: "name", maximum: 100) } else { nil }
        self.timeZone = if let timeZone { try TimeZoneRule.check(timeZone, field: "time_zone") } else { nil }
        self.defaultCountry =
            if let defaultCountry { try CountryRule.check(defaultCountry, field: "default_country") } else { nil }
        self.currency = if let currency { try CurrencyRule.check(currency, field: "currency") } else { nil }
        self.defaultLanguage = defaultLanguage
    }

    func applied(to organization: Organization) -> Organization {
        Organization(
            id: organization.id,
            name: name ?? organization.name,
            timeZone: timeZone ?? organization.timeZone,
            defaultCountry: defaultCountry ?? organization.defaultCountry,
            currency: currency ?? organization.currency,
            defaultLanguage: defaultLanguage ?? organization.defaultLanguage
        )
    }
}

/// Changes what an organisation is called and where it is at home.
package struct ChangeOrganization: Sendable {
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
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted`` or ``StoreError``.
    package func callAsFunction(_ change: OrganizationChange, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let old = try OrganizationQueries.find(tx, id: user.organization) else {
                throw PeopleRefusal.notFound
            }
            let new = change.applied(to: old)
            let changes =
                AuditChange.between("name", old.name, new.name)
                + AuditChange.between("time_zone", old.timeZone, new.timeZone)
                + AuditChange.between("default_country", old.defaultCountry, new.defaultCountry)
                + AuditChange.between("currency", old.currency, new.currency)
                + AuditChange.between(
                    "default_language",
                    old.defaultLanguage.rawValue,
                    new.defaultLanguage.rawValue
                )
            if changes.isEmpty { return }
            try OrganizationQueries.update(tx, new)
            try PeopleEvents.append(
                tx,
                ids: ids,
                .organizationChanged,
                user.organization,
                changes,
                by: user,
                atMs: now
            )
        }
    }
}
