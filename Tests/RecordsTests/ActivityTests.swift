import Foundation
import Identity
import ParleyTestSupport
import Records
import Signals
import Storage
import Testing

@Suite("activities")
struct ActivityTests {
    private static let hourMs: Int64 = 3_600_000

    private func moment(_ hours: Int64) -> FieldValue {
        .text(Timestamp.text(TestDatabase.startMs + hours * Self.hourMs))
    }

    private func agenda(
        _ fixture: Fixture,
        from: String = "2026-03-02",
        days: Int = 3,
        of person: ID<User>? = nil
    ) async throws -> Agenda {
        let wanted = try Agenda.Request(first: from, days: days, person: person ?? fixture.user.user)
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        return try await fixture.database.store.read { tx in
            try Agenda(tx, wanted, for: fixture.user, timeZone: zone, nowMs: fixture.database.clock.nowMs)
        }
    }

    private func sees(_ fixture: Fixture, _ email: String, _ record: ID<Record>) async throws -> Bool {
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        let token = CreateAPIToken(store: store, clock: clock, ids: ids)
        let secret = try await token(name: "test", email: email, scopes: [.read], days: nil)
        let user = try #require(try await Authenticate(store: store, clock: clock)(token: secret))
        return try await store.read { tx in try RecordQueries.find(tx, visibleTo: user, id: record) != nil }
    }

    private func reminders(_ fixture: Fixture) -> ReminderService {
        let database = fixture.database
        return ReminderService(store: database.store, clock: database.clock, ids: database.ids, logger: quietLogger)
    }

    private func signals(_ fixture: Fixture) async throws -> [Signal] {
        try await fixture.database.store.read { tx in try SignalQueries.latest(tx, of: fixture.user, limit: 10) }
    }

