package import Identity
package import Storage

/// A kind of record, such as Leads.
package struct Module: Sendable, Hashable {
    /// Who sees and changes records besides their owners and whoever stands above those.
    ///
    /// Source: spec row 2.133.
    package enum Sharing: String, Sendable, CaseIterable, Codable {
        case `private`
        case readOnly = "read_only"
        case readWrite = "read_write"
        case readWriteDelete = "read_write_delete"
    }

    /// The module's id.
    package let id: ID<Module>
    /// The name that programs and merge fields use, such as `Leads`; it never changes.
    package let name: String
    /// Of many, in English.
    package let labelEnglish: String
    /// Of many, in Chinese.
    package let labelChinese: String
    /// Of one, in English.
    package let singularEnglish: String
    /// Of one, in Chinese.
    package let singularChinese: String
    /// Whether the organisation made it.
    package var isCustom = false
    /// Who sees its records.
    package var sharing = Sharing.private

    /// The label of many.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The label.
    package func label(in language: Language) -> String {
        language == .chinese ? labelChinese : labelEnglish
    }

    /// The label of one.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The label.
    package func singular(in language: Language) -> String {
        language == .chinese ? singularChinese : singularEnglish
    }
}
