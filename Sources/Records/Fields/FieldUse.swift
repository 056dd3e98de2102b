package import Identity
package import Storage

/// Where a field is used: a template, a view, a rule.
package struct FieldUse: Sendable, Hashable {
    /// What kind of thing uses it, a stable word such as `template`.
    package let kind: String
    /// What it is called.
    package let name: String

    /// A use.
    package init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// Asked before a field goes: a higher floor tells what of its own uses the field.
package protocol FieldUses: Sendable {
    /// Finds uses.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - field: The field.
    /// - Returns: At most 20.
    /// - Throws: ``StoreError``.
    func uses(_ tx: any ReadTransaction, organization: ID<Organization>, of field: Field) throws -> [FieldUse]
}

/// The field is used, so it stays.
///
/// Source: spec row A-41.
package struct FieldInUse: Error, Equatable {
    /// Where.
    package let uses: [FieldUse]

    /// A refusal.
    package init(uses: [FieldUse]) {
        self.uses = uses
    }
}