    @Test("a person's activities stand by day, and open tasks without one beside them", arguments: Engine.allCases)
    func byDay(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            func make(_ module: String, _ name: String, _ values: [String: FieldValue]) async throws {
                let all = values.merging(["subject": .text(name)]) { first, _ in first }
                try await fixture.create(all, in: module, by: fixture.user)
            }
            try await make("Meetings", "late", ["start": moment(14), "end": moment(15)])
            // 17:30 UTC is the next day in Shanghai.
            try await make("Calls", "tomorrow", ["start": .text("2026-03-02T17:30:00Z")])
            try await make("Tasks", "today", ["due_date": .text("2026-03-02")])
            try await make("Tasks", "done", ["due_date": .text("2026-03-01"), "status": .text("Completed")])
            try await make("Tasks", "missed", ["due_date": .text("2026-02-20")])
            try await make("Tasks", "sometime", [:])
            try await make("Appointments", "beyond", ["start": moment(24 * 10)])

            let agenda = try await agenda(fixture)
            #expect(agenda.entries.map(\.record.name) == ["today", "late", "tomorrow"])
            #expect(agenda.entries.map { $0.day?.description } == ["2026-03-02", "2026-03-02", "2026-03-03"])
            #expect(agenda.overdue.map(\.record.name) == ["missed"])
            #expect(agenda.undated.map(\.record.name) == ["sometime"])
        }
    }

    @Test("a meeting stands with whoever takes part, and with nobody else", arguments: Engine.allCases)
    func participants(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let guest = try await CreateUser(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                hasher: try PasswordHasher()
            )(
                NewUser(email: "grace@acme.example", name: "Grace", password: "correct horse battery"),
                in: fixture.organization,
                as: .standard
            )
            let meeting = try await fixture.create(
                ["subject": .text("kick-off"), "start": moment(1), "end": moment(2)],
                in: "Meetings",
                by: fixture.user
            )
            let lead = try await fixture.lead("Silva")
            let set = SetParticipants(store: database.store, clock: database.clock, ids: database.ids)
            #expect(try await agenda(fixture, of: guest).entries.isEmpty)
            try await set([.user(guest), .record(lead.id)], of: meeting.id, by: fixture.user)
            #expect(try await agenda(fixture, of: guest).entries.map(\.record.id) == [meeting.id])
            // Meetings are private to begin with; whoever is asked to one sees it and no other.
            #expect(try await sees(fixture, "grace@acme.example", meeting.id))
            #expect(try await !sees(fixture, "grace@acme.example", lead.id))
            let stored = try await database.store.read { tx in
                try ParticipantQueries.all(tx, organization: fixture.organization, record: meeting.id)
            }
            #expect(stored == [.user(guest), .record(lead.id)])
            try await set([.record(lead.id)], of: meeting.id, by: fixture.user)
            let told = try await database.store.read { tx in
                let trail = try AuditQueries.page(
                    tx,
                    organization: fixture.organization,
                    subject: meeting.id.rawValue,
                    before: nil,
                    limit: 1
                )
                let event = try tx.first(
                    "SELECT body FROM events WHERE kind = 'record.changed' AND subject_id = \(meeting.id) LIMIT 1"
                )
                return (trail.first?.changes, try event?.get("body", as: String.self))
            }
            #expect(told.0 == [AuditChange(name: "participants", old: "Grace, Silva", new: "Silva")])
            #expect(told.1?.contains("Meetings") == true)
            try await set([.user(guest), .record(lead.id)], of: meeting.id, by: fixture.user)
            await #expect(throws: InvalidInput.self) {
                try await set([.user(ID(1))], of: meeting.id, by: fixture.user)
            }
            await #expect(throws: InvalidInput.self) {
                try await set([.record(meeting.id)], of: meeting.id, by: fixture.user)
            }
            await #expect(throws: RecordNotFound()) { try await set([], of: lead.id, by: fixture.user) }
            try await set([], of: meeting.id, by: fixture.user)
            #expect(try await agenda(fixture, of: guest).entries.isEmpty)
        }
    }

    @Test("a reminder rings once, when it is due, and again when it is moved", arguments: Engine.allCases)
    func reminders(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let call = try await fixture.create(
                ["subject": .text("call back"), "start": moment(2), "reminder": moment(1)],
                in: "Calls",
                by: fixture.user
            )
            let service = reminders(fixture)
            #expect(try await service.remind() == 0)
            database.clock.advance(byMs: Self.hourMs)
            // Two nodes at once tell of it once.
            async let first = service.remind()
            async let second = service.remind()
            #expect(try await first + second == 1)
            #expect(try await signals(fixture).map(\.groupID) == [call.id.rawValue])
            try await fixture.update(call.id, version: 1, values: ["reminder": moment(3)], by: fixture.user)
            database.clock.advance(byMs: 2 * Self.hourMs)
            #expect(try await service.remind() == 1)
            #expect(try await signals(fixture).count == 2)
        }
    }

    @Test(
        "one reminder that cannot be raised keeps no other waiting, and is tried again later",
        arguments: Engine.allCases
    )
    func unreadable(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            func task(_ subject: String) async throws -> Record {
                let values: [String: FieldValue] = ["subject": .text(subject), "reminder": moment(1)]
                return try await fixture.create(values, in: "Tasks", by: fixture.user)
            }
            func store(_ values: String, in record: Record) async throws {
                try await database.store.write { tx in
                    try tx.execute("UPDATE records SET field_values = \(values) WHERE id = \(record.id)")
                }
            }
            let (broken, sound) = (try await task("a"), try await task("b"))
            try await store("?", in: broken)
            database.clock.advance(byMs: Self.hourMs)
            let service = reminders(fixture)
            #expect(try await service.remind() == 2)
            #expect(try await signals(fixture).map(\.groupID) == [sound.id.rawValue])
            #expect(try await service.remind() == 0)
            try await store("{}", in: broken)
            database.clock.advance(byMs: Self.hourMs)
            #expect(try await service.remind() == 1)
            #expect(try await signals(fixture).map(\.groupID) == [broken.id.rawValue, sound.id.rawValue])
        }
    }

    @Test("nobody is reminded of what is done, taken back or past", arguments: Engine.allCases)
    func noReminder(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let done = try await fixture.create(
                ["subject": .text("a"), "reminder": moment(1)],
                in: "Tasks",
                by: fixture.user
            )
            try await fixture.update(done.id, version: 1, values: ["status": .text("Completed")], by: fixture.user)
            let withdrawn = try await fixture.create(
                ["subject": .text("b"), "reminder": moment(1)],
                in: "Tasks",
                by: fixture.user
            )
            try await fixture.update(withdrawn.id, version: 1, values: ["reminder": .text("")], by: fixture.user)
            try await fixture.create(["subject": .text("c"), "reminder": moment(-1)], in: "Tasks", by: fixture.user)
            database.clock.advance(byMs: 2 * Self.hourMs)
            try await reminders(fixture).remind()
            #expect(try await signals(fixture).isEmpty)
        }
    }

    @Test("a kind of signal that a person has switched off does not ring", arguments: Engine.allCases)
    func silenced(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let switches = SwitchSignals(store: database.store)
            try await switches([.activityDue: false], by: fixture.user)
            func remind(_ hours: Int64) async throws {
                try await fixture.create(
                    ["subject": .text("a"), "reminder": moment(hours)],
                    in: "Tasks",
                    by: fixture.user
                )
                database.clock.advance(byMs: Self.hourMs)
                try await reminders(fixture).remind()
            }
            try await remind(1)
            #expect(try await signals(fixture).isEmpty)
            try await switches([.activityDue: true], by: fixture.user)
            try await remind(2)
            #expect(try await signals(fixture).count == 1)
        }
    }
}
