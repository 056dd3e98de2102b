package import Identity
package import Storage

/// A part of a module's page, which the organisation named or put in its place.
package struct Section: Sendable, Hashable {
    /// The word that fields name it by, such as `contact`.
    package let name: String
    /// As English readers see it; nil for a standard section under its own label.
    package let labelEnglish: String?
    /// As Chinese readers see it; nil for a standard section under its own label.
    package let labelChinese: String?

    /// The label.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: Nil for a standard section under its own label.
    package func label(in language: Language) -> String? {
        language == .chinese ? labelChinese : labelEnglish
    }
}

/// SQL of sections.
package enum SectionQueries {
    /// The sections of a module in their order; none where nobody has arranged its page.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - module: The module.
    /// - Returns: The sections, those without fields among them.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        module: ID<Module>
    ) throws -> [Section] {
        try tx.run(
            """
            SELECT name, label_en, label_zh FROM sections
             WHERE organization_id = \(organization) AND module_id = \(module)
             ORDER BY position
            """
        ).map(Section.init(row:))
    }

    /// The sections of every module, each module's in their order.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: The sections by module.
    /// - Throws: ``StoreError``.
    package static func all(
        _ tx: any ReadTransaction,
        organization: ID<Organization>
    ) throws -> [ID<Module>: [Section]] {
        var sections: [ID<Module>: [Section]] = [:]
        for row in try tx.run(
            """
            SELECT module_id, name, label_en, label_zh FROM sections
             WHERE organization_id = \(organization)
             ORDER BY module_id, position
            """
        ) { sections[try row.get("module_id"), default: []].append(try Section(row: row)) }
        return sections
    }

    static func replace(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        module: ID<Module>,
        _ sections: [Section]
    ) throws {
        try tx.execute("DELETE FROM sections WHERE organization_id = \(organization) AND module_id = \(module)")
        for (position, section) in sections.enumerated() {
            try tx.execute(
                """
                INSERT INTO sections (organization_id, module_id, name, label_en, label_zh, position)
                VALUES (\(organization), \(module), \(section.name), \(section.labelEnglish), \(section.labelChinese),
                        \(position))
                """
            )
        }
    }

    /// Puts a field into a section, at a place among all fields of the module.
    static func place(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ field: ID<Field>,
        in section: String,
        at position: Int
    ) throws {
        try tx.execute(
            """
            UPDATE fields SET section = \(section), position = \(position)
             WHERE organization_id = \(organization) AND id = \(field)
            """
        )
    }
}

extension Section {
    init(row: SQLRow) throws {
        self.init(
            name: try row.get("name"),
            labelEnglish: try row.get("label_en"),
            labelChinese: try row.get("label_zh")
        )
    }
}
