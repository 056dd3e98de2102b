package import Identity
package import Storage

/// Arranges a module's page: which sections, in what order, with which fields.
///
/// Source: spec row 2.126.
package struct ArrangePage: Sendable {
    private static let maximumSections = 30

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// One section as it shall be.
    package struct Part: Sendable {
        let name: String?
        let labels: LabelPair?
        let fields: [ID<Field>]

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - name: The word of a section that is there; nil makes a new one.
        ///   - labels: In English and Chinese, one is enough; nil for a standard section under its own label.
        ///   - fields: Its fields in their order.
        /// - Throws: ``InvalidInput`` for `sections`.
        package init(
            name: String?,
            labels: (english: String, chinese: String)?,
            fields: [ID<Field>]
        ) throws(InvalidInput) {
            self.name = name
            self.labels = try labels.map { pair throws(InvalidInput) in
                try LabelPair(english: pair.english, chinese: pair.chinese, field: "sections")
            }
            self.fields = fields
        }
    }

    /// Arranges the page.
    ///
    /// - Parameters:
    ///   - name: The module's name.
    ///   - parts: 1 to 30 sections that have each field of the module once.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``InvalidInput`` for `sections`, or ``StoreError``.
    package func callAsFunction(_ name: String, _ parts: [Part], by user: SignedIn) async throws {
        try user.requireAdministrator()
        guard (1...Self.maximumSections).contains(parts.count) else {
            throw InvalidInput(
                field: "sections",
                code: parts.isEmpty ? "required" : "too_many",
                detail: "From 1 to \(Self.maximumSections) sections."
            )
        }
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let module = try ModuleQueries.find(tx, organization: user.organization, name: name) else {
                throw RecordNotFound()
            }
            try tx.lock(AdvisoryLock(named: "fields \(module.id)"))
            let fields = try FieldQueries.all(tx, organization: user.organization, module: module.id)
            let held = try SectionQueries.all(tx, organization: user.organization, module: module.id)
            let sections = try Self.sections(parts, fields: fields, held: held)
            let placed = parts.flatMap(\.fields)
            guard placed.count == fields.count, Set(placed) == Set(fields.map(\.id)) else {
                throw InvalidInput(
                    field: "sections",
                    code: "not_valid",
                    detail: "Each field of the module stands in one section, once."
                )
            }
            try SectionQueries.replace(tx, organization: user.organization, module: module.id, sections)
            var position = 0
            for (part, section) in zip(parts, sections) {
                for field in part.fields {
                    try SectionQueries.place(
                        tx,
                        organization: user.organization,
                        field,
                        in: section.name,
                        at: position
                    )
                    position += 1
                }
            }
            try ModuleEvents.append(tx, ids: ids, module, .layoutChanged, by: user, atMs: now)
        }
    }

    /// The sections, new ones under a word of their own.
    private static func sections(
        _ parts: [Part],
        fields: [Field],
        held: [Section]
    ) throws(InvalidInput) -> [Section] {
        let known = Set(fields.map(\.section)).union(held.map(\.name))
        var taken = known
        var sections: [Section] = []
        for part in parts {
            let name: String
            if let given = part.name {
                guard known.contains(given), !sections.contains(where: { $0.name == given }) else {
                    throw InvalidInput(field: "sections", code: "not_valid", detail: "There is no such section.")
                }
                name = given
            } else {
                guard let labels = part.labels else {
                    throw InvalidInput(field: "sections", code: "required", detail: "A new section needs a name.")
                }
                name = APIName.make(labels.english, style: .field, taken: taken)
            }
            taken.insert(name)
            sections.append(
                Section(name: name, labelEnglish: part.labels?.english, labelChinese: part.labels?.chinese)
            )
        }
        return sections
    }
}
