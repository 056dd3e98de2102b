package import Identity
package import Storage

/// Something that happened to a record, as its page shows it.
package struct TimelineEntry: Sendable, Hashable {
    /// The entry's id.
    package let id: ID<TimelineEntry>
    /// The record.
    package let record: ID<Record>
    /// What happened.
    package let event: TimelineEvent
    /// Product time, Unix milliseconds.
    package let atMs: Int64
    /// Who did it; nil for the system.
    package let user: ID<User>?
}

/// What can happen to a record.
package enum TimelineEvent: Sendable, Hashable {
    /// With the cause where the system made it.
    case created(cause: String?)
    /// Which fields, in the order of the page.
    case changed(fields: [ID<Field>], cause: String?)
    /// A user opened a letter to the record in their own mail program; whether it was sent is not known.
    case emailLogged(to: String, subject: String?)
    /// It went into the recycle bin.
    case trashed
    /// It came back.
    case restored
    /// It is what a Lead became, which stands at this id and was called so.
    case converted(lead: ID<Record>, name: String)
    case fileAdded(name: String)
    case fileRemoved(name: String)
    /// The record went from one user to another.
    case ownerChanged(from: ID<User>, to: ID<User>)

    /// The kinds, as the database and the API name them.
    package enum Kind: String, Sendable, CaseIterable {
        case created
        case changed
        case emailLogged = "email_logged"
        case trashed
        case restored
        case converted
        case fileAdded = "file_added"
        case fileRemoved = "file_removed"
        case ownerChanged = "owner_changed"
    }

    /// Which kind it is.
    package var kind: Kind {
        switch self {
        case .created: .created
        case .changed: .changed
        case .emailLogged: .emailLogged
        case .trashed: .trashed
        case .restored: .restored
        case .converted: .converted
        case .fileAdded: .fileAdded
        case .fileRemoved: .fileRemoved
        case .ownerChanged: .ownerChanged
        }
    }

    /// The fields that changed; nil where it is no change.
    package var fields: [ID<Field>]? {
        if case .changed(let fields, _) = self { fields } else { nil }
    }

    /// Why the system did it; nil where a user did.
    package var cause: String? {
        switch self {
        case .created(let cause), .changed(_, let cause): cause
        default: nil
        }
    }

    /// The Lead that became the record; nil where it is no conversion.
    package var lead: (id: ID<Record>, name: String)? {
        if case .converted(let lead, let name) = self { (lead, name) } else { nil }
    }

    /// What the file is called; nil where it is about none.
    package var file: String? {
        switch self {
        case .fileAdded(let name), .fileRemoved(let name): name
        default: nil
        }
    }

    /// Whose the record was and is from then on; nil where that did not change.
    package var owners: (old: ID<User>, new: ID<User>)? {
        if case .ownerChanged(let old, let new) = self { (old, new) } else { nil }
    }

    /// The users that the event names, besides whoever did it.
    package var people: [ID<User>] {
        owners.map { [$0.old, $0.new] } ?? []
    }
}
