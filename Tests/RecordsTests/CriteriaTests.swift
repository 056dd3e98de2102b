import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("criteria")
struct CriteriaTests {
    /// A module with a field of every type, and the records that the cases are about.
    private struct Shelf {
        let fixture: Fixture
        let module: Module
        var fields: [String: ID<Field>] = [:]

        init(_ database: TestDatabase) async throws {
            fixture = try await Fixture(database)
            let create = CreateModule(store: database.store, clock: database.clock, ids: database.ids)
            module = try await create(
                CreateModule.Request(
                    labelEnglish: "Shipments",
                    labelChinese: "发货",
                    singularEnglish: "Shipment",
                    singularChinese: "",
                    nameEnglish: "Shipment Name",
                    nameChinese: "",
                    sharing: .private
                ),
                by: fixture.user
            )
            let shape = ShapeFields(store: database.store, clock: database.clock, ids: database.ids, users: [])
            let options = ["red", "green", "blue"].map { FieldOption(value: $0, labelEnglish: $0, labelChinese: $0) }
            let leads = try await database.store.read { [fixture] tx in
                try ModuleQueries.find(tx, organization: fixture.organization, name: "Leads")?.id
            }
            for type in FieldType.allCases {
                let field = try await shape.add(
                    NewField(
                        labelEnglish: "F \(type.rawValue)",
                        labelChinese: "",
                        type: type,
                        options: type.hasOptions ? options : nil,
                        lookupModule: type == .lookup ? leads : nil,
                        numberPrefix: type == .autonumber ? "SHP-" : nil
                    ),
                    to: module.name,
                    by: fixture.user
                )
                fields[type.rawValue] = field.id
            }
            let more = try await shape.add(
                NewField(labelEnglish: "Other decimal", labelChinese: "", type: .decimal),
                to: module.name,
                by: fixture.user
            )
            fields["other_decimal"] = more.id
        }

        @discardableResult
        func add(_ name: String, _ values: [String: FieldValue] = [:]) async throws -> Record {
            let database = fixture.database
            let create = CreateRecord(store: database.store, clock: database.clock, ids: database.ids)
            var named = values.reduce(into: [String: FieldValue]()) { named, pair in
                named[pair.key == "other_decimal" ? pair.key : "f_\(pair.key)"] = pair.value
            }
            named["name"] = .text(name)
            return try await create(named, in: module.name, by: fixture.user)
        }

        func names(_ rows: [Criterion], pattern: String? = nil) async throws -> [String] {
            let database = fixture.database
            let criteria = try Criteria(rows: rows, pattern: pattern)
            return try await database.store.read { [fixture, module] tx in
                let fields = try FieldQueries.all(tx, organization: fixture.organization, module: module.id)
                let shanghai = try #require(TimeZone(identifier: "Asia/Shanghai"))
                let context = CriteriaContext(
                    organization: fixture.organization,
                    user: fixture.user.user,
                    nowMs: database.clock.nowMs,
                    timeZone: shanghai
                )
                let condition = try CriteriaCompiler(fields: fields, context: context).condition(criteria)
                return try tx.run(
                    """
                    SELECT records.name FROM records
                     WHERE records.organization_id = \(fixture.organization) AND records.module_id = \(module.id)
                       AND \(fragment: condition)
                     ORDER BY records.name
                    """
                ).map { try $0.get("name") }
            }
        }

