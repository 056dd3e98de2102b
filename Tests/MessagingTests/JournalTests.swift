import Foundation
import Messaging
import ParleyTestSupport
import ServiceLifecycle
import Storage
import Testing

@Suite("journal")
struct JournalTests {
    private static func body(_ index: Int) -> [UInt8] { Array("{\"index\":\(index)}".utf8) }

    private static func take(_ body: [UInt8], _ receive: ReceiveWebhook, key: String = "demo") async throws {
        try await receive(body, signature: Fixture.signature(of: Data(body)), key: key)
    }

    private static let rows: SQLStatement = "SELECT count(*) AS n FROM inbound_journal"

    @Test("more bodies than may wait are refused at once, and those that wait are stored", arguments: Engine.allCases)
    func busy(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let writer = JournalWriter(store: database.store)
            let receive = fixture.receiver(writer)
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<2_049 {
                    group.addTask {
                        do { try await Self.take(Self.body(index), receive) } catch ReceiveWebhook.Refusal.busy {
                            return true
                        }
                        return false
                    }
                }
                // Nobody writes yet, so the first to end is the one too many.
                var refused = try await group.next() == true ? 1 : 0
                let writing = Task { try await writer.run() }
                for try await isRefused in group where isRefused { refused += 1 }
                writing.cancel()
                try await writing.value
                return refused
            }
            #expect(refused == 1)
            #expect(try await fixture.count(Self.rows) == 2_048)
        }
    }

    @Test("a few large bodies are as many as many small ones", arguments: Engine.allCases)
    func busyBySize(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let receive = fixture.receiver(JournalWriter(store: database.store))
            let large = [UInt8](repeating: 32, count: 33 * 1_048_576)
            await #expect(throws: ReceiveWebhook.Refusal.busy) { try await Self.take(large, receive) }
        }
    }

    @Test("a body that cannot be stored takes no neighbour with it", arguments: Engine.allCases)
    func neighbours(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await database.store.write { tx in
                try tx.execute(
                    """
                    INSERT INTO channel_accounts (id, organization_id, nickname, waba_id, webhook_key, owner_id, connected_at_ms)
                    SELECT id + 1, organization_id, nickname, 'w2', 'gone', owner_id, connected_at_ms
                      FROM channel_accounts
                    """
                )
            }
            try await database.store.write { tx in
                try tx.execute(
                    """
                    INSERT INTO channel_connections (channel_id, organization_id, access_token_sealed, app_secret_sealed,
                                                     verify_token_sealed, activated_at_ms)
                    SELECT channel_id + 1, organization_id, access_token_sealed, app_secret_sealed, verify_token_sealed,
                           activated_at_ms
                      FROM channel_connections
                    """
                )
            }
            let writer = JournalWriter(store: database.store)
            let receive = fixture.receiver(writer)
            // Now it is known here, and then it goes.
            await #expect(throws: ReceiveWebhook.Refusal.badSignature) {
                try await receive([], signature: nil, key: "gone")
            }
            try await database.store.write { tx in
                try tx.execute(
                    """
                    DELETE FROM channel_connections
                     WHERE channel_id IN (SELECT id FROM channel_accounts WHERE webhook_key = 'gone')
                    """
                )
                try tx.execute("DELETE FROM channel_accounts WHERE webhook_key = 'gone'")
            }
            async let first: Void = Self.take(Self.body(1), receive)
            async let gone: Void = Self.take(Self.body(2), receive, key: "gone")
            async let last: Void = Self.take(Self.body(3), receive)
            // Time to queue; where they do not, there is less to show, and nothing fails.
            try await Task.sleep(for: .milliseconds(100))
            let writing = Task { try await writer.run() }
            try await first
            try await last
            do {
                try await gone
                Issue.record("a body of a channel that is gone was stored")
            } catch let error as StoreError {
                #expect(error.code == .foreignKey)
            }
            writing.cancel()
            try await writing.value
            #expect(try await fixture.count(Self.rows) == 2)
        }
    }

    @Test(
        "a commit under way when the server is told to stop ends well, and later bodies are refused",
        arguments: Engine.allCases
    )
    func stopping(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let writer = JournalWriter(store: database.store)
            let receive = fixture.receiver(writer)
            let services = ServiceGroup(services: [writer], logger: quietLogger)
            let gate = Gate()
            let holding = Task {
                try await database.store.write { tx in
                    if database.store.dialect == .postgres {
                        try tx.execute("LOCK TABLE inbound_journal IN EXCLUSIVE MODE")
                    }
                    gate.waitBlocking()
                }
            }
            let running = Task { try await services.run() }
            let first = Task { try await Self.take(Self.body(1), receive) }
            try await Task.sleep(for: .milliseconds(200))
            let second = Task { try await Self.take(Self.body(2), receive) }
            try await Task.sleep(for: .milliseconds(100))
            await services.triggerGracefulShutdown()
            gate.open()
            try await holding.value
            try await first.value
            try await second.value
            try await running.value
            #expect(try await fixture.count(Self.rows) == 2)
            await #expect(throws: ReceiveWebhook.Refusal.busy) { try await Self.take(Self.body(3), receive) }
        }
    }

    @Test(
        "a channel that went is noticed within seconds, however often it is asked for",
        arguments: Engine.allCases
    )
    func cache(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let receive = fixture.receiver(JournalWriter(store: database.store))
            func ask() async throws { try await receive([], signature: nil, key: "demo") }
            await #expect(throws: ReceiveWebhook.Refusal.badSignature) { try await ask() }
            try await database.store.write { tx in try tx.execute("UPDATE channel_accounts SET webhook_key = 'moved'") }
            let begin = ContinuousClock.now
            var isKnown = true
            while isKnown, begin.duration(to: .now) < .seconds(8) {
                do { try await ask() } catch {
                    isKnown = error as? ReceiveWebhook.Refusal != .noSuchChannel
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(!isKnown)
            #expect(begin.duration(to: .now) < .seconds(5))
        }
    }

    @Test("processing goes on although bodies never stop waiting to be stored", arguments: Engine.allCases)
    func processingIsNotStarved(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let writer = JournalWriter(store: database.store)
            let receive = fixture.receiver(writer)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await writer.run() }
                for index in 0..<3 { try await Self.take(Self.body(index), receive) }
                group.cancelAll()
            }
            // A writer that never gets to rest.
            let processor = InboundProcessor(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                journal: JournalWriter(store: database.store),
                logger: quietLogger
            )
            let begin = ContinuousClock.now
            #expect(try await processor.processBatch() == 3)
            #expect(begin.duration(to: .now) < .seconds(10))
            #expect(try await fixture.count("SELECT count(*) AS n FROM inbound_journal WHERE NOT is_processed") == 0)
        }
    }
}
