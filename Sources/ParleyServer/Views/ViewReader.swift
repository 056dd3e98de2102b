import Foundation
import Identity
import Records
import Storage

/// Reads views and the records that they show.
struct ViewReader: Sendable {
    /// Counting stops here.
    private static let maximumCount = 10_000

    let store: any Store
    let clock: WallClock

    func views(of moduleName: String, for user: SignedIn) async throws -> ViewListResource {
        try await store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: moduleName) else {
                throw RecordNotFound()
            }
            let fields = try FieldQueries.shown(tx, to: user, module: module.id)
            let views = try ViewQueries.all(tx, for: user, module: module.id).compactMap { $0.shown(in: fields) }
            return ViewListResource(views: try Self.resources(views, tx, for: user))
        }
    }

    func view(_ id: ID<RecordView>, for user: SignedIn) async throws -> ViewResource {
        try await store.read { tx in
            guard let found = try ViewQueries.find(tx, for: user, id: id),
                let view = found.shown(in: try FieldQueries.shown(tx, to: user, module: found.module)),
                let resource = try Self.resources([view], tx, for: user).first
            else { throw ViewRefusal.notFound }
            return resource
        }
    }

    /// Whom a view is shared with is for those who may change that.
    private static func resources(
        _ views: [RecordView],
        _ tx: any ReadTransaction,
        for user: SignedIn
    ) throws -> [ViewResource] {
        let language = try RecordPresenter.language(tx, of: user)
        let shared = views.filter { $0.sharing == .shared && ($0.owner == user.user || user.isAdministrator) }
        let shares = try ViewShareQueries.shares(tx, organization: user.organization, views: shared.map(\.id))
        return views.map { view in
            ViewResource(
                view,
                label: view.label(in: language),
                isOwn: view.owner == user.user,
                shares: shares[view.id] ?? ViewShares()
            )
        }
    }

    func query(
        _ query: RecordQueryBody,
        of moduleName: String,
        for user: SignedIn
    ) async throws -> RecordQueryPageResource {
        let limit = query.limit ?? 50
        guard (1...PageRequest.maximum).contains(limit) else {
            throw InvalidInput(field: "limit", code: "not_valid", detail: "From 1 to \(PageRequest.maximum).")
        }
        let place = try query.cursor.map { text throws(InvalidInput) in
            guard let place = RecordPlace(text: text) else {
                throw InvalidInput(
                    field: "cursor",
                    code: "not_valid",
                    detail: "Send a next_cursor as it was received."
                )
            }
            return place
        }
        let now = clock.nowMs
        return try await store.read { tx in
            guard let module = try ModuleQueries.find(tx, shownTo: user, name: moduleName) else {
                throw RecordNotFound()
            }
            let list = try Self.list(query, of: module, tx, for: user, nowMs: now)
            let rows = try list.page(tx, after: place, limit: limit + 1)
            let page = Array(rows.prefix(limit))
            let next = rows.count > limit ? page.last?.place.text : nil
            let count = query.count == true ? try list.count(tx, upTo: Self.maximumCount) : nil
            let presenter = try RecordPresenter(tx, module: module.id, for: user)
            return RecordQueryPageResource(
                records: try presenter.resources(page.map(\.record)),
                next_cursor: Nullable(next),
                count: Nullable(count)
            )
        }
    }

    /// The view's conditions and those of the moment hold together; an order of the moment goes before the view's.
    private static func list(
        _ query: RecordQueryBody,
        of module: Module,
        _ tx: any ReadTransaction,
        for user: SignedIn,
        nowMs: Int64
    ) throws -> RecordList {
        let fields = try FieldQueries.shown(tx, to: user, module: module.id)
        let view = try query.view.map { id in
            guard let found = try ViewQueries.find(tx, for: user, id: id), found.module == module.id,
                let view = found.shown(in: fields)
            else { throw ViewRefusal.notFound }
            return view
        }
        let zone = try OrganizationQueries.find(tx, id: user.organization)?.timeZone
        let compiler = CriteriaCompiler(
            fields: fields,
            context: CriteriaContext(
                organization: user.organization,
                user: user.user,
                nowMs: nowMs,
                timeZone: zone.flatMap(TimeZone.init(identifier:)) ?? .gmt
            )
        )
        let all = [try query.criteria?.criteria(), view?.criteria].compactMap { $0 }
        let conditions = try all.map { try compiler.condition($0) }
        return try RecordList(
            visibleTo: user,
            module: module.id,
            // Meetings are seen by whoever is asked to them, too.
            sharing: module.name == ActivityKind.meeting.rawValue ? nil : module.sharing,
            condition: conditions.isEmpty ? nil : .joined(conditions, separator: " AND "),
            order: try query.sort?.checked() ?? view?.order ?? .byChange,
            fields: fields
        )
    }
}

struct ViewListResource: Encodable {
    let views: [ViewResource]
}

struct ViewResource: Encodable {
    let id: ID<RecordView>
    let label: String
    let is_standard: Bool
    let is_own: Bool
    let is_shared_with_me: Bool
    let sharing: RecordView.Sharing
    let users: [ID<User>]
    let roles: [ID<Role>]
    let groups: [ID<Group>]
    let columns: [String]
    let sort: SortBody
    let criteria: Nullable<CriteriaDocument>
    let is_favourite: Bool
    let is_default: Bool

    init(_ view: RecordView, label: String, isOwn: Bool, shares: ViewShares) {
        id = view.id
        self.label = label
        is_standard = view.isStandard
        is_own = isOwn
        is_shared_with_me = view.isSharedWithReader
        sharing = view.sharing
        users = shares.users
        roles = shares.roles
        groups = shares.groups
        columns = view.columns.map(\.text)
        sort = SortBody(view.order)
        criteria = Nullable(view.criteria.map(CriteriaDocument.init))
        is_favourite = view.isFavourite
        is_default = view.isDefault
    }
}
