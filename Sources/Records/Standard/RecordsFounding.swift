package import Identity
package import Storage

/// Gives every new organisation its standard modules: Leads and Contacts.
package struct RecordsFounding: OrganizationFounding {
    private let ids: IDGenerator

    /// A founder.
    ///
    /// - Parameter ids: For the new rows.
    package init(ids: IDGenerator) {
        self.ids = ids
    }

    /// Adds the modules and their fields.
    ///
    /// - Parameters:
    ///   - tx: The transaction that makes the organisation.
    ///   - organization: The new organisation.
    ///   - atMs: Not used: definitions have no time.
    /// - Throws: ``StoreError``.
    package func found(_ tx: any WriteTransaction, organization: ID<Organization>, atMs: Int64) throws {
        for (position, standard) in StandardModule.all.enumerated() {
            let module = Module(
                id: ids.next(),
                name: standard.name,
                labelEnglish: standard.english,
                labelChinese: standard.chinese,
                singularEnglish: standard.singularEnglish,
                singularChinese: standard.singularChinese
            )
            try ModuleQueries.insert(tx, organization: organization, module, position: position)
            for (place, field) in standard.fields.enumerated() {
                let made = field.made(id: ids.next(), module: module.id)
                try FieldQueries.insert(tx, organization: organization, made, position: place)
            }
        }
    }
}

extension StandardModule.StandardField {
    fileprivate func made(id: ID<Field>, module: ID<Module>) -> Field {
        Field(
            id: id,
            module: module,
            name: name,
            labelEnglish: english,
            labelChinese: chinese,
            type: type,
            isRequired: isRequired,
            maximumLength: maximumLength,
            options: options,
            section: section.rawValue
        )
    }
}
