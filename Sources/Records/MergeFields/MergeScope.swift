package import Identity
package import Storage

/// What texts about the records of a module may name, for whoever reads or writes them.
///
/// A field goes by its name or its present label in either language, in any case of letters: `Contacts.First Name`; one of what a lookup
/// names, one step away: `Contacts.Account.Phone`; a user by a field or as the record's owner: `Contacts.Owner.Email`; who sends:
/// `User.Name`; `Organization.Name`. What has no name of its own, since two are called alike, goes by its ids.
///
/// Source: spec rows 1.31, 2.128, A-11.
package struct MergeScope: Sendable {
    /// The module.
    package let module: Module
    /// Its fields.
    package let fields: [Field]
    /// The fields of the modules that its lookups name.
    package let linked: [ID<Module>: [Field]]
    let names: MergeNames

    /// Puts a scope together from what is known already.
    ///
    /// - Parameters:
    ///   - module: The module.
    ///   - fields: Those of its fields that may be named.
    ///   - linked: The same of modules that lookups name.
    package init(module: Module, fields: [Field], linked: [ID<Module>: [Field]] = [:]) {
        self.module = module
        self.fields = fields
        self.linked = linked
        names = MergeNames(module: module, fields: fields, linked: linked)
    }

    /// What a user may name.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - module: A module that the user may look into.
    ///   - user: Who reads or writes.
    /// - Throws: ``StoreError``.
    package init(_ tx: any ReadTransaction, module: Module, for user: SignedIn) throws {
        let fields = try FieldQueries.shown(tx, to: user, module: module.id)
        let targets = Set(fields.compactMap(\.lookupModule))
        if targets.isEmpty {
            self.init(module: module, fields: fields)
        } else {
            let open = try ModuleQueries.shown(tx, to: user).map(\.id).filter(targets.contains)
            self.init(module: module, fields: fields, linked: try FieldQueries.shown(tx, to: user, modules: open))
        }
    }

    /// The token for a source: with present labels where they lead back to it, else with standard names, else with ids.
    func token(for source: MergeSource, fallback: String? = nil, language: Language) -> String {
        let paths = [path(of: source, language) { $0.label(in: language) }, path(of: source, language, \.name)]
        for path in paths.compactMap({ $0 }) {
            // Read as it will be, so that what is shown can always be saved again; what is refused is no name for it.
            guard let found = try? names.source(called: path[...]), found == source else { continue }
            if let token = MergeScanner.token(path, fallback: fallback) { return token }
        }
        return MergeScanner.token(source.key, fallback: fallback) ?? "${\(source.key)}"
    }

    func path(of source: MergeSource, _ language: Language, _ naming: (Field) -> String) -> String? {
        let module = module.label(in: language)
        func own(_ id: ID<Field>) -> Field? { fields.first { $0.id == id } }
        switch source {
        case .field(let id): return own(id).map { "\(module).\(naming($0))" }
        case .linked(let lookup, let id):
            guard let lookup = own(lookup), let target = lookup.lookupModule,
                let field = linked[target]?.first(where: { $0.id == id })
            else { return nil }
            return "\(module).\(naming(lookup)).\(naming(field))"
        case .person(.field(let id), let attribute):
            return own(id).map { "\(module).\(naming($0)).\(MergeWords.of(attribute).label(in: language))" }
        case .person(.owner, let attribute):
            let owner = MergeWords.owner.label(in: language)
            return "\(module).\(owner).\(MergeWords.of(attribute).label(in: language))"
        case .person(.sender, let attribute):
            return "\(MergeWords.user.label(in: language)).\(MergeWords.of(attribute).label(in: language))"
        case .organization:
            return [MergeWords.organization, MergeWords.organizationName].map { $0.label(in: language) }
                .joined(separator: ".")
        }
    }
}