        func row(_ field: String, _ comparison: Comparison, _ operand: CriterionOperand) throws -> Criterion {
            if let system = SystemField(rawValue: field) {
                return Criterion(field: .system(system), comparison: comparison, operand: operand)
            }
            return Criterion(field: .field(try #require(fields[field])), comparison: comparison, operand: operand)
        }
    }

    /// A value of record A with comparisons that find it and that do not; record B has nothing.
    private struct Case {
        let type: String
        let value: FieldValue
        let hits: [(Comparison, [String])]
        let misses: [(Comparison, [String])]
    }

    private static func numbers(_ type: String) -> Case {
        Case(
            type: type,
            value: .text("12"),
            hits: [
                (.equal, ["12"]), (.notEqual, ["13"]), (.greaterThan, ["11"]), (.greaterEqual, ["12"]),
                (.lessThan, ["13"]), (.lessEqual, ["12"]), (.isIn, ["1", "12"]), (.notIn, ["1"]),
                (.between, ["10", "20"]), (.notBetween, ["13", "20"]), (.isNotEmpty, []),
            ],
            misses: [
                (.equal, ["13"]), (.notEqual, ["12"]), (.greaterThan, ["12"]), (.greaterEqual, ["13"]),
                (.lessThan, ["12"]), (.lessEqual, ["11"]), (.isIn, ["1", "2"]), (.notIn, ["12"]),
                (.between, ["13", "20"]), (.notBetween, ["10", "20"]), (.isEmpty, []),
            ]
        )
    }

    private static func words(_ type: String, _ text: String) -> Case {
        Case(
            type: type,
            value: .text(text),
            hits: [
                (.equal, [text.uppercased()]), (.notEqual, ["x"]), (.contains, [String(text.dropFirst(2).prefix(3))]),
                (.notContains, ["zzz"]), (.startsWith, [String(text.prefix(3))]), (.endsWith, [String(text.suffix(3))]),
                (.like, [String(text.prefix(2)) + "*" + String(text.suffix(2))]), (.notLike, ["z*"]),
                (.isIn, ["x", text]), (.notIn, ["x"]), (.isNotEmpty, []),
            ],
            misses: [
                (.equal, [text + "x"]), (.notEqual, [text]), (.contains, ["zzz"]),
                (.notContains, [String(text.prefix(3))]), (.startsWith, [String(text.suffix(3))]),
                (.endsWith, [String(text.prefix(3))]), (.like, ["z*"]), (.notLike, ["*"]), (.isIn, ["x"]),
                (.notIn, [text]), (.isEmpty, []),
            ]
        )
    }

    private static let cases: [Case] = [
        words("text", "Überfall 100%"), words("textarea", "多行 文本 blue_sky"), words("email", "ada@acme.example"),
        words("phone", "138 0013 8000"), words("website", "www.acme.example"),
        numbers("integer"), numbers("decimal"), numbers("currency"), numbers("percent"),
        Case(
            type: "picklist",
            value: .text("red"),
            hits: [
                (.equal, ["red"]), (.notEqual, ["blue"]), (.isIn, ["blue", "red"]), (.notIn, ["blue"]),
                (.isNotEmpty, []),
            ],
            misses: [(.equal, ["blue"]), (.notEqual, ["red"]), (.isIn, ["blue"]), (.notIn, ["red"]), (.isEmpty, [])]
        ),
        Case(
            type: "multi_select",
            value: .list(["red", "blue"]),
            hits: [
                (.includeAny, ["red", "green"]), (.includeAll, ["red", "blue"]), (.excludeAny, ["green"]),
                (.excludeAll, ["red", "green"]), (.isNotEmpty, []),
            ],
            misses: [
                (.includeAny, ["green"]), (.includeAll, ["red", "green"]), (.excludeAny, ["red"]),
                (.excludeAll, ["red", "blue"]), (.isEmpty, []),
            ]
        ),
        Case(
            type: "date",
            value: .text("2026-03-02"),
            hits: [
                (.equal, ["2026-03-02"]), (.notEqual, ["2026-03-03"]), (.lessThan, ["2026-03-03"]),
                (.greaterEqual, ["2026-03-02"]), (.between, ["2026-03-01", "2026-03-02"]), (.isNotEmpty, []),
            ],
            misses: [
                (.equal, ["2026-03-03"]), (.notEqual, ["2026-03-02"]), (.lessThan, ["2026-03-02"]),
                (.greaterThan, ["2026-03-02"]), (.between, ["2026-03-03", "2026-03-09"]), (.isEmpty, []),
            ]
        ),
        Case(
            type: "datetime",
            // Already the second of March in Shanghai.
            value: .text("2026-03-01T23:30:00Z"),
            hits: [
                (.equal, ["2026-03-02"]), (.equal, ["2026-03-01T23:30:00Z"]), (.lessThan, ["2026-03-03"]),
                (.between, ["2026-03-02", "2026-03-02"]), (.greaterEqual, ["2026-03-02"]), (.isNotEmpty, []),
            ],
            misses: [
                (.equal, ["2026-03-01"]), (.notEqual, ["2026-03-02"]), (.lessThan, ["2026-03-02"]),
                (.greaterThan, ["2026-03-02"]), (.isEmpty, []),
            ]
        ),
        Case(
            type: "boolean",
            value: .boolean(true),
            hits: [(.equal, ["true"]), (.notEqual, ["false"])],
            misses: [(.equal, ["false"]), (.notEqual, ["true"])]
        ),
    ]

    @Test("2.77 each operator finds and leaves out the same on both engines, for each type", arguments: Engine.allCases)
    func operators(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let shelf = try await Shelf(database)
            var values: [String: FieldValue] = [:]
            for one in Self.cases { values[one.type] = one.value }
            try await shelf.add("A", values)
            try await shelf.add("B")
            for one in Self.cases {
                for (comparison, constants) in one.hits {
                    let found = try await shelf.names([shelf.row(one.type, comparison, .values(constants))])
                    #expect(found.contains("A"), "\(one.type) \(comparison) \(constants)")
                }
                for (comparison, constants) in one.misses {
                    let found = try await shelf.names([shelf.row(one.type, comparison, .values(constants))])
                    #expect(!found.contains("A"), "\(one.type) \(comparison) \(constants)")
                }
                // What has no value is found by contraries only.
                for (comparison, constants) in one.hits where comparison.rawValue.hasPrefix("not_") {
                    let found = try await shelf.names([shelf.row(one.type, comparison, .values(constants))])
                    let isBlankFalse = one.type == "boolean"
                    #expect(found.contains("B") != isBlankFalse || isBlankFalse, "\(one.type) \(comparison)")
                }
                if one.type != "boolean" {
                    #expect(try await shelf.names([shelf.row(one.type, .isEmpty, .values([]))]) == ["B"])
                }
            }
        }
    }

