import Foundation
package import Identity
package import Storage

/// Makes, changes, marks and deletes views.
///
/// Source: spec rows 2.74 to 2.76, 2.81.
package struct SaveView: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What a view shall be.
    package struct Request: Sendable {
        let label: String
        let sharing: RecordView.Sharing
        let shares: ViewShares
        let columns: [CriterionField]
        let order: RecordOrder
        let criteria: Criteria?

        /// Checks the inputs; whether they fit the module is told on saving.
        ///
        /// - Parameters:
        ///   - label: 1…80 characters.
        ///   - sharing: Who sees it.
        ///   - shares: Whom it is shared with, where it is shared with some.
        ///   - columns: Ids of fields and names of system fields.
        ///   - order: What it is sorted by.
        ///   - criteria: Which records; nil for all.
        /// - Throws: ``InvalidInput`` naming the input.
        package init(
            label: String,
            sharing: RecordView.Sharing,
            shares: ViewShares,
            columns: [String],
            order: RecordOrder,
            criteria: Criteria?
        ) throws(InvalidInput) {
            self.label = try TextRule.line(label, field: "label", maximum: 80)
            self.sharing = sharing
            self.shares = sharing == .shared ? shares : ViewShares()
            let known = columns.compactMap(CriterionField.init(text:))
            guard known.count == columns.count, Set(known).count == known.count else {
                throw InvalidInput(field: "columns", code: "unknown_field", detail: "Each column is a field, once.")
            }
            guard (1...RecordView.maximumColumns).contains(columns.count) else {
                throw InvalidInput(
                    field: "columns",
                    code: "required",
                    detail: "From 1 to \(RecordView.maximumColumns) columns."
                )
            }
            guard self.shares.count <= ViewShares.maximum else {
                throw InvalidInput(
                    field: "users",
                    code: "too_many",
                    detail: "A view is shared with at most \(ViewShares.maximum) users, roles and groups."
                )
            }
            self.columns = known
            self.order = order
            self.criteria = criteria
        }
    }

    /// Makes a view.
    ///
    /// - Parameters:
    ///   - request: What it shall be.
    ///   - module: The module's name.
    ///   - user: Needs ``Right/manageViews``.
    /// - Returns: The view.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``InvalidInput`` or ``StoreError``.
    package func create(_ request: Request, in module: String, by user: SignedIn) async throws -> RecordView {
        try user.require(.manageViews)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: module) else { throw RecordNotFound() }
            _ = try Self.check(tx, request, module: module.id, by: user)
            let view = Self.made(request, id: ids.next(), module: module.id, owner: user.user, over: nil)
            try ViewQueries.insert(tx, organization: user.organization, view)
            try ViewShareQueries.set(tx, organization: user.organization, view: view.id, request.shares)
            try Self.tell(tx, ids: ids, view, by: user, atMs: now)
            return view
        }
    }

    /// Changes a view: its maker all of it; whoever manages views the columns and order of a standard one.
    ///
    /// - Parameters:
    ///   - id: The view.
    ///   - request: What it shall be.
    ///   - user: Needs ``Right/manageViews``.
    /// - Throws: ``NotPermitted``, ``ViewRefusal``, ``InvalidInput`` or ``StoreError``.
    package func change(_ id: ID<RecordView>, _ request: Request, by user: SignedIn) async throws {
        try user.require(.manageViews)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let view = try Self.own(tx, id, by: user)
            let fields = try Self.check(tx, request, module: view.module, by: user)
            guard let shown = view.shown(in: fields) else { throw ViewRefusal.notFound }
            if view.isStandard, request.criteria != view.criteria { throw ViewRefusal.standard }
            let next = Self.made(request, id: id, module: view.module, owner: view.owner, over: view, shown: shown)
            try ViewQueries.update(tx, organization: user.organization, next)
            if !view.isStandard {
                try ViewShareQueries.set(tx, organization: user.organization, view: id, request.shares)
            }
            try Self.tell(tx, ids: ids, view, by: user, atMs: now)
        }
    }

    /// Deletes a view.
    ///
    /// - Parameters:
    ///   - id: The view.
    ///   - user: Its maker, or an administrator.
    /// - Throws: ``ViewRefusal`` or ``StoreError``.
    package func delete(_ id: ID<RecordView>, by user: SignedIn) async throws {
        try user.require(.manageViews)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let view = try Self.own(tx, id, by: user)
            if view.isStandard { throw ViewRefusal.standard }
            try ViewQueries.delete(tx, organization: user.organization, id: id)
            try Self.tell(tx, ids: ids, view, by: user, atMs: now)
        }
    }

    /// Makes a view one's favourite, or the one that one's list opens with.
    ///
    /// - Parameters:
    ///   - id: The view.
    ///   - isFavourite: Whether it stands first.
    ///   - isDefault: Whether the list opens with it.
    ///   - user: Whoever sees the view.
    /// - Throws: ``ViewRefusal/notFound`` or ``StoreError``.
    package func mark(
        _ id: ID<RecordView>,
        isFavourite: Bool,
        isDefault: Bool,
        by user: SignedIn
    ) async throws {
        try await store.write { tx in
            guard let view = try ViewQueries.find(tx, for: user, id: id) else { throw ViewRefusal.notFound }
            try ViewQueries.mark(tx, view, by: user, isFavourite: isFavourite, isDefault: isDefault)
        }
    }

    private static func own(_ tx: any ReadTransaction, _ id: ID<RecordView>, by user: SignedIn) throws -> RecordView {
        guard let view = try ViewQueries.find(tx, for: user, id: id) else { throw ViewRefusal.notFound }
        guard view.isStandard || view.owner == user.user || user.isAdministrator else { throw ViewRefusal.notFound }
        return view
    }

    private static func check(
        _ tx: any ReadTransaction,
        _ request: Request,
        module: ID<Module>,
        by user: SignedIn
    ) throws -> [Field] {
        let fields = try FieldQueries.shown(tx, to: user, module: module)
        let known = Set(fields.map(\.id))
        for case .field(let id) in request.columns where !known.contains(id) {
            throw InvalidInput(field: "columns", code: "unknown_field", detail: "The module has no such field.")
        }
        _ = try RecordList(visibleTo: user, module: module, condition: nil, order: request.order, fields: fields)
        if let criteria = request.criteria {
            let context = CriteriaContext(organization: user.organization, user: user.user, nowMs: 0, timeZone: .gmt)
            _ = try CriteriaCompiler(fields: fields, context: context).condition(criteria)
        }
        try ViewShareQueries.check(tx, request.shares, by: user)
        return fields
    }

    private static func made(
        _ request: Request,
        id: ID<RecordView>,
        module: ID<Module>,
        owner: ID<User>?,
        over view: RecordView?,
        shown: RecordView? = nil
    ) -> RecordView {
        let isStandard = view?.isStandard ?? false
        // Columns that whoever changes the view does not see stay for those who do.
        let unseen = (view?.columns ?? []).filter { !(shown?.columns.contains($0) ?? true) }
        return RecordView(
            id: id,
            module: module,
            owner: owner,
            labelEnglish: isStandard ? view?.labelEnglish ?? request.label : request.label,
            labelChinese: isStandard ? view?.labelChinese ?? request.label : request.label,
            sharing: isStandard ? .everyone : request.sharing,
            isSharedWithReader: false,
            columns: request.columns + unseen,
            order: request.order,
            criteria: request.criteria,
            isFavourite: false,
            isDefault: false
        )
    }

    private static func tell(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ view: RecordView,
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: user.organization.rawValue,
            kind: "view.changed",
            subjectID: view.id.rawValue,
            atMs: atMs
        )
    }
}
