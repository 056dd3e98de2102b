package import Identity
package import Storage

/// A way to look at a module's records: which, in what columns, in what order.
///
/// Source: spec rows 2.74 to 2.76.
package struct RecordView: Sendable, Hashable {
    /// Who sees the view; what records it shows them is another matter.
    package enum Sharing: String, Sendable, CaseIterable, Codable {
        case me
        case everyone
        /// The users, roles and groups it names.
        case shared
    }

    /// Columns at most.
    ///
    /// Source: spec row 2.76.
    package static let maximumColumns = 250

    /// The view's id.
    package let id: ID<RecordView>
    /// Whose records it shows.
    package let module: ID<Module>
    /// Who made it; nil for one that every organisation has, which nobody can delete.
    package let owner: ID<User>?
    /// In English.
    package let labelEnglish: String
    /// In Chinese.
    package let labelChinese: String
    /// Who sees it.
    package let sharing: Sharing
    /// Whether it is shared with the reader: themselves, a role or a group of theirs.
    package let isSharedWithReader: Bool
    /// The columns, in their order.
    package let columns: [CriterionField]
    /// What it is sorted by.
    package let order: RecordOrder
    /// Which records; nil for all.
    package let criteria: Criteria?
    /// Whether the reader wants it first.
    package let isFavourite: Bool
    /// Whether the reader's list opens with it.
    package let isDefault: Bool

    /// Whether it is one that every organisation has.
    package var isStandard: Bool { owner == nil }

    /// The label.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The label.
    package func label(in language: Language) -> String {
        language == .chinese ? labelChinese : labelEnglish
    }
}

/// Why a view stays as it is.
package enum ViewRefusal: Error, Sendable, Equatable {
    /// There is no such view, or not for this user.
    case notFound
    /// Standard views are re-columned and re-sorted, not deleted or narrowed.
    case standard
}
