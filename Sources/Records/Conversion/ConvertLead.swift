package import Identity
package import Storage

/// Makes a Contact of a Lead, with an Account and a Deal where they are wanted.
///
/// Source: spec row 2.131.
package struct ConvertLead: Sendable {
    /// A record that is there already, or a new one.
    package enum Target: Sendable, Hashable {
        case existing(ID<Record>)
        case new
    }

    /// What somebody chose.
    package struct Request: Sendable {
        let contact: Target
        let account: Target?
        let deal: [String: FieldValue]?
        let owner: ID<User>?

        /// A choice.
        ///
        /// - Parameters:
        ///   - contact: The Contact.
        ///   - account: The Account; nil for none. A new one is called like the Lead's company.
        ///   - deal: Values of a Deal by its fields' names; nil for none.
        ///   - owner: Who looks after what is new; nil for the Lead's owner.
        package init(contact: Target, account: Target?, deal: [String: FieldValue]?, owner: ID<User>?) {
            self.contact = contact
            self.account = account
            self.deal = deal
            self.owner = owner
        }
    }

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let followers: [any RecordLifecycle]

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the times of what is made.
    ///   - ids: For the new rows.
    ///   - followers: Higher floors whose data follows the Lead.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, followers: [any RecordLifecycle]) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.followers = followers
    }

    /// Converts the Lead, in one transaction with everything that follows it.
    ///
    /// - Parameters:
    ///   - id: The Lead.
    ///   - request: What it becomes.
    ///   - user: May change the Lead and what is chosen.
    /// - Returns: What it became.
    /// - Throws: ``AlreadyConverted``, ``RecordNotFound``, ``RecordReadOnly``; ``InvalidInput`` for `contact`, `account`, `owner` or
    ///   `deal.…`; ``StoreError``.
    package func callAsFunction(_ id: ID<Record>, _ request: Request, by user: SignedIn) async throws -> Conversion {
        let now = clock.nowMs
        return try await store.write { [store, clock, ids, followers] tx in
            let lead = try Self.hold(tx, id, by: user)
            let step = ConversionStep(
                tx: tx,
                store: store,
                clock: clock,
                ids: ids,
                user: user,
                lead: lead,
                atMs: now
            )
            let modules = try ConversionModules(tx, organization: user.organization, lead: lead)
            if let owner = request.owner {
                try RecordOwner.require(tx, owner, in: user.organization, by: .user(user.user))
            }
            try ConversionQueries.markConverted(tx, lead, by: user.user, atMs: now)
            let owner = request.owner ?? lead.owner
            let account = try request.account.map { try step.account($0, modules, owner: owner) }
            let contact = try step.contact(request.contact, modules, account: account, owner: owner)
            let deal = try request.deal.map {
                try step.deal($0, modules, contact: contact, account: account, owner: owner)
            }
            let conversion = Conversion(
                lead: lead.id,
                contact: contact,
                account: account,
                deal: deal,
                atMs: now,
                user: user.user
            )
            try step.follow(conversion, contact: contact)
            for follower in followers {
                try follower.convert(tx, organization: user.organization, lead: lead.id, into: contact)
            }
            return conversion
        }
    }

    /// The Lead, held, so that whoever converts it at the same time finds it converted.
    private static func hold(_ tx: any WriteTransaction, _ id: ID<Record>, by user: SignedIn) throws -> Record {
        let held = try LifecycleQueries.hold(
            tx,
            organization: user.organization,
            [id],
            where: RecordQueries.writable(by: user)
        )
        if let lead = held.first {
            guard lead.module.name == "Leads" else {
                throw InvalidInput(field: "id", code: "not_valid", detail: "Only Leads are converted.")
            }
            return lead
        }
        if try RecordQueries.find(tx, visibleTo: user, id: id, .converted) != nil,
            let conversion = try ConversionQueries.find(tx, organization: user.organization, lead: id)
        {
            throw AlreadyConverted(conversion: conversion)
        }
        return try RecordQueries.require(tx, writableBy: user, id: id)
    }
}

/// The modules that a conversion has to do with, and their fields.
struct ConversionModules {
    struct Part {
        let module: Module
        let fields: [Field]
    }

    let leads: Part
    let contacts: Part
    let accounts: Part
    let deals: Part

    init(_ tx: any ReadTransaction, organization: ID<Organization>, lead: Record) throws {
        func part(_ name: String) throws -> Part {
            guard let module = try ModuleQueries.find(tx, organization: organization, name: name) else {
                throw RecordNotFound()
            }
            return Part(
                module: module,
                fields: try FieldQueries.all(tx, organization: organization, module: module.id)
            )
        }
        leads = try part("Leads")
        contacts = try part("Contacts")
        accounts = try part("Accounts")
        deals = try part("Deals")
    }

    func mapping(of lead: Record, to destination: FieldMapping.Destination) -> FieldMapping {
        let target =
            switch destination {
            case .contact: contacts
            case .account: accounts
            case .deal: deals
            }
        return FieldMapping(lead, fields: leads.fields, to: target.fields, of: destination)
    }
}
