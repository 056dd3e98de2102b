import Identity
package import Storage

/// Whatever names a Lead that became a Contact, and could name a Contact, names the Contact from then on; Account and Deal where
/// nothing stands.
///
/// The first page is part of the conversion. Until the last one a lookup names the Lead, whose page says what it became.
package struct RelinkRecords: JobHandler {
    /// The handler's kind; each job is about a Lead.
    package static let kind = "records.relink"
    private static let recordsAtOnce = 200

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the handler.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    package var kind: String { Self.kind }

    package func perform(_ job: Job) async throws -> JobOutcome {
        let parts = job.payload.split(separator: " ").map(String.init)
        guard parts.count == 2, let organization = ID<Organization>(parts[0]), let lead = ID<Record>(parts[1]) else {
            return .done
        }
        let now = clock.nowMs
        let isDone = try await PagedWork.run(atMost: JobRunner.turn) {
            try await store.write { tx in
                // Purged with its Contact meanwhile, it is named by nobody.
                let found = try ConversionQueries.find(tx, organization: organization, lead: lead)
                return try found.map { try page(tx, organization: organization, $0, atMs: now) } ?? false
            }
        }
        return isDone ? .done : .again(atMs: now)
    }

    func enqueue(_ tx: any WriteTransaction, organization: ID<Organization>, lead: ID<Record>) throws {
        try JobQueue.add(
            tx,
            id: ids.next(),
            kind: Self.kind,
            payload: "\(organization) \(lead)",
            dueAtMs: clock.nowMs
        )
    }

    /// Relinks some records.
    ///
    /// - Returns: Whether there may be more.
    func page(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ conversion: Conversion,
        atMs: Int64
    ) throws -> Bool {
        func module(of id: ID<Record>?) throws -> ID<Module>? {
            try id.flatMap { try RecordQueries.all(tx, organization: organization, ids: [$0]).first?.module.id }
        }
        guard let leads = try module(of: conversion.lead) else { return false }
        let contacts = try module(of: conversion.contact)
        let accounts = try module(of: conversion.account)
        let deals = try module(of: conversion.deal)
        var rest = Self.recordsAtOnce
        for naming in try FieldQueries.naming(tx, organization: organization, module: leads) {
            let fields = try FieldQueries.all(tx, organization: organization, module: naming.module)
            guard let contactField = Self.lookup(to: contacts, among: fields) else { continue }
            let held = try LifecycleQueries.hold(
                tx,
                organization: organization,
                LifecycleQueries.naming(tx, organization: organization, conversion.lead, in: naming.id, limit: rest),
                where: "records.organization_id = \(organization)"
            )
            for record in held {
                var values = record.values
                values[naming.id] = nil
                Self.fill(&values, contactField, conversion.contact)
                Self.fill(&values, Self.lookup(to: accounts, among: fields), conversion.account)
                Self.fill(&values, Self.lookup(to: deals, among: fields), conversion.deal)
                try RecordWriter.move(
                    tx,
                    ids: ids,
                    record,
                    fields: fields,
                    to: values,
                    author: .system(cause: "conversion"),
                    atMs: atMs
                )
            }
            rest -= held.count
            if rest <= 0 { return true }
        }
        return false
    }

    private static func fill(_ values: inout [ID<Field>: FieldValue], _ field: Field?, _ id: ID<Record>?) {
        guard let field, let id, values[field.id] == nil else { return }
        values[field.id] = .text(id.description)
    }

    /// The standard lookup to a module, else the first one.
    private static func lookup(to module: ID<Module>?, among fields: [Field]) -> Field? {
        guard let module else { return nil }
        let fitting = fields.filter { $0.lookupModule == module }
        return fitting.first { !$0.isCustom } ?? fitting.first
    }
}
