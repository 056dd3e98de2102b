import Identity

extension RecordView {
    /// The view as somebody sees it who sees only some fields.
    ///
    /// Columns of others are left out, and a list sorted by one of them is sorted by change. A view whose conditions look at
    /// one is not there at all: which records it has would tell what is in the field.
    ///
    /// - Parameter fields: The fields of the module that the reader may see.
    /// - Returns: The view, if there is one for the reader.
    package func shown(in fields: [Field]) -> RecordView? {
        let known = Set(fields.map(\.id))
        func isShown(_ field: CriterionField) -> Bool {
            if case .field(let id) = field { known.contains(id) } else { true }
        }
        guard criteria?.fields.allSatisfy(isShown) ?? true else { return nil }
        return RecordView(
            id: id,
            module: module,
            owner: owner,
            labelEnglish: labelEnglish,
            labelChinese: labelChinese,
            sharing: sharing,
            isSharedWithReader: isSharedWithReader,
            columns: columns.filter(isShown),
            order: isShown(order.field) ? order : .byChange,
            criteria: criteria,
            isFavourite: isFavourite,
            isDefault: isDefault
        )
    }
}

extension Criteria {
    /// Every field that is looked at.
    fileprivate var fields: [CriterionField] {
        rows.flatMap { row in
            if case .field(let other) = row.operand { [row.field, other] } else { [row.field] }
        }
    }
}
