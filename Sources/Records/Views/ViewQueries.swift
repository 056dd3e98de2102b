package import Identity
package import Storage

/// SQL of views.
package enum ViewQueries {
    /// Administrators see everybody's.
    private static func selected(for user: SignedIn) -> SQLStatement {
        let isShared: SQLStatement = "(views.sharing = 'shared' AND \(fragment: ViewShareQueries.reaching(user)))"
        return """
            SELECT views.id, views.module_id, views.owner_id, views.label_en, views.label_zh, views.sharing, views.columns,
                   views.sort_field, views.sort_descending, views.criteria,
                   coalesce(view_marks.is_favourite, \(false)) AS is_favourite,
                   coalesce(view_marks.is_default, \(false)) AS is_default,
                   \(fragment: isShared) AS is_shared_with_reader
              FROM views
              LEFT JOIN view_marks ON view_marks.organization_id = views.organization_id AND view_marks.view_id = views.id
                                  AND view_marks.user_id = \(user.user)
             WHERE views.organization_id = \(user.organization)
               AND (\(user.isAdministrator) OR views.owner_id IS NULL OR views.owner_id = \(user.user)
                    OR views.sharing = 'everyone' OR \(fragment: isShared))
            """
    }

    /// The views of a module that a user sees: standard ones first, then in the order of their making.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - module: The module.
    /// - Returns: At most 500.
    /// - Throws: ``StoreError``.
    package static func all(_ tx: any ReadTransaction, for user: SignedIn, module: ID<Module>) throws -> [RecordView] {
        try tx.run(
            "\(fragment: selected(for: user)) AND views.module_id = \(module) ORDER BY views.id LIMIT 500"
        ).map(RecordView.init(row:))
    }

    /// Finds a view that a user sees.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - id: The view.
    /// - Returns: The view, if there is one for them.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        id: ID<RecordView>
    ) throws -> RecordView? {
        try tx.first("\(fragment: selected(for: user)) AND views.id = \(id)").map(RecordView.init(row:))
    }

    static func standardNames(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>
    ) throws -> [String] {
        try tx.run(
            """
            SELECT standard_name FROM views
             WHERE organization_id = \(organization) AND module_id = \(module) AND standard_name IS NOT NULL
            """
        ).map { try $0.get("standard_name") }
    }

    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ view: RecordView,
        standardName: String? = nil
    ) throws {
        try tx.execute(
            """
            INSERT INTO views (id, organization_id, module_id, owner_id, label_en, label_zh, standard_name, sharing, columns,
                               sort_field, sort_descending, criteria)
            VALUES (\(view.id), \(organization), \(view.module), \(view.owner), \(view.labelEnglish), \(view.labelChinese),
                    \(standardName), \(view.sharing.rawValue), \(try JSONText.encode(view.columns.map(\.text))),
                    \(view.order.field.text), \(view.order.isDescending),
                    \(try view.criteria.map { try JSONText.encode(CriteriaDocument($0)) }))
            """
        )
    }

    static func update(_ tx: any WriteTransaction, organization: ID<Organization>, _ view: RecordView) throws {
        try tx.execute(
            """
            UPDATE views
               SET label_en = \(view.labelEnglish), label_zh = \(view.labelChinese), sharing = \(view.sharing.rawValue),
                   columns = \(try JSONText.encode(view.columns.map(\.text))), sort_field = \(view.order.field.text),
                   sort_descending = \(view.order.isDescending),
                   criteria = \(try view.criteria.map { try JSONText.encode(CriteriaDocument($0)) })
             WHERE organization_id = \(organization) AND id = \(view.id)
            """
        )
    }

    static func delete(_ tx: any WriteTransaction, organization: ID<Organization>, id: ID<RecordView>) throws {
        try ViewShareQueries.delete(tx, organization: organization, view: id)
        try tx.execute("DELETE FROM view_marks WHERE organization_id = \(organization) AND view_id = \(id)")
        try tx.execute("DELETE FROM views WHERE organization_id = \(organization) AND id = \(id)")
    }

    static func mark(
        _ tx: any WriteTransaction,
        _ view: RecordView,
        by user: SignedIn,
        isFavourite: Bool,
        isDefault: Bool
    ) throws {
        if isDefault {
            try tx.execute(
                """
                UPDATE view_marks SET is_default = \(false)
                 WHERE organization_id = \(user.organization) AND user_id = \(user.user) AND is_default
                   AND view_id IN (SELECT id FROM views
                                    WHERE organization_id = \(user.organization) AND module_id = \(view.module))
                """
            )
        }
        try tx.execute(
            """
            INSERT INTO view_marks (organization_id, user_id, view_id, is_favourite, is_default)
            VALUES (\(user.organization), \(user.user), \(view.id), \(isFavourite), \(isDefault))
            ON CONFLICT (organization_id, user_id, view_id)
            DO UPDATE SET is_favourite = \(isFavourite), is_default = \(isDefault)
            """
        )
    }
}

extension RecordView {
    init(row: SQLRow) throws {
        id = try row.get("id")
        module = try row.get("module_id")
        owner = try row.get("owner_id")
        labelEnglish = try row.get("label_en")
        labelChinese = try row.get("label_zh")
        sharing = Sharing(rawValue: try row.get("sharing")) ?? .me
        isSharedWithReader = try row.get("is_shared_with_reader")
        let names = try JSONText.decode([String].self, from: row.get("columns"))
        columns = names.compactMap(CriterionField.init(text:))
        let sort = CriterionField(text: try row.get("sort_field"))
        order = RecordOrder(
            field: sort ?? RecordOrder.byChange.field,
            isDescending: try row.get("sort_descending")
        )
        criteria = try row.get("criteria", as: String?.self).map { text in
            try JSONText.decode(CriteriaDocument.self, from: text).criteria()
        }
        isFavourite = try row.get("is_favourite")
        isDefault = try row.get("is_default")
    }
}