    @Test("2.79 without brackets a pattern is read from left to right", arguments: Engine.allCases)
    func leftToRight(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let shelf = try await Shelf(database)
            // 1 holds, 2 and 3 do not: the two readings differ.
            try await shelf.add("A", ["integer": .text("1"), "picklist": .text("red"), "text": .text("x")])
            let rows = [
                try shelf.row("integer", .equal, .values(["1"])), try shelf.row("picklist", .equal, .values(["blue"])),
                try shelf.row("text", .equal, .values(["y"])),
            ]
            #expect(try await shelf.names(rows, pattern: "1 or 2 and 3") == [])
            #expect(try await shelf.names(rows, pattern: "1 or (2 and 3)") == ["A"])
            #expect(try Criteria(rows: rows, pattern: "1 or 2 and 3").pattern.description == "((1 or 2) and 3)")
        }
    }

    @Test("2.80 placeholders mean who looks and the day where the organisation is", arguments: Engine.allCases)
    func placeholders(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let shelf = try await Shelf(database)
            // The clock stands at Monday, 2 March 2026, 09:00 in Shanghai.
            try await shelf.add("today", ["date": .text("2026-03-02"), "datetime": .text("2026-03-01T16:00:00Z")])
            try await shelf.add("yesterday", ["date": .text("2026-03-01"), "datetime": .text("2026-03-01T15:59:59Z")])
            for field in ["date", "datetime"] {
                func found(_ comparison: Comparison, _ placeholder: Placeholder) async throws -> [String] {
                    try await shelf.names([shelf.row(field, comparison, .placeholder(placeholder))])
                }
                #expect(try await found(.equal, .period(.day, offset: 0)) == ["today"])
                #expect(try await found(.equal, .period(.week, offset: 0)) == ["today"])
                #expect(try await found(.equal, .period(.week, offset: -1)) == ["yesterday"])
                #expect(try await found(.equal, .period(.month, offset: 0)) == ["today", "yesterday"])
                #expect(try await found(.lessThan, .period(.day, offset: 0)) == ["yesterday"])
                #expect(try await found(.equal, .lastDays(1)) == ["today", "yesterday"])
                #expect(try await found(.equal, .nextDays(7)) == [])
            }
            let mine = try shelf.row("owner", .equal, .placeholder(.currentUser))
            #expect(try await shelf.names([mine]) == ["today", "yesterday"])
        }
    }

    @Test("a field is compared with another of the same record", arguments: Engine.allCases)
    func fieldAgainstField(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let shelf = try await Shelf(database)
            try await shelf.add(
                "more",
                ["decimal": .text("10.5"), "other_decimal": .text("10.4"), "integer": .text("11")]
            )
            try await shelf.add(
                "less",
                ["decimal": .text("10.3"), "other_decimal": .text("10.4"), "integer": .text("10")]
            )
            try await shelf.add("none", ["decimal": .text("1")])
            let other = CriterionOperand.field(.field(try #require(shelf.fields["other_decimal"])))
            #expect(try await shelf.names([shelf.row("decimal", .greaterThan, other)]) == ["more"])
            #expect(try await shelf.names([shelf.row("integer", .lessThan, other)]) == ["less"])
        }
    }

    @Test("2.78 a row that makes no sense is refused by its number")
    func refusals() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let shelf = try await Shelf(database)
            let good = try shelf.row("integer", .equal, .values(["1"]))
            for (bad, code) in [
                (try shelf.row("integer", .contains, .values(["1"])), "wrong_operator"),
                (try shelf.row("integer", .equal, .values(["one"])), "not_valid"),
                (try shelf.row("integer", .between, .values(["1"])), "required"),
                (
                    try shelf.row("integer", .between, .values(["-9000000000000000000", "9000000000000000000"])),
                    "not_valid"
                ),
                (Criterion(field: .field(ID(7)), comparison: .equal, operand: .values(["1"])), "unknown_field"),
                (try shelf.row("text", .isIn, .values((0...100).map(String.init))), "too_many"),
            ] {
                let error = await #expect(throws: InvalidInput.self) { _ = try await shelf.names([good, bad]) }
                #expect(error?.code == code)
                #expect(error?.field == "criteria.2")
            }
            for pattern in ["1 and", "1 and 2", "(1", "1 or 1 2", "", "1 xor 1"] {
                #expect(throws: InvalidInput.self) { _ = try Criteria(rows: [good], pattern: pattern) }
            }
            #expect(throws: InvalidInput.self) {
                _ = try Criteria(rows: Array(repeating: good, count: 26), pattern: nil)
            }
        }
    }

    @Test("places and placeholders that nobody could have got are refused, whatever their numbers")
    func hostileText() throws {
        for text in [".", "", "t.", "n1", "x1.2", "t1.%%", "n99999999999999999999.1", "e1.x"] {
            #expect(RecordPlace(text: text) == nil, "\(text)")
        }
        for amount in [Int.min, Int.max, 3_661] {
            let json =
                #"{"rows":[{"field":"owner","operator":"equal","placeholder":{"kind":"day","amount":\#(amount)}}]}"#
            let document = try JSONDecoder().decode(CriteriaDocument.self, from: Data(json.utf8))
            #expect(throws: InvalidInput.self) { _ = try document.criteria() }
        }
    }

    @Test("25 rows joined by turns are read, written with all their brackets and read again")
    func deepPattern() throws {
        let row = Criterion(field: .system(.name), comparison: .equal, operand: .values(["a"]))
        let text = (1...25).map { $0 == 1 ? "1" : "\($0.isMultiple(of: 2) ? "or" : "and") \($0)" }.joined(
            separator: " "
        )
        let criteria = try Criteria(rows: Array(repeating: row, count: 25), pattern: text)
        let again = try CriteriaDocument(criteria).criteria()
        #expect(again == criteria)
    }
}
