import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Signals
import Storage
import Testing

@Suite("how lists are read")
struct QueryPlanTests {
    private static let at: Int64 = 1_772_413_200_000

    private struct People {
        let administrator: SignedIn
        let superior: SignedIn
        let rep: SignedIn

        var all: [(String, SignedIn)] { [("administrator", administrator), ("superior", superior), ("rep", rep)] }
    }

    /// A rep, and somebody who stands above them.
    private func people(_ fixture: Fixture) async throws -> People {
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        let roles = try await store.write { [organization = fixture.user.organization] tx in
            try RoleQueries.plant(tx, ids: ids, organization: organization, names: ["Head", "Manager", "Rep"])
        }
        let create = CreateUser(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())
        func add(_ name: String, _ role: ID<Role>) async throws -> SignedIn {
            let email = "\(name)@acme.example"
            try await create(
                NewUser(email: email, name: name, password: "correct horse battery"),
                in: fixture.user.organization,
                as: .standard,
                role: role
            )
            let secret = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
                name: "test",
                email: email,
                scopes: [.read],
                days: nil
            )
            return try #require(try await Authenticate(store: store, clock: clock)(token: secret))
        }
        return People(
            administrator: fixture.user,
            superior: try await add("grace", roles[1]),
            rep: try await add("linus", roles[2])
        )
    }

    /// Fails for each query of some work that reads a whole table, or sorts what is listed.
    private func expectIndexes(
        _ fixture: Fixture,
        _ engine: Engine,
        _ what: String,
        mayCollect: Bool = false,
        _ work: @escaping @Sendable (any ReadTransaction) throws -> Void
    ) async throws {
        let faults = try await fixture.database.store.read { tx in
            let planner = try Planner(tx, engine)
            try work(planner)
            #expect(!planner.plans.isEmpty, "\(what) asks nothing")
            return planner.faults(mayCollect: mayCollect)
        }
        for fault in faults { Issue.record("\(what): \(fault)") }
    }

    @Test("lists of records walk an index in every order, whoever looks", arguments: Engine.allCases)
    func records(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for (name, user) in try await people(fixture).all {
                let (module, fields) = try await database.store.read { tx in
                    let found = try ModuleQueries.find(tx, shownTo: user, name: "Leads")
                    let module = try #require(found)
                    return (module, try FieldQueries.shown(tx, to: user, module: module.id))
                }
                func field(_ name: String) throws -> CriterionField {
                    .field(try #require(fields.first { $0.name == name }).id)
                }
                let (rating, company) = (try field("rating"), try field("company"))
                let two = try Criteria(
                    rows: [
                        Criterion(field: rating, comparison: .equal, operand: .values(["Hot"])),
                        Criterion(field: company, comparison: .contains, operand: .values(["a"])),
                    ],
                    pattern: nil
                )
                let context = CriteriaContext(
                    organization: user.organization,
                    user: user.user,
                    nowMs: Self.at,
                    timeZone: .gmt
                )
                let condition = try CriteriaCompiler(fields: fields, context: context).condition(two)
                let orders: [CriterionField] = [
                    .system(.name), .system(.createdTime), .system(.modifiedTime), company,
                    try field("email_opt_out"),
                ]
                for order in orders {
                    for isDescending in [false, true] {
                        for narrowed in [nil, condition] {
                            let list = try RecordList(
                                visibleTo: user,
                                module: module.id,
                                condition: narrowed,
                                order: RecordOrder(field: order, isDescending: isDescending),
                                fields: fields
                            )
                            // Records without a value in the field stand at the end, by their ids.
                            try await expectIndexes(fixture, engine, "\(name), by \(order)") { tx in
                                let page = try list.page(tx, after: nil, limit: 2)
                                _ = try list.page(tx, after: page.last?.place, limit: 2)
                                _ = try list.count(tx, upTo: 100)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test("what stands around a record is read by an index", arguments: Engine.allCases)
    func around(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first).id
            for (name, user) in try await people(fixture).all {
                let (record, organization) = (fixture.lead, user.organization)
                try await expectIndexes(fixture, engine, "\(name), timeline") { tx in
                    let cursor = TimelineQueries.Cursor(atMs: Self.at, id: ID(1))
                    for place in [nil, cursor] {
                        _ = try TimelineQueries.page(
                            tx,
                            organization: organization,
                            record: record,
                            before: place,
                            limit: 2
                        )
                    }
                }
                try await expectIndexes(fixture, engine, "\(name), audit trail") { tx in
                    _ = try AuditQueries.page(
                        tx,
                        organization: organization,
                        subject: record.rawValue,
                        before: AuditQueries.Cursor(atMs: Self.at, id: ID(1)),
                        limit: 2
                    )
                    _ = try AuditQueries.page(tx, organization: organization, area: .records, before: nil, limit: 2)
                }
                try await expectIndexes(fixture, engine, "\(name), notes") { tx in
                    _ = try NoteQueries.page(tx, organization: organization, record: record, before: nil, limit: 2)
                }
                try await expectIndexes(fixture, engine, "\(name), related lists") { tx in
                    let leads = try #require(try ModuleQueries.find(tx, shownTo: user, name: "Leads"))
                    let naming = try FieldQueries.naming(tx, organization: organization, module: leads.id)
                    for field in naming {
                        _ = try RecordQueries.countNaming(tx, visibleTo: user, record, in: field.id, upTo: 100)
                    }
                }
                try await expectIndexes(fixture, engine, "\(name), conversations") { tx in
                    for place in [nil, (atMs: Self.at, id: conversation)] {
                        _ = try ConversationQueries.page(tx, for: user, record: nil, before: place, limit: 2)
                    }
                }
                try await expectIndexes(fixture, engine, "\(name), messages") { tx in
                    _ = try MessageQueries.page(
                        tx,
                        organization: organization,
                        conversation: conversation,
                        before: nil,
                        limit: 2
                    )
                }
                try await expectIndexes(fixture, engine, "\(name), signals") { tx in
                    _ = try SignalQueries.latest(tx, of: user, limit: 10)
                    _ = try SignalQueries.unread(tx, of: user)
                }
            }
        }
    }

    // PostgreSQL weighs the sizes of tables, and here they are empty.
    @Test("conversations and messages of known ids are found by them alone")
    func byID() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            for (name, user) in try await people(fixture).all {
                let plans = try await database.store.read { tx in
                    let planner = try Planner(tx, .sqlite)
                    let conversations = (Int64(1)...50).map(ID<Conversation>.init)
                    _ = try ConversationQueries.seen(planner, by: user, ids: conversations)
                    _ = try ConversationQueries.find(planner, for: user, ids: conversations)
                    let messages = (Int64(1)...50).map(ID<Message>.init)
                    _ = try MessageQueries.find(planner, organization: user.organization, ids: messages)
                    return planner.plans
                }
                for (table, (_, plan)) in zip(["conversations", "conversations", "messages"], plans) {
                    let isByID = plan.contains { $0.contains("sqlite_autoindex_\(table)_1 (id=?)") }
                    #expect(isByID, "\(name): \(plan)")
                }
            }
        }
    }

    @Test("search, activities and the recycle bin read by an index", arguments: Engine.allCases)
    func across(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for (name, user) in try await people(fixture).all {
                // Hits are few and sorted by what they are; so are a week's activities of one person.
                try await expectIndexes(fixture, engine, "\(name), search", mayCollect: true) { tx in
                    _ = try SearchQueries.find(tx, visibleTo: user, SearchQuestion("佳怡"), limit: 20)
                    _ = try SearchQueries.find(tx, visibleTo: user, SearchQuestion("138001"), limit: 20)
                }
                let week = try Agenda.Request(first: "2026-03-02", days: 7, person: user.user)
                try await expectIndexes(fixture, engine, "\(name), activities", mayCollect: true) { tx in
                    _ = try Agenda(tx, week, for: user, timeZone: .gmt, nowMs: Self.at)
                }
                try await expectIndexes(fixture, engine, "\(name), recycle bin") { tx in
                    _ = try BinQueries.page(tx, for: user, module: nil, search: nil, before: nil, limit: 2)
                    _ = try BinQueries.page(
                        tx,
                        for: user,
                        module: nil,
                        search: "a",
                        before: (atMs: Self.at, id: ID(1)),
                        limit: 2
                    )
                }
            }
        }
    }
}
