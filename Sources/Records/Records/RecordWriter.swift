package import Identity
package import Storage

/// Writes records with all that follows from them: match keys, timeline and event, in one transaction.
package enum RecordWriter {
    /// Makes a record.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - clock: For the time of making.
    ///   - organization: The organisation.
    ///   - module: One of its modules.
    ///   - values: Values by the fields' names; a phone number stays as typed, blank text means none.
    ///   - computed: Values of read-only fields that the product works out.
    ///   - owner: A user of the organisation.
    ///   - author: Who makes it.
    ///   - demandsRequired: Whether every required field must have a value; as a rule from people, and not from the product.
    ///   - user: Whose profile says which fields are written and which records named; nil on behalf of the product itself.
    /// - Returns: The record.
    /// - Throws: ``InvalidInput`` with the field's name, or `owner`; ``RecordNotFound`` where the organisation has no such
    ///   module; ``StoreError``.
    @discardableResult
    package static func insert(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        clock: WallClock,
        organization: ID<Organization>,
        module: Module,
        values: [String: FieldValue],
        computed: [String: FieldValue] = [:],
        owner: ID<User>,
        author: RecordAuthor,
        demandsRequired: Bool? = nil,
        as user: SignedIn? = nil
    ) throws -> Record {
        let fields = try FieldQueries.all(tx, organization: organization, module: module.id)
        // A module of another organisation has no fields in this one.
        if fields.isEmpty { throw RecordNotFound() }
        let (shown, hidden) = try split(tx, fields, module: module.id, for: user)
        var checked = try RecordValues.check(
            values,
            fields: shown,
            hidden: hidden,
            over: nil,
            demandsRequired: demandsRequired ?? (author.user != nil)
        )
        for field in fields { checked[field.id] = computed[field.name] ?? checked[field.id] }
        for field in fields where field.type == .autonumber {
            checked[field.id] = .text(try FieldValueQueries.nextNumber(tx, organization: organization, field))
        }
        try RecordOwner.require(tx, owner, in: organization, by: author)
        let now = clock.nowMs
        let record = Record(
            id: ids.next(),
            organization: organization,
            module: Record.ModuleReference(id: module.id, name: module.name),
            owner: owner,
            name: RecordName.display(checked, fields: fields),
            values: checked,
            version: 1,
            createdAtMs: now,
            createdBy: author.user,
            updatedAtMs: now,
            updatedBy: author.user
        )
        try RecordQueries.insert(tx, record)
        try settle(tx, record, fields: fields, previous: [:], for: user)
        try log(tx, ids: ids, .created(cause: author.cause), of: record, author: author, atMs: now)
        try RecordAudit.append(tx, ids: ids, .recordCreated, record, author: author, atMs: now)
        return record
    }

    /// Changes a record that still has the version somebody read.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - clock: For the time of the change.
    ///   - record: As it stands.
    ///   - values: Values by the fields' names; blank text clears.
    ///   - computed: Values of read-only fields that the product works out.
    ///   - alsoChanged: The field that stands for a change beside the fields' own values; nil where there is none.
    ///   - author: Who changes it.
    ///   - user: Whose profile says which fields are written and which records named; nil on behalf of the product itself.
    /// - Returns: The record; unchanged, with its old version, where the values are what it has.
    /// - Throws: ``InvalidInput`` with the field's name, ``StaleRecord``, ``RecordNotFound`` or ``StoreError``.
    static func update(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        clock: WallClock,
        _ record: Record,
        values: [String: FieldValue],
        computed: [String: FieldValue] = [:],
        alsoChanged: String? = nil,
        author: RecordAuthor,
        as user: SignedIn? = nil
    ) throws -> Record {
        let fields = try FieldQueries.all(tx, organization: record.organization, module: record.module.id)
        let (shown, _) = try split(tx, fields, module: record.module.id, for: user)
        var checked = try RecordValues.check(values, fields: shown, over: record.values)
        for field in fields {
            if let value = computed[field.name] { checked[field.id] = value == .text("") ? nil : value }
        }
        let changed = fields.filter { checked[$0.id] != record.values[$0.id] || $0.name == alsoChanged }.map(\.id)
        if changed.isEmpty { return record }
        let now = clock.nowMs
        let next = Record(
            id: record.id,
            organization: record.organization,
            module: record.module,
            owner: record.owner,
            name: RecordName.display(checked, fields: fields),
            values: checked,
            version: record.version + 1,
            createdAtMs: record.createdAtMs,
            createdBy: record.createdBy,
            updatedAtMs: now,
            updatedBy: author.user
        )
        guard try RecordQueries.update(tx, next) else { throw try overtaken(tx, record) }
        try settle(tx, next, fields: fields, previous: record.values, for: user)
        let change = TimelineEvent.changed(fields: changed, cause: author.cause)
        try log(tx, ids: ids, change, of: next, author: author, atMs: now)
        let differences = try RecordAudit.changes(from: record.values, to: next.values)
        try RecordAudit.append(tx, ids: ids, .recordChanged, next, changes: differences, author: author, atMs: now)
        return next
    }

    /// Moves values on the product's own account, in a record that is held, whatever state it is in.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the entry and the event.
    ///   - record: The record.
    ///   - fields: All fields of its module.
    ///   - values: All its values as they shall be.
    ///   - author: On whose account.
    ///   - atMs: Product time, Unix milliseconds.
    /// - Throws: ``InvalidInput`` where a value that may stand once is taken; ``StoreError``.
    static func move(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ record: Record,
        fields: [Field],
        to values: [ID<Field>: FieldValue],
        author: RecordAuthor,
        atMs: Int64
    ) throws {
        let changed = fields.map(\.id).filter { values[$0] != record.values[$0] }
        if changed.isEmpty { return }
        let next = Record(
            id: record.id,
            organization: record.organization,
            module: record.module,
            owner: record.owner,
            name: RecordName.display(values, fields: fields),
            values: values,
            version: record.version + 1,
            createdAtMs: record.createdAtMs,
            createdBy: record.createdBy,
            updatedAtMs: atMs,
            updatedBy: author.user
        )
        try RecordQueries.overwrite(tx, next)
        try FieldValueQueries.claimUnique(tx, next, fields: fields, previous: record.values)
        try FieldValueQueries.rewrite(tx, next, fields: fields, previous: record.values)
        try SearchQueries.rewrite(tx, next, fields: fields, previous: record.values)
        try MatchKeyQueries.rewrite(tx, next, fields: fields)
        try log(tx, ids: ids, .changed(fields: changed, cause: author.cause), of: next, author: author, atMs: atMs)
        let differences = try RecordAudit.changes(from: record.values, to: next.values)
        try RecordAudit.append(tx, ids: ids, .recordChanged, next, changes: differences, author: author, atMs: atMs)
    }

    /// The fields that a user may see, as they may write them, and the others.
    private static func split(
        _ tx: any ReadTransaction,
        _ fields: [Field],
        module: ID<Module>,
        for user: SignedIn?
    ) throws -> (shown: [Field], hidden: [Field]) {
        guard let user else { return (fields, []) }
        let shown = try FieldQueries.shown(tx, to: user, module: module)
        let known = Set(shown.map(\.id))
        return (shown, fields.filter { !known.contains($0.id) })
    }

    /// Whatever follows from a record's values.
    private static func settle(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue],
        for user: SignedIn?
    ) throws {
        try QuoteParty.require(record, fields: fields)
        try RecordLinks.check(
            tx,
            organization: record.organization,
            fields: fields,
            values: record.values,
            previous: previous,
            scope: user.map { RecordQueries.visible(to: $0) } ?? RecordQueries.living(in: record.organization)
        )
        try FieldValueQueries.claimUnique(tx, record, fields: fields, previous: previous)
        try FieldValueQueries.rewrite(tx, record, fields: fields, previous: previous)
        try MatchKeyQueries.rewrite(tx, record, fields: fields)
        try Reminders.rewrite(tx, record, fields: fields, previous: previous)
        try SearchQueries.rewrite(tx, record, fields: fields, previous: previous)
    }

    private static func overtaken(_ tx: any ReadTransaction, _ record: Record) throws -> any Error {
        let current = try RecordQueries.find(tx, organization: record.organization, id: record.id)
        return current.map { StaleRecord(current: $0) } ?? RecordNotFound()
    }

    /// Writes the timeline's entry, and the event that automation and screens read.
    @discardableResult
    static func log(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ event: TimelineEvent,
        of record: Record,
        author: RecordAuthor,
        atMs: Int64
    ) throws -> TimelineEntry {
        let entry = TimelineEntry(id: ids.next(), record: record.id, event: event, atMs: atMs, user: author.user)
        try TimelineQueries.insert(tx, organization: record.organization, entry)
        try tell(tx, ids: ids, event.kind.rawValue, of: record, fields: event.fields, author: author, atMs: atMs)
        return entry
    }

    /// Tells automation and screens.
    static func tell(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ verb: String,
        of record: Record,
        fields: [ID<Field>]? = nil,
        author: RecordAuthor,
        atMs: Int64
    ) throws {
        let body = RecordEventBody(
            module: record.module.name,
            fields: fields,
            user: author.user,
            cause: author.cause
        )
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: record.organization.rawValue,
            kind: "record.\(verb)",
            subjectID: record.id.rawValue,
            body: try JSONText.encode(body),
            atMs: atMs
        )
    }
}

/// What the event log says of a record's event: no values.
private struct RecordEventBody: Encodable {
    let module: String
    let fields: [ID<Field>]?
    let user: ID<User>?
    let cause: String?
}
