package import Identity
package import Storage

/// Gives organisations their standard modules with fields and views: new ones when they are made, older ones what was added since.
package struct RecordsFounding: OrganizationFounding {
    private let ids: IDGenerator

    /// A founder.
    ///
    /// - Parameter ids: For the new rows.
    package init(ids: IDGenerator) {
        self.ids = ids
    }

    /// Adds the modules, their fields and their views.
    ///
    /// - Parameters:
    ///   - tx: The transaction that makes the organisation.
    ///   - organization: The new organisation.
    ///   - atMs: Not used: definitions have no time.
    /// - Throws: ``StoreError``.
    package func found(_ tx: any WriteTransaction, organization: ID<Organization>, atMs: Int64) throws {
        try complete(tx, organization: organization)
        try StandardVersionQueries.set(tx, organization: organization, version: StandardModule.version)
    }

    /// Adds what an organisation does not have yet; what it has, and may have renamed, stays.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Throws: ``StoreError``.
    func complete(_ tx: any WriteTransaction, organization: ID<Organization>) throws {
        var modules: [String: Module] = [:]
        for module in try ModuleQueries.all(tx, organization: organization) { modules[module.name] = module }
        for (position, standard) in StandardModule.all.enumerated() where modules[standard.name] == nil {
            var module = Module(
                id: ids.next(),
                name: standard.name,
                labelEnglish: standard.english,
                labelChinese: standard.chinese,
                singularEnglish: standard.singularEnglish,
                singularChinese: standard.singularChinese
            )
            // Spec row 2.133: what is whose business is opened by an administrator, not closed.
            module.sharing = .private
            try ModuleQueries.insert(tx, organization: organization, module, position: position)
            modules[standard.name] = module
        }
        // Fields after all modules: a lookup names one that may stand further down.
        for standard in StandardModule.all {
            guard let module = modules[standard.name] else { continue }
            let known = Set(try FieldQueries.all(tx, organization: organization, module: module.id).map(\.name))
            for (place, field) in standard.fields.enumerated() where !known.contains(field.name) {
                let target = field.lookup.flatMap { modules[$0]?.id }
                let made = field.made(id: ids.next(), module: module.id, lookupModule: target)
                try FieldQueries.insert(tx, organization: organization, made, position: place)
            }
            try StandardViews.complete(tx, ids: ids, organization: organization, module: module)
        }
    }
}

extension StandardModule.StandardField {
    fileprivate func made(id: ID<Field>, module: ID<Module>, lookupModule: ID<Module>?) -> Field {
        var field = Field(
            id: id,
            module: module,
            name: name,
            labelEnglish: english,
            labelChinese: chinese,
            type: type,
            isRequired: isRequired,
            maximumLength: maximumLength ?? (type == .text ? 255 : nil),
            options: options,
            section: section.rawValue
        )
        field.isUnique = isUnique
        field.isReadOnly = isReadOnly
        field.numberPrefix = numberPrefix
        field.defaultValue = defaultValue
        field.lookupModule = lookupModule
        return field
    }
}
