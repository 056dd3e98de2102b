import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("views and lists")
struct ViewTests {
    private func save(_ fixture: Fixture) -> SaveView {
        SaveView(store: fixture.database.store, clock: fixture.database.clock, ids: fixture.database.ids)
    }

    private func request(
        _ label: String = "Hot",
        columns: [String] = ["name", "owner"],
        order: RecordOrder = .byChange,
        criteria: Criteria? = nil
    ) throws -> SaveView.Request {
        try SaveView.Request(
            label: label,
            sharing: .me,
            shares: ViewShares(),
            columns: columns,
            order: order,
            criteria: criteria
        )
    }

    private func views(_ fixture: Fixture, _ module: Module) async throws -> [RecordView] {
        try await fixture.database.store.read { tx in try ViewQueries.all(tx, for: fixture.user, module: module.id) }
    }

    @Test(
        "2.74 ready-made views are re-columned and re-sorted, but neither narrowed nor deleted",
        arguments: Engine.allCases
    )
    func readyMade(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let module = try await fixture.module("Leads").module
            let mine = try #require(try await views(fixture, module).first { $0.labelEnglish == "My Leads" })
            #expect(mine.isStandard)
            try await save(fixture).change(
                mine.id,
                request(
                    columns: ["name", "created_time"],
                    order: RecordOrder(field: .system(.name), isDescending: false),
                    criteria: mine.criteria
                ),
                by: fixture.user
            )
            let changed = try #require(try await views(fixture, module).first { $0.id == mine.id })
            #expect(changed.columns == [.system(.name), .system(.createdTime)])
            #expect(changed.order.field == .system(.name))
            #expect(changed.labelEnglish == "My Leads")
            await #expect(throws: ViewRefusal.standard) {
                try await save(fixture).change(mine.id, request(criteria: nil), by: fixture.user)
            }
            await #expect(throws: ViewRefusal.standard) { try await save(fixture).delete(mine.id, by: fixture.user) }
        }
    }

    @Test(
        "a view of one's own is kept with its criteria, made the default, changed and deleted",
        arguments: Engine.allCases
    )
    func own(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let (module, fields) = try await fixture.module("Leads")
            let rating = try #require(fields.first { $0.name == "rating" })
            let criteria = try Criteria(
                rows: [
                    Criterion(field: .field(rating.id), comparison: .equal, operand: .values(["Hot"])),
                    Criterion(field: .system(.owner), comparison: .equal, operand: .placeholder(.currentUser)),
                ],
                pattern: "1 or 2"
            )
            let made = try await save(fixture).create(request(criteria: criteria), in: "Leads", by: fixture.user)
            try await save(fixture).mark(made.id, isFavourite: true, isDefault: true, by: fixture.user)
            let kept = try #require(try await views(fixture, module).first { $0.id == made.id })
            #expect(kept.criteria == criteria)
            #expect(kept.isFavourite && kept.isDefault)
            try await save(fixture).delete(made.id, by: fixture.user)
            #expect(try await !views(fixture, module).contains { $0.id == made.id })
        }
    }

    @Test(
        "a list is sorted by a field, blank ones last, and each page goes on where the one before ended",
        arguments: Engine.allCases
    )
    func sorted(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            for (name, rating) in [("a", "Hot"), ("b", nil), ("c", "Cold"), ("d", "Warm"), ("e", nil), ("f", "Hot")] {
                _ = try await fixture.lead(name, rating.map { ["rating": .text($0)] } ?? [:])
            }
            let (module, fields) = try await fixture.module("Leads")
            let rating = try #require(fields.first { $0.name == "rating" })
            for (order, expected) in [
                (RecordOrder(field: .field(rating.id), isDescending: false), ["c", "a", "f", "d", "e", "b"]),
                (RecordOrder(field: .field(rating.id), isDescending: true), ["d", "f", "a", "c", "e", "b"]),
                (RecordOrder(field: .system(.name), isDescending: true), ["f", "e", "d", "c", "b", "a"]),
                (RecordOrder(field: .system(.createdTime), isDescending: false), ["a", "b", "c", "d", "e", "f"]),
            ] {
                let list = try RecordList(
                    visibleTo: fixture.user,
                    module: module.id,
                    condition: nil,
                    order: order,
                    fields: fields
                )
                var found: [String] = []
                var place: RecordPlace?
                repeat {
                    let page = try await database.store.read { [place] tx in try list.page(tx, after: place, limit: 2) }
                    found += page.map(\.record.name)
                    // Through its text, as clients hand it back.
                    place = page.last.flatMap { RecordPlace(text: $0.place.text) }
                } while place != nil
                #expect(found == expected)
                #expect(try await database.store.read { tx in try list.count(tx, upTo: 4) } == 4)
            }
        }
    }

    @Test("a field that a view uses stays; one that nothing uses goes with its values", arguments: Engine.allCases)
    func fieldInUse(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = ShapeFields(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                users: [ViewFieldUses()]
            )
            let field = try await shape.add(
                NewField(labelEnglish: "Shoe size", labelChinese: "", type: .integer),
                to: "Leads",
                by: fixture.user
            )
            let lead = try await fixture.lead("a", ["shoe_size": .text("42")])
            let view = try await save(fixture).create(
                request("Sizes", columns: ["name", field.id.description]),
                in: "Leads",
                by: fixture.user
            )
            await #expect(throws: FieldInUse(uses: [FieldUse(kind: "view", name: "Sizes")])) {
                try await shape.remove(field.id, from: "Leads", by: fixture.user)
            }
            try await save(fixture).delete(view.id, by: fixture.user)
            try await shape.remove(field.id, from: "Leads", by: fixture.user)
            let left = try await database.store.read { tx in
                try tx.first("SELECT count(*) AS n FROM field_values WHERE field_id = \(field.id)")?.get(
                    "n",
                    as: Int.self
                )
            }
            #expect(left == 0)
            let read = try await database.store.read { tx in
                try RecordQueries.find(tx, visibleTo: fixture.user, id: lead.id)
            }
            #expect(read?.name == "a")
        }
    }

    @Test("a unique value is taken once, also when two ask at the same time", arguments: Engine.allCases)
    func unique(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        do {
                            _ = try await fixture.create(
                                ["product_name": .text("P\(number)"), "product_code": .text("ABC-1")],
                                in: "Products",
                                by: fixture.user
                            )
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
        }
    }

    @Test("a lookup names a living record of its module and no other", arguments: Engine.allCases)
    func lookups(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let account = try await fixture.create(["account_name": .text("Acme")], in: "Accounts", by: fixture.user)
            let lead = try await fixture.lead("a")
            let contact = try await fixture.contact("b", ["account": .text(account.id.description)])
            #expect(contact.name == "b")
            for wrong in [lead.id.description, "7", "x"] {
                let error = await #expect(throws: InvalidInput.self) {
                    _ = try await fixture.contact("c", ["account": .text(wrong)])
                }
                #expect(error?.field == "account")
            }
        }
    }
}
