package import Identity
package import Storage

/// Renames a module, or changes who sees its records.
///
/// Names that programs use stay, so nothing breaks.
package struct ChangeModule: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What shall change; nil leaves it.
    package struct Request: Sendable {
        let many: LabelPair?
        let one: LabelPair?
        let sharing: Module.Sharing?

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - labels: Of many, in English and Chinese.
        ///   - singular: Of one, in English and Chinese.
        ///   - sharing: Who sees records besides their owners.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            labels: (english: String, chinese: String)?,
            singular: (english: String, chinese: String)?,
            sharing: Module.Sharing?
        ) throws(InvalidInput) {
            many = try labels.map { pair throws(InvalidInput) in
                try LabelPair(english: pair.english, chinese: pair.chinese, field: "label_en")
            }
            one = try singular.map { pair throws(InvalidInput) in
                try LabelPair(english: pair.english, chinese: pair.chinese, field: "singular_en")
            }
            self.sharing = sharing
        }
    }

    /// Changes the module.
    ///
    /// - Parameters:
    ///   - name: The module's name.
    ///   - request: What shall change.
    ///   - user: An administrator.
    /// - Throws: ``NotPermitted``, ``RecordNotFound`` or ``StoreError``.
    package func callAsFunction(_ name: String, _ request: Request, by user: SignedIn) async throws {
        try user.requireAdministrator()
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let module = try ModuleQueries.find(tx, organization: user.organization, name: name) else {
                throw RecordNotFound()
            }
            try ModuleQueries.update(tx, organization: user.organization, module, request)
            let changes =
                AuditChange.between("label_en", module.labelEnglish, request.many?.english ?? module.labelEnglish)
                + AuditChange.between("label_zh", module.labelChinese, request.many?.chinese ?? module.labelChinese)
                + AuditChange.between("sharing", module.sharing.rawValue, (request.sharing ?? module.sharing).rawValue)
            try ModuleEvents.append(
                tx,
                ids: ids,
                module,
                .moduleChanged,
                changes: changes,
                // Who sees what changes with it.
                kind: changes.contains { $0.name == "sharing" } ? "module.sharing_changed" : "module.changed",
                by: user,
                atMs: now
            )
        }
    }
}
