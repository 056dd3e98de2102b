import Identity
import Storage

/// The parts of one conversion, inside its transaction.
struct ConversionStep {
    let tx: any WriteTransaction
    let store: any Store
    let clock: WallClock
    let ids: IDGenerator
    let user: SignedIn
    let lead: Record
    let atMs: Int64

    private var author: RecordAuthor { .user(user.user) }

    // MARK: - What it becomes

    func account(
        _ target: ConvertLead.Target,
        _ modules: ConversionModules,
        owner: ID<User>
    ) throws -> ID<Record> {
        let values = modules.mapping(of: lead, to: .account).values
        if target == .new, values["account_name"] == nil {
            throw InvalidInput(field: "account", code: "required", detail: "The Lead has no company.")
        }
        return try take(target, modules.accounts, values, owner: owner, input: "account").id
    }

    func contact(
        _ target: ConvertLead.Target,
        _ modules: ConversionModules,
        account: ID<Record>?,
        owner: ID<User>
    ) throws -> ID<Record> {
        var values = modules.mapping(of: lead, to: .contact).values
        if let account { values["account"] = .text(account.description) }
        return try take(target, modules.contacts, values, owner: owner, input: "contact").id
    }

    func deal(
        _ typed: [String: FieldValue],
        _ modules: ConversionModules,
        contact: ID<Record>,
        account: ID<Record>?,
        owner: ID<User>
    ) throws -> ID<Record> {
        var values = modules.mapping(of: lead, to: .deal).values
        values.merge(typed) { $1 }
        values["contact"] = .text(contact.description)
        if let account { values["account"] = .text(account.description) }
        try AccessQueries.require(.create, in: modules.deals.module, tx, for: user)
        do {
            return try RecordWriter.insert(
                tx,
                ids: ids,
                clock: clock,
                organization: user.organization,
                module: modules.deals.module,
                values: values,
                owner: owner,
                author: author
            ).id
        } catch let fault as InvalidInput where fault.field != "owner" {
            throw InvalidInput(field: "deal.\(fault.field)", code: fault.code, detail: fault.detail)
        }
    }

    /// A new record with the values, or one that is there, whose blank fields take them.
    private func take(
        _ target: ConvertLead.Target,
        _ part: ConversionModules.Part,
        _ values: [String: FieldValue],
        owner: ID<User>,
        input: String
    ) throws -> Record {
        switch target {
        case .new:
            try AccessQueries.require(.create, in: part.module, tx, for: user)
            return try RecordWriter.insert(
                tx,
                ids: ids,
                clock: clock,
                organization: user.organization,
                module: part.module,
                values: values,
                owner: owner,
                author: author,
                // A Lead has what it has; what the module demands beyond that is filled in later.
                demandsRequired: false
            )
        case .existing(let id):
            let held = try LifecycleQueries.hold(
                tx,
                organization: user.organization,
                [id],
                where: RecordQueries.writable(by: user)
            )
            guard let record = held.first, record.module.id == part.module.id else {
                throw InvalidInput(
                    field: input,
                    code: "not_valid",
                    detail: "There is no such record that you may change."
                )
            }
            let checked = try RecordValues.check(values, fields: part.fields, over: [:])
            try RecordWriter.move(
                tx,
                ids: ids,
                record,
                fields: part.fields,
                to: record.values.merging(checked) { own, _ in own },
                author: author,
                atMs: atMs
            )
            return record
        }
    }

    // MARK: - What follows it

    func follow(_ conversion: Conversion, contact id: ID<Record>) throws {
        let organization = user.organization
        guard let contact = try RecordQueries.find(tx, organization: organization, id: id) else {
            throw RecordNotFound()
        }
        try ConversionQueries.insert(tx, organization: organization, conversion)
        try ConversionQueries.moveBelongings(tx, organization: organization, from: lead.id, to: id)
        try ParticipantQueries.move(tx, organization: organization, from: lead.id, to: id)
        try TagQueries.move(tx, ids: ids, organization: organization, from: lead.id, to: contact)
        let relink = RelinkRecords(store: store, clock: clock, ids: ids)
        if try relink.page(tx, organization: organization, conversion, atMs: atMs) {
            try relink.enqueue(tx, organization: organization, lead: lead.id)
        }
        let entry = TimelineEntry(
            id: ids.next(),
            record: id,
            event: .converted(lead: lead.id, name: lead.name),
            atMs: atMs,
            user: user.user
        )
        try TimelineQueries.insert(tx, organization: organization, entry)
        try RecordWriter.tell(tx, ids: ids, "converted", of: lead, author: author, atMs: atMs)
        try RecordAudit.append(
            tx,
            ids: ids,
            .recordConverted,
            lead,
            changes: [AuditChange(name: "contact", old: nil, new: contact.name)],
            author: author,
            atMs: atMs
        )
    }
}
