package import Identity
package import Storage

/// A person or thing that the organisation keeps track of: a Lead, a Contact.
package struct Record: Sendable, Hashable {
    /// The module, as far as a record knows it.
    package struct ModuleReference: Sendable, Hashable {
        /// The module's id.
        package let id: ID<Module>
        /// The module's name, such as `Leads`.
        package let name: String
    }

    /// The record's id.
    package let id: ID<Record>
    /// Whose it is.
    package let organization: ID<Organization>
    /// Where it belongs.
    package let module: ModuleReference
    /// Who looks after it.
    package let owner: ID<User>
    /// What people call it; for a person, the whole name.
    package let name: String
    /// What it has in each field that is not blank.
    package let values: [ID<Field>: FieldValue]
    /// Counts the changes, from 1.
    package let version: Int64
    /// Unix milliseconds.
    package let createdAtMs: Int64
    /// Nil where the system made it.
    package let createdBy: ID<User>?
    /// Of the last change; Unix milliseconds.
    package let updatedAtMs: Int64
    /// Nil where the system changed it.
    package let updatedBy: ID<User>?
}

/// There is no such record or module, or not in this organisation.
package struct RecordNotFound: Error, Equatable {
    /// Nothing there.
    package init() {}
}

/// The record may be seen but not changed: its module is shared for reading only.
package struct RecordReadOnly: Error, Equatable {}

/// Somebody has changed the record since it was read.
package struct StaleRecord: Error, Equatable {
    /// The record as it stands now.
    package let current: Record
}

/// Who makes or changes a record.
package enum RecordAuthor: Sendable, Hashable {
    case user(ID<User>)
    /// The product itself; the cause is a stable word such as `inbound_message`.
    case system(cause: String)

    var user: ID<User>? {
        if case .user(let user) = self { user } else { nil }
    }

    var cause: String? {
        if case .system(let cause) = self { cause } else { nil }
    }
}
