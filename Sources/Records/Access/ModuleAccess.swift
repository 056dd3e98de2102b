/// What a profile can allow with the records of a module.
///
/// Source: spec row 2.132.
package enum ModuleAction: String, Sendable, CaseIterable, Codable {
    case view
    case create
    case edit
    case delete
}

/// The profile does not allow it, whoever the record belongs to.
package struct ModuleNotPermitted: Error, Equatable {
    /// What was about to be done.
    package let action: ModuleAction
    /// The module's name.
    package let module: String
}

/// The record may be seen, and perhaps changed, but not deleted.
package struct RecordNotDeletable: Error, Equatable {}

/// What a profile allows with a field.
package enum FieldAccess: String, Sendable, CaseIterable, Codable {
    /// Seen and, where the record may be changed, changed.
    case visible
    case readOnly = "read_only"
    /// As if it were not there.
    case hidden
}
