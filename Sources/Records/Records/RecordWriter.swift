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
        author: RecordAuthor
    ) throws -> Record {
        let fields = try FieldQueries.all(tx, organization: organization, module: module.id)
        // A module of another organisation has no fields in this one.
        if fields.isEmpty { throw RecordNotFound() }
        var checked = try RecordValues.check(
            values,
            fields: fields,
            over: nil,
            demandsRequired: author.user != nil
        )
        for field in fields { checked[field.id] = computed[field.name] ?? checked[field.id] }
        for field in fields where field.type == .autonumber {
            checked[field.id] = .text(try FieldValueQueries.nextNumber(tx, organization: organization, field))
        }
        guard try UserQueries.find(tx, organization: organization, id: owner) != nil else {
            throw InvalidInput(field: "owner", code: "not_valid", detail: "There is no such user.")
        }
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
        try settle(tx, record, fields: fields, previous: [:])
        try log(tx, ids: ids, .created(cause: author.cause), of: record, author: author, atMs: now)
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
        author: RecordAuthor
    ) throws -> Record {
        let fields = try FieldQueries.all(tx, organization: record.organization, module: record.module.id)
        var checked = try RecordValues.check(values, fields: fields, over: record.values)
        for field in fields { checked[field.id] = computed[field.name] ?? checked[field.id] }
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
        try settle(tx, next, fields: fields, previous: record.values)
        let change = TimelineEvent.changed(fields: changed, cause: author.cause)
        try log(tx, ids: ids, change, of: next, author: author, atMs: now)
        return next
    }

    /// Whatever follows from a record's values.
    private static func settle(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue]
    ) throws {
        try QuoteParty.require(record, fields: fields)
        try RecordLinks.check(
            tx,
            organization: record.organization,
            fields: fields,
            values: record.values,
            previous: previous,
            scope: RecordQueries.living(in: record.organization)
        )
        try FieldValueQueries.claimUnique(tx, record, fields: fields, previous: previous)
        try FieldValueQueries.rewrite(tx, record, fields: fields, previous: previous)
        try MatchKeyQueries.rewrite(tx, record, fields: fields)
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
        let body = RecordEventBody(
            module: record.module.name,
            fields: event.fields,
            user: author.user,
            cause: author.cause
        )
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: record.organization.rawValue,
            kind: "record.\(event.kind.rawValue)",
            subjectID: record.id.rawValue,
            body: try JSONText.encode(body),
            atMs: atMs
        )
        return entry
    }
}

/// What the event log says of a record's event: no values.
private struct RecordEventBody: Encodable {
    let module: String
    let fields: [ID<Field>]?
    let user: ID<User>?
    let cause: String?
}
