package import Identity
package import Records
package import Storage

/// Asked before a template goes: what sends it tells where it is used.
///
/// Source: spec row 2.28.
package protocol TemplateUses: Sendable {
    /// Finds uses.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - template: The template.
    /// - Returns: At most 20.
    /// - Throws: ``StoreError``.
    func uses(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        of template: ID<MessageTemplate>
    ) throws -> [FieldUse]
}
