import Identity
import Records
import Storage

/// What was done, by whom, and what became what.
struct AuditEntryResource: Encodable {
    /// What it was done to.
    struct Subject: Encodable {
        let id: String
        let name: Nullable<String>
        /// The module of a record that the reader may open.
        let module: Nullable<String>
    }

    struct Change: Encodable {
        let name: String
        /// In the reader's language; null where it is a setting, or a field that is gone.
        let label: Nullable<String>
        /// The field's type, which says how to write the values.
        let type: Nullable<FieldType>
        let old: Nullable<String>
        let new: Nullable<String>
    }

    let id: ID<AuditEntry>
    let at: String
    let user: Nullable<UserReference>
    let action: String
    let subject: Nullable<Subject>
    let changes: [Change]
}

struct AuditPageResource: Encodable {
    let entries: [AuditEntryResource]
    let next_cursor: Nullable<String>
}
