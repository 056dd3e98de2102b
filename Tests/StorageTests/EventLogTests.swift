import ParleyTestSupport
import Storage
import Testing

@Suite("event log")
struct EventLogTests {
    private func append(_ tx: any WriteTransaction, _ id: ID<Event>) throws {
        try EventLog.append(tx, id: id, organizationID: 1, kind: "thing.happened", subjectID: id.rawValue, atMs: 0)
    }

    @Test("positions follow commits, without gaps", arguments: Engine.allCases)
    func positions(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let sequencer = EventSequencer(store: database.store, logger: quietLogger)
            for count in [3, 4] {
                try await database.store.write { tx in
                    for _ in 0..<count { try append(tx, database.ids.next()) }
                }
                // SQLite's one writer has done it itself.
                #expect(try await sequencer.sequence() == (engine == .postgres ? count : 0))
            }
            #expect(try await sequencer.sequence() == 0)
            let events = try await database.store.read { tx in try EventLog.page(tx, after: 0, limit: 100) }
            #expect(events.map(\.position) == Array(1...7))
            #expect(events.map(\.id) == events.map(\.id).sorted())
            let rest = try await database.store.read { tx in try EventLog.page(tx, after: 5, limit: 1) }
            #expect(rest.map(\.position) == [6])
        }
    }

    @Test("an event that rolls back is never seen", arguments: Engine.allCases)
    func rolledBack(engine: Engine) async throws {
        struct Stop: Error {}
        try await TestDatabase.with(engine) { database async throws in
            await #expect(throws: Stop.self) {
                try await database.store.write { tx in
                    try append(tx, database.ids.next())
                    throw Stop()
                }
            }
            #expect(try await EventSequencer(store: database.store, logger: quietLogger).sequence() == 0)
        }
    }

    /// SQLite has one writer, so there the two cannot overlap.
    @Test("two transactions that commit in reverse order of their ids are both seen by every reader, on PostgreSQL")
    func reverseCommits() async throws {
        try await TestDatabase.with(.postgres) { database async throws in
            let sequencer = EventSequencer(store: database.store, logger: quietLogger)
            let early = database.ids.next(Event.self)
            let late = database.ids.next(Event.self)
            #expect(early < late)
            let slowHasInserted = Doorbell()
            let lateHasCommitted = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await database.store.write { tx in
                        try append(tx, early)
                        slowHasInserted.ring()
                        // The transaction stays open until the other one has committed and was read.
                        lateHasCommitted.waitBlocking()
                    }
                }
                await slowHasInserted.wait(upTo: .seconds(10))
                try await database.store.write { tx in try append(tx, late) }
                try await sequencer.sequence()
                let first = try await database.store.read { tx in try EventLog.page(tx, after: 0, limit: 10) }
                #expect(first.map(\.id) == [late])
                lateHasCommitted.open()
                try await group.waitForAll()
                try await sequencer.sequence()
                let cursor = try #require(first.last?.position)
                let second = try await database.store.read { tx in try EventLog.page(tx, after: cursor, limit: 10) }
                #expect(second.map(\.id) == [early])
            }
        }
    }

    @Test("sequencers on several nodes give each event one position", arguments: Engine.allCases)
    func manySequencers(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await database.store.write { tx in try append(tx, database.ids.next()) }
                    }
                    group.addTask {
                        try await EventSequencer(store: database.store, logger: quietLogger).sequence()
                    }
                }
                try await group.waitForAll()
            }
            try await EventSequencer(store: database.store, logger: quietLogger).sequence()
            let events = try await database.store.read { tx in try EventLog.page(tx, after: 0, limit: 100) }
            #expect(events.map(\.position) == Array(1...20))
        }
    }
}
