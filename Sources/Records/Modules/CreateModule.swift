package import Identity
package import Storage

/// Makes a module of the organisation's own.
///
/// Source: spec row 2.126.
package struct CreateModule: Sendable {
    private static let maximumModules = 100

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What an administrator says of it.
    package struct Request: Sendable {
        let many: LabelPair
        let one: LabelPair
        let nameField: LabelPair
        let sharing: Module.Sharing

        /// Checks the inputs; of each pair of labels one is enough.
        ///
        /// - Parameters:
        ///   - labelEnglish: Of many.
        ///   - labelChinese: Of many.
        ///   - singularEnglish: Of one.
        ///   - singularChinese: Of one.
        ///   - nameEnglish: Of the field that a record is called by.
        ///   - nameChinese: The same.
        ///   - sharing: Who sees records besides their owners.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            labelEnglish: String,
            labelChinese: String,
            singularEnglish: String,
            singularChinese: String,
            nameEnglish: String,
            nameChinese: String,
            sharing: Module.Sharing
        ) throws(InvalidInput) {
            many = try LabelPair(english: labelEnglish, chinese: labelChinese, field: "label_en")
            one = try LabelPair(english: singularEnglish, chinese: singularChinese, field: "singular_en")
            nameField = try LabelPair(english: nameEnglish, chinese: nameChinese, field: "name_label_en")
            self.sharing = sharing
        }
    }

    /// Makes the module with its name field.
    ///
    /// - Parameters:
    ///   - request: What it shall be.
    ///   - user: An administrator.
    /// - Returns: The module.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` or ``StoreError``.
    package func callAsFunction(_ request: Request, by user: SignedIn) async throws -> Module {
        try user.requireAdministrator()
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            try tx.lock(AdvisoryLock(named: "modules \(user.organization)"))
            let modules = try ModuleQueries.all(tx, organization: user.organization)
            guard modules.count < Self.maximumModules else {
                throw InvalidInput(
                    field: "label_en",
                    code: "too_many",
                    detail: "An organisation has at most \(Self.maximumModules) modules."
                )
            }
            if modules.contains(where: {
                $0.labelEnglish == request.many.english || $0.labelChinese == request.many.chinese
            }) {
                throw InvalidInput(field: "label_en", code: "taken", detail: "There is a module of this name.")
            }
            var module = Module(
                id: ids.next(),
                name: APIName.make(request.many.english, style: .module, taken: Set(modules.map(\.name))),
                labelEnglish: request.many.english,
                labelChinese: request.many.chinese,
                singularEnglish: request.one.english,
                singularChinese: request.one.chinese
            )
            module.isCustom = true
            module.sharing = request.sharing
            try ModuleQueries.insert(tx, organization: user.organization, module, position: modules.count)
            let name = try NewField(
                labelEnglish: request.nameField.english,
                labelChinese: request.nameField.chinese,
                type: .text,
                isRequired: true,
                maximumLength: 120
            )
            let field = try name.made(id: ids.next(), module: module.id, name: "name", section: "main")
            try FieldQueries.insert(tx, organization: user.organization, field, position: 0)
            try StandardViews.complete(tx, ids: ids, organization: user.organization, module: module)
            try ModuleEvents.append(tx, ids: ids, module, .moduleCreated, by: user, atMs: now)
            return module
        }
    }
}

/// Names that programs use, made from labels; they never change.
enum APIName {
    enum Style {
        /// `Spare_Parts`.
        case module
        /// `spare_parts`.
        case field
    }

    /// A name that is not taken: the label's Latin letters and digits, with a number where there are none or it exists.
    static func make(_ label: String, style: Style, taken: Set<String>) -> String {
        let latin = RecordName.sortKey(label)
        var words = latin.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        if words.first?.first?.isNumber == true { words.insert("n", at: 0) }
        if words.isEmpty { words = [style == .module ? "module" : "field"] }
        let joined = words.map { style == .module ? $0.prefix(1).uppercased() + $0.dropFirst() : $0.lowercased() }
            .joined(separator: "_")
        let base = String(joined.prefix(50))
        if !taken.contains(base) { return base }
        var number = 2
        while taken.contains("\(base)_\(number)") { number += 1 }
        return "\(base)_\(number)"
    }
}
