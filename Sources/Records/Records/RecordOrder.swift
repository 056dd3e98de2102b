import Identity
import Storage

/// What a list of records is sorted by.
package struct RecordOrder: Sendable, Hashable {
    /// The field; not every type has an order.
    package let field: CriterionField
    /// Whether the greatest comes first.
    package let isDescending: Bool

    /// An order.
    package init(field: CriterionField, isDescending: Bool) {
        self.field = field
        self.isDescending = isDescending
    }

    /// The latest change first.
    package static let byChange = RecordOrder(field: .system(.modifiedTime), isDescending: true)
}

/// Where a page of a sorted list ended.
package struct RecordPlace: Sendable, Hashable {
    /// The last record's key; records without a value stand at the end and have none.
    enum Key: Sendable, Hashable {
        case text(String)
        case number(Int64)
        case none
    }

    let key: Key
    let id: ID<Record>

    init(key: Key, id: ID<Record>) {
        self.key = key
        self.id = id
    }

    /// Text that clients hand back as they got it.
    package var text: String {
        switch key {
        case .text(let text): "t\(id)." + Data64.encode(text)
        case .number(let number): "n\(id).\(number)"
        case .none: "e\(id)."
        }
    }

    /// Reads what ``text`` writes.
    package init?(text: String) {
        guard let kind = text.first, let dot = text.firstIndex(of: "."), dot > text.startIndex,
            let id = ID<Record>(String(text[text.index(after: text.startIndex)..<dot]))
        else { return nil }
        let rest = String(text[text.index(after: dot)...])
        switch kind {
        case "t":
            guard let decoded = Data64.decode(rest) else { return nil }
            key = .text(decoded)
        case "n":
            guard let number = Int64(rest) else { return nil }
            key = .number(number)
        case "e" where rest.isEmpty: key = .none
        default: return nil
        }
        self.id = id
    }
}
