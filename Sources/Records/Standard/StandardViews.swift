import Identity
import Storage

/// The views that every module starts with.
///
/// Source: spec row 2.74.
enum StandardViews {
    private struct Definition {
        let name: String
        let english: (String) -> String
        let chinese: (String) -> String
        let criteria: Criteria?
    }

    /// Columns that a ready-made view begins with, besides the name and before owner and last change.
    private static let maximumColumns = 4

    private static func definitions() throws(InvalidInput) -> [Definition] {
        let mine = Criterion(field: .system(.owner), comparison: .equal, operand: .placeholder(.currentUser))
        let week = Criterion(
            field: .system(.createdTime),
            comparison: .equal,
            operand: .placeholder(.period(.week, offset: 0))
        )
        return [
            Definition(name: "all", english: { "All \($0)" }, chinese: { "全部\($0)" }, criteria: nil),
            Definition(
                name: "mine",
                english: { "My \($0)" },
                chinese: { "我的\($0)" },
                criteria: try Criteria(rows: [mine], pattern: nil)
            ),
            Definition(
                name: "new_this_week",
                english: { "New \($0) this week" },
                chinese: { "本周新建的\($0)" },
                criteria: try Criteria(rows: [week], pattern: nil)
            ),
        ]
    }

    /// Adds the views that a module does not have yet.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - organization: The organisation.
    ///   - module: The module.
    /// - Throws: ``StoreError``.
    static func complete(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        organization: ID<Organization>,
        module: Module
    ) throws {
        let known = Set(try ViewQueries.standardNames(tx, organization: organization, module: module.id))
        let fields = try FieldQueries.all(tx, organization: organization, module: module.id)
        let columns = self.columns(of: fields)
        for definition in try definitions() where !known.contains(definition.name) {
            let view = RecordView(
                id: ids.next(),
                module: module.id,
                owner: nil,
                labelEnglish: definition.english(module.labelEnglish),
                labelChinese: definition.chinese(module.labelChinese),
                sharing: .everyone,
                isSharedWithReader: false,
                columns: columns,
                order: .byChange,
                criteria: definition.criteria,
                isFavourite: false,
                isDefault: false
            )
            try ViewQueries.insert(tx, organization: organization, view, standardName: definition.name)
        }
    }

    private static func columns(of fields: [Field]) -> [CriterionField] {
        let nameFields: Set<String> = ["first_name", "last_name"]
        let shown = fields.filter { field in
            field.type != .textarea && !nameFields.contains(field.name)
                && !(field.isRequired && field.type == .text && field.section == "main")
        }
        let chosen = shown.prefix(maximumColumns).map { CriterionField.field($0.id) }
        return [.system(.name)] + chosen + [.system(.owner), .system(.modifiedTime)]
    }
}
