import AsyncHTTPClient
import Identity
import ParleyTestSupport
import Storage
import Synchronization
import Testing

@testable import Messaging

@Suite("lanes")
struct OpenLanesTests {
    private let number = LaneNumber(id: ID(1), organization: ID(2), channel: ID(3))
    private let pace = SendingPace(perSecond: 1, nowMs: 0)

    @Test("a number has one lane; who wants another rings the one that runs, and it is opened anew")
    func wanted() async throws {
        let lanes = OpenLanes()
        let (bell, _) = try #require(lanes.start(number))
        #expect(lanes.start(number) == nil)
        let began = ContinuousClock.now
        await bell.wait(upTo: .seconds(20))
        #expect(ContinuousClock.now - began < .seconds(10))
        #expect(lanes.end(number, pace))
    }

    @Test("a lane that nobody wanted while it ran is not opened anew, whatever was wanted before")
    func unwanted() throws {
        let lanes = OpenLanes()
        _ = try #require(lanes.start(number))
        #expect(lanes.start(number) == nil)
        #expect(lanes.end(number, pace))
        _ = try #require(lanes.start(number))
        #expect(!lanes.end(number, pace))
    }

    @Test(
        "a number with nothing that it may send is looked at now and then, not all the time",
        arguments: Engine.allCases
    )
    func idle(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            let first = try await fixture.sendReply("1", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            _ = try await fixture.sendReply("2", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            // The second is due and waits for the first, whose answer has not come.
            try await database.store.write { [lease = database.clock.realMs + 60_000] tx in
                try tx.execute(
                    "UPDATE outbox SET state = 'sending', leased_until_ms = \(lease) WHERE message_id = \(first.id)"
                )
            }
            let store = CountingStore(database.store)
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            let dispatcher = Dispatcher(
                store: store,
                clock: database.clock,
                ids: database.ids,
                graph: GraphAccess(baseURL: "http://127.0.0.1:9", http: http, box: .demo),
                files: fixture.files,
                logger: quietLogger
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await dispatcher.run() }
                let deadline = ContinuousClock.now + .seconds(20)
                while store.writes == 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
                try await Task.sleep(for: .milliseconds(1_500))
                group.cancelAll()
            }
            // One turn when it starts and one a second later, where a lane without rest has had hundreds.
            #expect((1...5).contains(store.writes))
            try await http.shutdown()
        }
    }
}

/// A database whose write transactions are counted.
private final class CountingStore: Store {
    private let store: any Store
    private let count = Mutex(0)

    init(_ store: any Store) {
        self.store = store
    }

    var writes: Int { count.withLock { $0 } }

    var dialect: Dialect { store.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result { try await store.read(body) }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        count.withLock { $0 += 1 }
        return try await store.write(body)
    }

    func ring(_ doorbell: Doorbell, on topic: Topic) { store.ring(doorbell, on: topic) }

    func describe() async throws -> String { try await store.describe() }

    func close() async { await store.close() }
}
